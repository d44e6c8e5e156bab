/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-config-check.h"

#include "ns3/dash-player.h"
#include "ns3/download-source.h"
#include "ns3/ethernet-port.h"
#include "ns3/input-text.h"
#include "ns3/int-switch.h"
#include "ns3/microburst-source.h"
#include "ns3/mpd.h"
#include "ns3/port-queue.h"
#include "ns3/probe-sender.h"
#include "ns3/queue-rate.h"
#include "ns3/segment-sizes.h"
#include "ns3/service-time.h"
#include "ns3/wave-load-factory.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/queue-disc.h"
#include "ns3/random-variable-stream.h"

#include <optional>
#include <set>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

constexpr double MOST_SECONDS = 1e8;    // ns-3's time has room for 92 of them
constexpr double LEAST_DURATION = 1;    // s: the logs have a row a second
constexpr double MOST_UNIX = 1e11;      // what DashPlayer and DashServer take
constexpr double MOST_BANDWIDTH = 1e12; // bit/s, what an MPD may state
constexpr double MOST_FRAMES = 1000;    // a second
constexpr double MOST_PACKETS = 1e9;    // a second: one each step of ns-3's time

void
Require(bool holds, const std::string& path, const std::string& message)
{
    if (!holds)
    {
        throw ConfigError(path, message);
    }
}

void
RequireRange(const std::string& path, double value, double least, double most)
{
    std::ostringstream message;
    message << "is " << value << ", expected " << least << " to " << most;
    Require(value >= least && value <= most, path, message.str());
}

/// @param reason empty when there is none
void
RequireNone(const std::string& path, const std::string& reason)
{
    Require(reason.empty(), path, reason);
}

/// Refuses attributes that the testbed sets itself: what is set and what is recorded cannot differ.
void
RequireNotOwn(const std::string& path, const AttributeName& attribute)
{
    struct Own
    {
        const char* type;
        const char* name;
        const char* member; // of the configuration, which sets it
    };

    static const Own OWN[] = {
        {"ns3::Application", "StartTime", "startSeconds of player or probe"},
        {"ns3::synthnet::DashPlayer", "Remote", "no address: the testbed gives it"},
        {"ns3::synthnet::DashPlayer", "UnixStart", "unixStart"},
        {"ns3::synthnet::DashServer", "MpdFile", "video.mpd"},
        {"ns3::synthnet::DashServer", "Port", "no port: the testbed gives it"},
        {"ns3::synthnet::DashServer", "SegmentSizes", "video.segmentSizes"},
        {"ns3::synthnet::DashServer", "UnixStart", "unixStart"},
        {"ns3::synthnet::DownloadSource", "Remote", "no address: the testbed gives it"},
        {"ns3::synthnet::EthernetCable", "Delay", "delay of the links"},
        {"ns3::synthnet::EthernetPort", "DataRate", "rate of the links"},
        {"ns3::synthnet::EthernetPort", "OutputBuffer", "outputBuffer of the links"},
        {"ns3::synthnet::EthernetPort", "ReceiveErrorModel", "loss of the links"},
        {"ns3::synthnet::EthernetPort", "TransmitService", "service of the links"},
        {"ns3::synthnet::IntCollector", "Protocol", "Protocol of probe.attributes"},
        {"ns3::synthnet::IntSwitch", "ProbeProtocol", "Protocol of probe.attributes"},
        {"ns3::synthnet::IntSwitch", "QueueDepth", "depth of the switches"},
        {"ns3::synthnet::IntSwitch", "QueueRate", "rate of the switches"},
        {"ns3::synthnet::IntSwitch", "UpTime", "upTimeSeconds of the switches"},
        {"ns3::synthnet::MicroburstSource", "Remote", "no address: the testbed gives it"},
        {"ns3::synthnet::ProbeSender", "Remote", "no address: the testbed gives it"},
    };
    for (const Own& own : OWN)
    {
        if (attribute.name == own.name && IsA(attribute.type, TypeId::LookupByName(own.type)))
        {
            throw ConfigError(path, std::string("is the testbed's own, expected ") + own.member);
        }
    }
}

void
CheckAttributes(const std::string& path, TypeId type, const AttributeMap& attributes)
{
    for (const auto& [name, text] : attributes)
    {
        const std::string member = path + "." + name;
        RequireNotOwn(member, {type, name});
        RequireNone(member, ReasonToRefuse(type, name, text));
    }
}

void
CheckSwitch(const std::string& path, const SwitchConfig& config)
{
    Require(config.depth > 0, path + ".depth", "is 0, expected at least 1 packet");
    RequireNone(path + ".rate", ReasonToRefuseQueueRate(config.rate));
    RequireRange(path + ".rate", config.rate, 0, MOST_PACKETS);
    RequireRange(path + ".upTimeSeconds", config.upTimeSeconds, 0, MOST_SECONDS);
    if (!config.queueDisc.empty())
    {
        const std::string disc = path + ".queueDisc";
        RequireNone(disc, ReasonToRefuseObject(config.queueDisc, QueueDisc::GetTypeId()));
        TypeId type;
        TypeId::LookupByNameFailSafe(config.queueDisc.substr(0, config.queueDisc.find('[')), &type);
        Require(DiscPortQueue::Suits(type),
                disc,
                "is " + QuoteInput(config.queueDisc) +
                    ", expected a discipline that gives a packet whenever it has one, to one "
                    "device queue");
    }
    CheckAttributes(path + ".attributes", IntSwitch::GetTypeId(), config.attributes);
}

void
CheckLink(const std::string& path, const LinkConfig& link)
{
    const std::string rate = "is " + QuoteInput(link.rate) + ", expected for example 100Mbps";
    RequireNone(path + ".rate",
                ReasonToRefuse(EthernetPort::GetTypeId(), "DataRate", link.rate).empty() ? ""
                                                                                         : rate);
    Require(DataRate(link.rate).GetBitRate() > 0, path + ".rate", rate);
    const std::string delay = "is " + QuoteInput(link.delay) + ", expected for example 1ms";
    RequireNone(path + ".delay",
                ReasonToRefuse(EthernetCable::GetTypeId(), "Delay", link.delay).empty() ? ""
                                                                                        : delay);
    Require(Time(link.delay) <= Seconds(MOST_SECONDS), path + ".delay", delay);
    Require(link.outputBuffer > 0, path + ".outputBuffer", "is 0, expected at least 1 frame");
    std::ostringstream loss;
    loss << "is " << link.loss << ", expected 0 to below 1";
    Require(link.loss >= 0 && link.loss < 1, path + ".loss", loss.str());
    if (!link.service.empty())
    {
        RequireNone(path + ".service",
                    ReasonToRefuseObject(link.service, ServiceTime::GetTypeId()));
    }
}

void
CheckLadder(const VideoConfig& video)
{
    Require(!video.ladder.empty(),
            "video.ladder",
            "is empty, expected at least one representation");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < video.ladder.size(); ++i)
    {
        const std::string path = "video.ladder[" + std::to_string(i) + "]";
        const Representation& each = video.ladder[i];
        Require(!each.id.empty() && ids.insert(each.id).second,
                path + ".id",
                "is " + QuoteInput(each.id) + ", expected a name of its own");
        RequireRange(path + ".bandwidth", each.bandwidth, 1, MOST_BANDWIDTH);
        RequireRange(path + ".frameRate", each.frameRate, 0, MOST_FRAMES);
    }
    RequireRange("video.segmentSeconds", video.segmentSeconds, 0.001, MOST_SECONDS);
    RequireRange("video.contentSeconds", video.contentSeconds, 0, MOST_SECONDS);
    try
    {
        const std::optional<double> content(video.contentSeconds);
        const Mpd mpd(video.ladder, video.segmentSeconds, *content > 0 ? content : std::nullopt);
    }
    catch (const InputError& error)
    {
        throw ConfigError("video", std::string("is not a video, ") + error.what());
    }
}

void
CheckVideo(const VideoConfig& video)
{
    if (video.mpd.empty())
    {
        CheckLadder(video);
    }
    RequireNone("video.segmentSizes",
                ReasonToRefuseObject(video.segmentSizes, SegmentSizes::GetTypeId()));
}

/// Sets the attributes of a load, from the defaults and its own, to see whether they agree.
void
CheckContradictions(const std::string& path,
                    WaveLoad& load,
                    const AttributeMap& own,
                    const AttributeMap& defaults)
{
    for (const auto& [name, text] : defaults)
    {
        const AttributeName attribute = FindAttribute(name);
        if (IsA(load.GetInstanceTypeId(), attribute.type))
        {
            SetAttributes(load, {{attribute.name, text}});
        }
    }
    SetAttributes(load, own);
    if (const auto contradiction = load.FindContradiction())
    {
        const std::string& name = contradiction->attribute;
        const std::string fullName = load.GetInstanceTypeId().GetName() + "::" + name;
        const bool isDefault = own.count(name) == 0 && defaults.count(fullName) != 0;
        throw ConfigError(isDefault ? "attributes." + fullName
                                    : path + ".patternAttributes." + name,
                          contradiction->message);
    }
}

TypeId
ClientTypeOf(LoadClient client)
{
    switch (client)
    {
    case LoadClient::PLAYER:
        return DashPlayer::GetTypeId();
    case LoadClient::PACKET_SOURCE:
        return MicroburstSource::GetTypeId();
    case LoadClient::DOWNLOAD:
        return DownloadSource::GetTypeId();
    }
    return {};
}

void
CheckLoad(const std::string& path, const LoadConfig& load, const AttributeMap& defaults)
{
    RequireRange(path + ".startSeconds", load.startSeconds, 0, MOST_SECONDS);
    RequireRange(path + ".stopSeconds", load.stopSeconds, 0, MOST_SECONDS);
    RequireRange(path + ".onPlayerHost", load.onPlayerHost, 0, 1);
    if (load.pattern == "none")
    {
        return;
    }
    Ptr<WaveLoad> pattern;
    try
    {
        pattern = MakeWaveLoad(load.pattern);
    }
    catch (const InputError& error)
    {
        throw ConfigError(path + ".pattern", error.what());
    }
    CheckAttributes(path + ".patternAttributes",
                    pattern->GetInstanceTypeId(),
                    load.patternAttributes);
    CheckContradictions(path, *pattern, load.patternAttributes, defaults);
    CheckAttributes(path + ".clientAttributes",
                    ClientTypeOf(pattern->GetClient()),
                    load.clientAttributes);
}

} // namespace

void
CheckDefault(const std::string& path, const std::string& name, const std::string& text)
{
    RequireNone(path, ReasonToRefuseDefault(name, text));
    const AttributeName attribute = FindAttribute(name);
    RequireNotOwn(path, attribute);
    Require(attribute.type != IntSwitch::GetTypeId() || attribute.name != "SwitchId",
            path,
            "is of one switch, expected it in switches[].attributes");
}

void
CheckTestbedConfig(const TestbedConfig& config)
{
    RequireRange("unixStart", config.unixStart, 0, MOST_UNIX);
    RequireRange("durationSeconds", config.durationSeconds, LEAST_DURATION, MOST_SECONDS);
    for (const auto& [name, text] : config.attributes)
    {
        CheckDefault("attributes." + name, name, text);
    }
    Require(!config.switches.empty(), "switches", "is empty, expected at least one switch");
    for (std::size_t i = 0; i < config.switches.size(); ++i)
    {
        CheckSwitch("switches[" + std::to_string(i) + "]", config.switches[i]);
    }
    CheckLink("serverLink", config.serverLink);
    CheckLink("switchLink", config.switchLink);
    CheckLink("playerLink", config.playerLink);
    CheckLink("loadLink", config.loadLink);
    CheckVideo(config.video);
    Require(config.player.count > 0 && config.player.count <= PlayerConfig::MOST,
            "player.count",
            "is " + std::to_string(config.player.count) + ", expected 1 to " +
                std::to_string(PlayerConfig::MOST));
    RequireRange("player.startSeconds", config.player.startSeconds, 0, MOST_SECONDS);
    CheckAttributes("player.attributes", DashPlayer::GetTypeId(), config.player.attributes);
    CheckLoad("load", config.load, config.attributes);
    RequireNone("turns.seconds",
                ReasonToRefuseObject(config.turns.seconds, RandomVariableStream::GetTypeId()));
    for (std::size_t i = 0; i < config.turns.loads.size(); ++i)
    {
        CheckLoad("turns.loads[" + std::to_string(i) + "]",
                  config.turns.loads[i],
                  config.attributes);
    }
    RequireRange("probe.startSeconds", config.probe.startSeconds, 0, MOST_SECONDS);
    CheckAttributes("probe.attributes", ProbeSender::GetTypeId(), config.probe.attributes);
}

} // namespace ns3::synthnet
