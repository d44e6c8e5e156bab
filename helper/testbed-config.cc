/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-config.h"

#include "json-lines.h"
#include "testbed-config-check.h"

#include "ns3/dash-player.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/int-switch.h"
#include "ns3/microburst-source.h"
#include "ns3/ns3-version.h"
#include "ns3/probe-sender.h"
#include "ns3/wave-load.h"

#include <nlohmann/json.hpp>

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
                                   remaining,
                                   onPlayerHost,
                                   clientAttributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TurnsConfig, seconds, loads)
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
                                   turns,
                                   probe)

namespace
{

std::string
TypeName(const Json& value)
{
    switch (value.type())
    {
    case Json::value_t::null:
        return "null";
    case Json::value_t::boolean:
        return "true or false";
    case Json::value_t::array:
        return "an array";
    case Json::value_t::object:
        return "an object";
    default:
        return value.is_number() ? "a number" : "a string";
    }
}

bool
EndsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void
MergeAttributes(Json& target, const Json& change, const std::string& path)
{
    for (const auto& [name, value] : change.items())
    {
        if (!value.is_string())
        {
            throw ConfigError(path + "." + name, "is " + TypeName(value) + ", expected a string");
        }
        target[name] = value;
    }
}

/// Puts what @p change has into @p target, which knows all members that may be there.
void Merge(Json& target, const Json& change, const std::string& path);

void
MergeObject(Json& target, const Json& change, const std::string& path)
{
    for (const auto& [name, value] : change.items())
    {
        const std::string member = path.empty() ? name : path + "." + name;
        if (!target.contains(name))
        {
            std::string names;
            for (const auto& known : target.items())
            {
                names += (names.empty() ? "" : ", ") + known.key();
            }
            throw ConfigError(member, "is unknown, expected one of " + names);
        }
        Merge(target[name], value, member);
    }
}

void
MergeArray(Json& target, const Json& change, const std::string& path)
{
    const Json blank = path == "switches"      ? Json(SwitchConfig())
                       : path == "turns.loads" ? Json(LoadConfig())
                                               : Json(Representation());
    target = Json::array();
    for (const auto& element : change)
    {
        const std::string name = path + "[" + std::to_string(target.size()) + "]";
        target.push_back(blank);
        Merge(target.back(), element, name);
    }
}

void
Merge(Json& target, const Json& change, const std::string& path)
{
    if (path == "switches" && target.is_array() && change.is_object())
    {
        for (auto& each : target)
        {
            Merge(each, change, path);
        }
        return;
    }
    const bool same = target.type() == change.type() || (target.is_number() && change.is_number());
    if (!same)
    {
        throw ConfigError(path, "is " + TypeName(change) + ", expected " + TypeName(target));
    }
    const bool isLoad = path == "load" || path.rfind("turns.loads[", 0) == 0;
    if (isLoad && target.is_object() && change.contains("pattern") &&
        change["pattern"] != target["pattern"])
    {
        // Another pattern has other attributes, and may have other clients.
        target["patternAttributes"] = Json::object();
        target["clientAttributes"] = Json::object();
    }
    if (EndsWith(path, "ttributes")) // attributes, patternAttributes, clientAttributes
    {
        MergeAttributes(target, change, path);
        return;
    }
    if (target.is_object())
    {
        MergeObject(target, change, path);
        return;
    }
    if (target.is_array())
    {
        MergeArray(target, change, path);
        return;
    }
    if (target.is_number_integer() && !change.is_number_integer())
    {
        throw ConfigError(path, "is " + change.dump() + ", expected a whole number");
    }
    if (target.is_number_unsigned() && !change.is_number_unsigned())
    {
        throw ConfigError(path, "is " + change.dump() + ", expected a whole number from 0 on");
    }
    target = change;
}

/// @return `switches[0].depth` of the JSON pointer `/switches/0/depth`
std::string
PathOf(const std::string& pointer)
{
    std::istringstream parts(pointer.substr(1));
    std::string path;
    std::string part;
    while (std::getline(parts, part, '/'))
    {
        const bool isIndex = part.find_first_not_of("0123456789") == std::string::npos;
        path += isIndex ? "[" + part + "]" : (path.empty() ? "" : ".") + part;
    }
    return path;
}

/// @return a configuration from complete JSON, whose numbers may be too large for their members
TestbedConfig
FromJson(const Json& whole)
{
    const auto config = whole.get<TestbedConfig>();
    const Json lost = Json::diff(whole, Json(config));
    if (!lost.empty())
    {
        const auto pointer = lost[0]["path"].get<std::string>();
        throw ConfigError(PathOf(pointer),
                          "is " + whole[Json::json_pointer(pointer)].dump() +
                              ", expected a smaller number");
    }
    return config;
}

/// Leaves an attribute of an object, and of the objects that its attributes describe, to its
/// default.
void
Forget(AttributeMap& attributes, TypeId type, const AttributeName& attribute)
{
    if (IsA(type, attribute.type))
    {
        attributes.erase(attribute.name);
    }
    for (auto& [name, text] : attributes)
    {
        text = WithoutAttribute(text, attribute);
    }
}

/// The same of a load's pattern and clients, whose kind we need not know: each has only attributes
/// that its own kind has.
void
Forget(LoadConfig& load, const AttributeName& attribute)
{
    for (const TypeId& client : {DashPlayer::GetTypeId(), MicroburstSource::GetTypeId()})
    {
        Forget(load.clientAttributes, client, attribute);
    }
    if (IsA(attribute.type, WaveLoad::GetTypeId()))
    {
        load.patternAttributes.erase(attribute.name);
    }
}

} // namespace

void
TestbedConfig::Check() const
{
    CheckTestbedConfig(*this);
}

void
TestbedConfig::MergeFile(const std::string& fileName)
{
    const std::string text = ReadInputFile(fileName, "a JSON file");
    const JsonLines lines(text, fileName);
    const Json change = Json::parse(text);
    if (!change.is_object())
    {
        throw InputError(fileName, 1, "is " + TypeName(change) + ", expected an object");
    }
    try
    {
        TestbedConfig merged = *this;
        Json attributes = Json::object();
        Merge(attributes, change.value("attributes", Json::object()), "attributes");
        for (const auto& [name, value] : attributes.items())
        {
            CheckDefault("attributes." + name, name, value.get<std::string>());
            merged.SetDefault(name, value.get<std::string>());
        }
        Json whole = merged;
        Merge(whole, change, "");
        merged = FromJson(whole);
        merged.Check();
        *this = merged;
    }
    catch (const ConfigError& error)
    {
        throw InputError(fileName, lines.LineOf(error.GetPath()), error.what());
    }
}

void
TestbedConfig::SetDefault(const std::string& name, const std::string& text)
{
    const AttributeName attribute = FindAttribute(name);
    attributes[name] = text;
    for (auto& each : switches)
    {
        Forget(each.attributes, IntSwitch::GetTypeId(), attribute);
        each.queueDisc = WithoutAttribute(each.queueDisc, attribute);
    }
    for (LinkConfig* link : {&serverLink, &switchLink, &playerLink, &loadLink})
    {
        link->service = WithoutAttribute(link->service, attribute);
    }
    video.segmentSizes = WithoutAttribute(video.segmentSizes, attribute);
    Forget(player.attributes, DashPlayer::GetTypeId(), attribute);
    Forget(probe.attributes, ProbeSender::GetTypeId(), attribute);
    Forget(load, attribute);
    for (auto& each : turns.loads)
    {
        Forget(each, attribute);
    }
}

void
TestbedConfig::SetLoad(const std::string& pattern)
{
    if (pattern != load.pattern)
    {
        load.pattern = pattern;
        load.patternAttributes.clear();
        load.clientAttributes.clear();
    }
    turns.loads.clear();
}

std::string
TestbedConfig::ToJson() const
{
    Json json = *this;
    if (turns.loads.empty())
    {
        json.erase("turns"); // a file without turns is what it was before there were any
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace); // not UTF-8: U+FFFD
}

void
TestbedConfig::ApplyAttributes() const
{
    for (const auto& [name, value] : attributes)
    {
        SetDefaultAttribute(name, value);
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

/// The qualities of the measured testbeds' video.
std::vector<Representation>
CommonLadder()
{
    return {
        {"240p18", 639'000, 18, 426, 240},
        {"480p24", 1'867'000, 24, 854, 480},
        {"720p30", 3'312'000, 30, 1280, 720},
    };
}

/// What the TCP of the hosts does, in all scenarios.
AttributeMap
LinuxTcp()
{
    return {
        {"ns3::TcpL4Protocol::SocketType", "ns3::TcpCubic"},
        {"ns3::TcpSocket::SegmentSize", "1448"},
        {"ns3::TcpSocket::InitialCwnd", "10"},
        {"ns3::TcpSocket::SndBufSize", "524288"},
        {"ns3::TcpSocket::RcvBufSize", "524288"},
        {"ns3::TcpSocket::DelAckTimeout", "+40ms"},
        {"ns3::TcpSocketBase::MinRto", "+200ms"},
        {"ns3::TcpSocketBase::Sack", "false"},
    };
}

/// What both measured testbeds have in common; doc/calibration.rst gives the reasons.
TestbedConfig
CommonScenario()
{
    TestbedConfig config;
    config.attributes = LinuxTcp();
    config.video.ladder = CommonLadder();
    config.serverLink.rate = "10Gbps";
    config.serverLink.outputBuffer = 1000;
    config.serverLink.loss = 0.0045;
    config.serverLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0.058|"
                                    "SliceMedian=2900us|SliceSigma=1.1|"
                                    "ServiceMin=4400ns|ServiceMean=1500ns");
    config.switchLink.rate = "10Gbps";
    config.switchLink.outputBuffer = 1000;
    config.switchLink.loss = 0.0045;
    config.switchLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0.0021|"
                                    "SliceMedian=11ms|SliceSigma=0.7|"
                                    "ServiceMin=500ns|ServiceMean=500ns");
    config.playerLink.delay = "5800us";
    config.loadLink.delay = "8200us";
    config.switches.resize(3);
    for (auto& each : config.switches)
    {
        each.attributes["IngressService"] =
            Cpu("WakeUpMin=12us|WakeUpMean=5us|SliceProbability=0.1|SliceMedian=110us|"
                "SliceSigma=1.4|StallProbability=0.001|StallMedian=5ms|StallSigma=0.7|"
                "ServiceMin=5800ns|ServiceMean=2us|"
                "PreemptionProbability=0.002|PreemptionMedian=250us|PreemptionSigma=1.2");
        each.attributes["EgressService"] =
            Cpu("WakeUpMin=11us|WakeUpMean=6us|SliceProbability=0.3|SliceMedian=70us|"
                "SliceSigma=1.2|ServiceMin=6us|ServiceMean=4800ns|"
                "PreemptionProbability=0.004|PreemptionMedian=450us|PreemptionSigma=1.2");
    }
    config.player.attributes = {
        {"Adaptation", "ns3::synthnet::DynamicRule"},
        {"StableBufferTime", "12s"},
    };
    config.load.onPlayerHost = 0.11;
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

/// Loads for which one depth of the queues is right now and wrong then; doc/control-live.rst gives
/// the reasons.
TestbedConfig
ControlScenario()
{
    TestbedConfig config;
    config.durationSeconds = 600;
    config.attributes = LinuxTcp();
    config.attributes.insert({
        {"ns3::synthnet::DashServer::SendBuffer", "23168"},
        {"ns3::synthnet::MicroburstProcess::BurstGap",
         "ns3::UniformRandomVariable[Min=0.07|Max=0.11]"},
        {"ns3::synthnet::MicroburstProcess::BurstPackets",
         "ns3::UniformRandomVariable[Min=40|Max=46]"},
        {"ns3::synthnet::MicroburstProcess::PacketGap",
         "ns3::UniformRandomVariable[Min=0.00008|Max=0.00012]"},
        {"ns3::synthnet::MicroburstProcess::Payload", "ns3::ConstantRandomVariable[Constant=1400]"},
    });
    config.video.ladder = CommonLadder();
    config.serverLink.outputBuffer = 1000;
    config.switchLink.outputBuffer = 1000;
    config.playerLink.delay = "4ms";
    config.loadLink.delay = "4ms";
    config.switches.resize(3);
    for (auto& each : config.switches)
    {
        each.rate = 850;
    }
    config.player.attributes = {
        {"StableBufferTime", "12s"},
        {"BufferTimeAtTopQualityLongForm", "40s"},
    };
    config.probe.attributes = {{"Jitter", "ns3::UniformRandomVariable[Min=0|Max=0.04]"}};
    config.load.pattern = "microburst";
    config.turns.loads.resize(1);
    config.turns.loads[0].pattern = "download";
    return config;
}

} // namespace

TestbedConfig
TestbedConfig::Scenario(const std::string& name)
{
    if (name == "control")
    {
        TestbedConfig config = ControlScenario();
        config.scenario = name;
        return config;
    }
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
        config.serverLink.loss = 0.0003;
        config.serverLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0|"
                                        "ServiceMin=4400ns|ServiceMean=1500ns");
        config.switchLink.loss = 0.0003;
        config.switchLink.service = Cpu("WakeUpMin=10us|WakeUpMean=5us|SliceProbability=0|"
                                        "ServiceMin=500ns|ServiceMean=500ns");
        config.playerLink.rate = "26Mbps";
        config.playerLink.delay = "7ms";
        config.load.onPlayerHost = 1;
        config.load.patternAttributes["Duration"] = "0s";
        config.load.stopSeconds = 2080;
        config.load.remaining = 4;
        for (auto& each : config.switches)
        {
            // The tables of 2023 have no ingress times.
            each.attributes.erase("IngressService");
            each.attributes["EgressService"] =
                Cpu("WakeUpMin=41us|WakeUpMean=26us|SliceProbability=0|"
                    "ServiceMin=6us|ServiceMean=3us");
        }
        config.switches[0].attributes["EgressService"] =
            Cpu("WakeUpMin=110us|WakeUpMean=40us|SliceProbability=0.7|SliceMedian=1600us|"
                "SliceSigma=0.7|ServiceMin=65us|ServiceMean=20us|"
                "PreemptionProbability=0.115|PreemptionMedian=1150us|PreemptionSigma=0.65");
        return config;
    }
    throw InputError("unknown scenario '" + name + "', expected 2022, 2023 or control");
}

} // namespace ns3::synthnet
