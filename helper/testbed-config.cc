/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-config.h"

#include "ns3/ethernet-port.h"
#include "ns3/input-error.h"
#include "ns3/ns3-version.h"

#include "ns3/data-rate.h"
#include "ns3/string.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ns3::synthnet
{

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Representation, id, bandwidth, frameRate, width, height)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SwitchConfig, depth, rate, queueDisc, upTimeSeconds, attributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LinkConfig, rate, delay, outputBuffer, loss, service)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(VideoConfig,
                                   mpd,
                                   ladder,
                                   segmentSeconds,
                                   contentSeconds,
                                   segmentSizes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PlayerConfig, count, startSeconds, attributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LoadConfig,
                                   pattern,
                                   patternAttributes,
                                   startSeconds,
                                   stopSeconds,
                                   onPlayerHost,
                                   clientAttributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeConfig, startSeconds, attributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TestbedConfig,
                                   scenario,
                                   unixStart,
                                   durationSeconds,
                                   attributes,
                                   switches,
                                   serverLink,
                                   switchLink,
                                   playerLink,
                                   loadLink,
                                   video,
                                   player,
                                   load,
                                   probe)

namespace
{

std::string
TypeName(const Json& value)
{
    return value.is_number() ? "a number" : std::string("a JSON ") + value.type_name();
}

/// Puts what @p change has into @p target, which knows all members that may be there.
void
Merge(Json& target, const Json& change, const std::string& path, const std::string& fileName)
{
    const bool isMap =
        path.size() >= 10 && (path.compare(path.size() - 10, 10, "attributes") == 0 ||
                              path.compare(path.size() - 10, 10, "Attributes") == 0);
    if (path == "switches" && change.is_object())
    {
        for (auto& each : target)
        {
            Merge(each, change, "switches[]", fileName);
        }
        return;
    }
    if (path == "load" && change.is_object() && change.contains("pattern") &&
        change["pattern"] != target["pattern"])
    {
        // Another pattern has other attributes, and may have other clients.
        target["patternAttributes"] = Json::object();
        target["clientAttributes"] = Json::object();
    }
    if (target.is_object() && change.is_object())
    {
        for (const auto& [name, value] : change.items())
        {
            const std::string member = path.empty() ? name : path + "." + name;
            if (isMap)
            {
                if (!value.is_string())
                {
                    throw InputError(fileName,
                                     0,
                                     member + " is " + TypeName(value) + ", expected a string");
                }
                target[name] = value;
                continue;
            }
            if (!target.contains(name))
            {
                throw InputError(fileName, 0, "unknown member " + member);
            }
            Merge(target[name], value, member, fileName);
        }
        return;
    }
    const bool same = target.type() == change.type() || (target.is_number() && change.is_number());
    if (!same)
    {
        throw InputError(fileName,
                         0,
                         path + " is " + TypeName(change) + ", expected " + TypeName(target));
    }
    if (target.is_number_integer() && !change.is_number_integer())
    {
        throw InputError(fileName, 0, path + " is not a whole number");
    }
    if (target.is_number_unsigned() && !change.is_number_unsigned())
    {
        throw InputError(fileName, 0, path + " is negative, expected a whole number from 0 on");
    }
    if (change.is_array())
    {
        const Json blank = path == "switches" ? Json(SwitchConfig()) : Json(Representation());
        target = Json::array();
        for (const auto& element : change)
        {
            const std::string name = path + "[" + std::to_string(target.size()) + "]";
            target.push_back(blank);
            Merge(target.back(), element, name, fileName);
        }
        return;
    }
    target = change;
}

} // namespace

void
TestbedConfig::Check() const
{
    const auto require = [](bool holds, const std::string& message) {
        if (!holds)
        {
            throw InputError(message);
        }
    };
    const auto takes = [](TypeId tid, const std::string& name, const std::string& text) {
        TypeId::AttributeInformation attribute;
        return tid.LookupAttributeByName(name, &attribute) && IsAttributeText(attribute, text) &&
               attribute.checker->CreateValidValue(StringValue(text));
    };
    require(durationSeconds > 0, "durationSeconds is not above 0");
    require(!switches.empty(), "switches is empty, expected at least one switch");
    for (const auto& each : switches)
    {
        require(each.depth > 0, "switches.depth is 0, expected at least 1 packet");
        require(each.rate >= 0, "switches.rate is negative, expected packets a second");
        require(each.upTimeSeconds >= 0, "switches.upTimeSeconds is negative");
    }
    const std::pair<const char*, const LinkConfig*> links[] = {{"serverLink", &serverLink},
                                                               {"switchLink", &switchLink},
                                                               {"playerLink", &playerLink},
                                                               {"loadLink", &loadLink}};
    for (const auto& [name, link] : links)
    {
        require(takes(EthernetPort::GetTypeId(), "DataRate", link->rate) &&
                    DataRate(link->rate).GetBitRate() > 0,
                std::string(name) + ".rate is '" + link->rate + "', expected for example 100Mbps");
        require(takes(EthernetCable::GetTypeId(), "Delay", link->delay),
                std::string(name) + ".delay is '" + link->delay + "', expected for example 1ms");
        require(link->outputBuffer > 0,
                std::string(name) + ".outputBuffer is 0, expected at least 1 frame");
        require(link->loss >= 0 && link->loss < 1,
                std::string(name) + ".loss is not from 0 to below 1");
    }
    require(!video.ladder.empty(), "video.ladder is empty, expected at least one representation");
    require(video.segmentSeconds > 0, "video.segmentSeconds is not above 0");
    require(video.contentSeconds >= 0, "video.contentSeconds is negative");
    constexpr uint32_t MOST_PLAYERS = 509; // ports of a switch, less those of the path and the load
    require(player.count > 0 && player.count <= MOST_PLAYERS,
            "player.count is " + std::to_string(player.count) + ", expected 1 to " +
                std::to_string(MOST_PLAYERS));
    require(player.startSeconds >= 0, "player.startSeconds is negative");
    require(load.startSeconds >= 0, "load.startSeconds is negative");
    require(load.stopSeconds >= 0, "load.stopSeconds is negative");
    require(load.onPlayerHost >= 0 && load.onPlayerHost <= 1,
            "load.onPlayerHost is not between 0 and 1");
    require(probe.startSeconds >= 0, "probe.startSeconds is negative");
}

void
TestbedConfig::MergeFile(const std::string& fileName)
{
    std::ifstream stream(fileName);
    if (!stream || std::filesystem::is_directory(fileName))
    {
        throw InputError(fileName, 0, "cannot be read, expected a JSON file");
    }
    std::stringstream text;
    text << stream.rdbuf();
    Json change;
    try
    {
        change = Json::parse(text.str());
    }
    catch (const Json::parse_error& error)
    {
        const std::string before = text.str().substr(0, error.byte);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        throw InputError(fileName, line, "is not JSON here");
    }
    catch (const Json::exception& error) // a number that is too large
    {
        throw InputError(fileName, 0, error.what());
    }
    if (!change.is_object())
    {
        throw InputError(fileName, 0, "is " + TypeName(change) + ", expected a JSON object");
    }
    Json whole = *this;
    Merge(whole, change, "", fileName);
    try
    {
        const TestbedConfig merged = whole.get<TestbedConfig>();
        const Json lost = Json::diff(whole, Json(merged));
        if (!lost.empty())
        {
            throw InputError(lost[0]["path"].get<std::string>() + " is too large");
        }
        merged.Check();
        *this = merged;
    }
    catch (const InputError& error)
    {
        throw InputError(fileName, 0, error.what());
    }
    catch (const Json::exception& error)
    {
        throw InputError(fileName, 0, error.what());
    }
}

std::string
TestbedConfig::ToJson() const
{
    return Json(*this).dump(2);
}

void
TestbedConfig::ApplyAttributes() const
{
    for (const auto& [name, value] : attributes)
    {
        if (!SetDefaultAttribute(name, value))
        {
            throw InputError("attribute " + name + " does not exist or does not take '" + value +
                             "'");
        }
    }
}

namespace
{

/// @return the text of a CpuServiceTime: wake-up, slices, stalls, service
std::string
Cpu(const std::string& attributes)
{
    return "ns3::synthnet::CpuServiceTime[" + attributes + "]";
}

/// What both measured testbeds have in common; doc/calibration.rst gives the reasons.
TestbedConfig
CommonScenario()
{
    TestbedConfig config;
    config.attributes = {
        {"ns3::TcpL4Protocol::SocketType", "ns3::TcpCubic"},
        {"ns3::TcpSocket::SegmentSize", "1448"},
        {"ns3::TcpSocket::InitialCwnd", "10"},
        {"ns3::TcpSocket::SndBufSize", "524288"},
        {"ns3::TcpSocket::RcvBufSize", "524288"},
        {"ns3::TcpSocket::DelAckTimeout", "+40ms"},
        {"ns3::TcpSocketBase::MinRto", "+200ms"},
        {"ns3::TcpSocketBase::Sack", "false"},
    };
    config.video.ladder = {
        {"240p18", 639'000, 18, 426, 240},
        {"480p24", 1'867'000, 24, 854, 480},
        {"720p30", 3'312'000, 30, 1280, 720},
    };
    config.serverLink.rate = "10Gbps";
    config.serverLink.outputBuffer = 1000;
    config.serverLink.loss = 0.0029;
    config.serverLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0.25|"
                                    "SliceMedian=2ms|SliceSigma=1.35|"
                                    "ServiceMin=4400ns|ServiceMean=1500ns");
    config.switchLink.rate = "10Gbps";
    config.switchLink.outputBuffer = 1000;
    config.switchLink.loss = 0.0029;
    config.switchLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0.012|"
                                    "SliceMedian=3ms|SliceSigma=1|"
                                    "ServiceMin=500ns|ServiceMean=500ns");
    config.playerLink.delay = "9ms";
    config.loadLink.delay = "9ms";
    config.switches.resize(3);
    for (auto& each : config.switches)
    {
        each.attributes["IngressService"] =
            Cpu("WakeUpMin=12us|WakeUpMean=5us|SliceProbability=0.1|SliceMedian=110us|"
                "SliceSigma=1.4|StallProbability=0.001|StallMedian=5ms|StallSigma=0.7|"
                "ServiceMin=5800ns|ServiceMean=2us");
        each.attributes["EgressService"] =
            Cpu("WakeUpMin=11us|WakeUpMean=6us|SliceProbability=0.3|SliceMedian=70us|"
                "SliceSigma=1.2|ServiceMin=6us|ServiceMean=3us");
    }
    config.player.attributes = {
        {"Adaptation", "ns3::synthnet::DynamicRule"},
        {"StableBufferTime", "12s"},
    };
    config.load.onPlayerHost = 0.09;
    config.load.clientAttributes = {
        {"Adaptation", "ns3::synthnet::VlcRule"},
        {"StableBufferTime", "15s"},
        {"BufferTimeAtTopQuality", "15s"},
        {"BufferTimeAtTopQualityLongForm", "15s"},
    };
    config.load.patternAttributes = {
        {"Amplitude", "5"},
        {"Period", "2min"},
        {"Duration", "10min"},
        {"Lambda", "30"},
    };
    config.probe.attributes = {{"Jitter", "ns3::ConstantRandomVariable[Constant=0.019]"}};
    return config;
}

} // namespace

TestbedConfig
TestbedConfig::Scenario(const std::string& name)
{
    TestbedConfig config = CommonScenario();
    config.scenario = name;
    if (name == "2022")
    {
        config.unixStart = 1648568953;
        config.durationSeconds = 600;
        config.player.startSeconds = 6;
        return config;
    }
    if (name == "2023")
    {
        config.unixStart = 1694912784;
        config.durationSeconds = 3600;
        config.load.patternAttributes["Duration"] = "0s";
        config.load.stopSeconds = 2100;
        for (auto& each : config.switches)
        {
            each.attributes["EgressService"] =
                Cpu("WakeUpMin=35us|WakeUpMean=20us|SliceProbability=0.1|SliceMedian=300us|"
                    "SliceSigma=1.2|ServiceMin=6us|ServiceMean=3us");
        }
        config.switches[0].attributes["EgressService"] =
            Cpu("WakeUpMin=100us|WakeUpMean=100us|SliceProbability=0.8|SliceMedian=1700us|"
                "SliceSigma=0.8|ServiceMin=20us|ServiceMean=10us");
        return config;
    }
    throw InputError("unknown scenario '" + name + "', expected 2022 or 2023");
}

} // namespace ns3::synthnet
