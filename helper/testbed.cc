/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed.h"

#include "attribute-text.h"
#include "ethernet-helper.h"
#include "int-switch-helper.h"

#include "ns3/ethernet-port.h"
#include "ns3/input-error.h"
#include "ns3/mpd.h"
#include "ns3/segment-sizes.h"

#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/pointer.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

namespace ns3::synthnet
{

namespace
{

constexpr uint16_t HTTP_PORT = 80;

/// @return an object from `TypeId[Attribute=Value|...]`
template <typename T>
Ptr<T>
Make(const std::string& description, const std::string& what)
{
    return MakeFactory(description, T::GetTypeId(), what).template Create<T>();
}

/// @return what the server serves
Mpd
MakeMpd(const VideoConfig& video, int64_t unixStart)
{
    if (!video.mpd.empty())
    {
        return Mpd::Read(video.mpd);
    }
    if (video.contentSeconds > 0)
    {
        return Mpd(video.ladder, video.segmentSeconds, video.contentSeconds);
    }
    constexpr double TIME_SHIFT = 60; // s
    Mpd mpd(video.ladder, video.segmentSeconds, std::nullopt);
    mpd.SetDynamic(unixStart, TIME_SHIFT);
    return mpd;
}

EthernetHelper
CableOf(const LinkConfig& link)
{
    EthernetHelper helper;
    helper.SetPortAttribute("DataRate", StringValue(link.rate));
    helper.SetPortAttribute("OutputBuffer", UintegerValue(link.outputBuffer));
    helper.SetCableAttribute("Delay", StringValue(link.delay));
    return helper;
}

/// Makes a node, whose cables are laid, a switch.
Ptr<IntSwitch>
InstallSwitch(const SwitchConfig& config, uint32_t id, Ptr<Node> node)
{
    IntSwitchHelper helper;
    helper.SetAttribute("SwitchId", UintegerValue(id));
    helper.SetAttribute("QueueDepth", UintegerValue(config.depth));
    helper.SetAttribute("QueueRate", DoubleValue(config.rate));
    helper.SetAttribute("UpTime", TimeValue(Seconds(config.upTimeSeconds)));
    for (const auto& [name, value] : config.attributes)
    {
        helper.SetAttribute(name, StringValue(value));
    }
    const auto intSwitch = helper.Install(node);
    for (uint32_t port = 0; !config.queueDisc.empty() && port < intSwitch->GetNPorts(); ++port)
    {
        intSwitch->SetQueueDisc(port, Make<QueueDisc>(config.queueDisc, "queueDisc"));
    }
    return intSwitch;
}

} // namespace

Testbed::Testbed(const TestbedConfig& config)
    : m_config(config)
{
    m_config.Check();
    BuildNetwork();
    BuildVideo();
    BuildProbe();
    m_load =
        std::make_unique<TestbedLoad>(m_config,
                                      TestbedLoad::Place{m_serverHost,
                                                         m_playerHosts.Get(0),
                                                         m_loadHost,
                                                         m_playerAddress,
                                                         m_loadAddress,
                                                         [this](const AttributeMap& attributes) {
                                                             return MakePlayer(attributes);
                                                         }});
}

Testbed::~Testbed() = default;

NetDeviceContainer
Testbed::Lay(const LinkConfig& link, Ptr<Node> a, Ptr<Node> b)
{
    const NetDeviceContainer devices = CableOf(link).Install(a, b);
    for (uint32_t i = 0; link.loss > 0 && i < devices.GetN(); ++i)
    {
        m_losses.push_back(CreateObject<RateErrorModel>());
        m_losses.back()->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
        m_losses.back()->SetRate(link.loss);
        devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(m_losses.back()));
    }
    for (uint32_t i = 0; !link.service.empty() && i < devices.GetN(); ++i)
    {
        m_served.push_back(DynamicCast<EthernetPort>(devices.Get(i)));
        m_served.back()->SetTransmitService(Make<ServiceTime>(link.service, "a link's service"));
    }
    return devices;
}

Ipv4Address
Testbed::Join(Ptr<Node> host, Ptr<Node> intSwitch, const LinkConfig& link)
{
    const auto devices = Lay(link, host, intSwitch);
    const Ptr<Ipv4> ipv4 = host->GetObject<Ipv4>();
    const Ipv4Address address(0x0a000001 + m_hosts++); // 10.0.0.1, ...
    const uint32_t interface = ipv4->AddInterface(devices.Get(0));
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask("255.0.0.0")));
    ipv4->SetUp(interface);
    return address;
}

void
Testbed::BuildNetwork()
{
    m_serverHost = CreateObject<Node>();
    m_switchNodes.Create(m_config.switches.size());
    m_playerHosts.Create(m_config.player.count);
    m_loadHost = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(GetHosts());

    m_serverAddress = Join(m_serverHost, m_switchNodes.Get(0), m_config.serverLink);
    for (uint32_t i = 0; i + 1 < m_switchNodes.GetN(); ++i)
    {
        Lay(m_config.switchLink, m_switchNodes.Get(i), m_switchNodes.Get(i + 1));
    }
    const Ptr<Node> last = m_switchNodes.Get(m_switchNodes.GetN() - 1);
    for (uint32_t i = 0; i < m_playerHosts.GetN(); ++i)
    {
        const Ipv4Address address = Join(m_playerHosts.Get(i), last, m_config.playerLink);
        m_playerAddress = i == 0 ? address : m_playerAddress;
    }
    m_loadAddress = Join(m_loadHost, last, m_config.loadLink);

    for (uint32_t i = 0; i < m_switchNodes.GetN(); ++i)
    {
        m_switches.push_back(InstallSwitch(m_config.switches[i], i + 1, m_switchNodes.Get(i)));
    }
    IntSwitchHelper::PopulateRoutes(m_switchNodes);
}

Ptr<DashPlayer>
Testbed::MakePlayer(const AttributeMap& attributes) const
{
    const auto player = CreateObject<DashPlayer>();
    player->SetAttribute("Remote", AddressValue(InetSocketAddress(m_serverAddress, HTTP_PORT)));
    player->SetAttribute("UnixStart", DoubleValue(m_config.unixStart));
    SetAttributes(*player, attributes);
    return player;
}

void
Testbed::BuildVideo()
{
    const VideoConfig& video = m_config.video;
    m_server = CreateObject<DashServer>();
    m_server->SetAttribute("Port", UintegerValue(HTTP_PORT));
    m_server->SetAttribute("UnixStart", DoubleValue(m_config.unixStart));
    m_server->SetAttribute("SegmentSizes",
                           PointerValue(Make<SegmentSizes>(video.segmentSizes, "segmentSizes")));
    m_server->SetMpd(MakeMpd(video, m_config.unixStart));
    m_serverHost->AddApplication(m_server);

    for (uint32_t i = 0; i < m_playerHosts.GetN(); ++i)
    {
        const auto player = MakePlayer(m_config.player.attributes);
        player->SetStartTime(Seconds(m_config.player.startSeconds));
        m_playerHosts.Get(i)->AddApplication(player);
        m_players.push_back(player);
    }
}

void
Testbed::BuildProbe()
{
    m_probeSender = CreateObject<ProbeSender>();
    m_probeSender->SetAttribute("Remote", Ipv4AddressValue(m_playerAddress));
    SetAttributes(*m_probeSender, m_config.probe.attributes);
    m_probeSender->SetStartTime(Seconds(m_config.probe.startSeconds));
    m_serverHost->AddApplication(m_probeSender);
    m_collector = CreateObject<IntCollector>();
    UintegerValue protocol;
    m_probeSender->GetAttribute("Protocol", protocol);
    m_collector->SetAttribute("Protocol", protocol);
    for (const auto& intSwitch : m_switches)
    {
        intSwitch->SetAttribute("ProbeProtocol", protocol);
    }
    m_playerHosts.Get(0)->AddApplication(m_collector);
}

int64_t
Testbed::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    for (const auto& intSwitch : m_switches)
    {
        next += intSwitch->AssignStreams(next);
    }
    next += m_server->AssignStreams(next);
    next += m_probeSender->AssignStreams(next);
    for (const auto& loss : m_losses)
    {
        next += loss->AssignStreams(next);
    }
    for (const auto& port : m_served)
    {
        next += port->AssignStreams(next);
    }
    next += m_load->AssignStreams(next);
    return next - stream;
}

uint32_t
Testbed::GetNSwitches() const
{
    return m_switches.size();
}

Ptr<IntSwitch>
Testbed::GetSwitch(uint32_t index) const
{
    return m_switches.at(index);
}

uint32_t
Testbed::GetNPlayers() const
{
    return m_players.size();
}

Ptr<DashPlayer>
Testbed::GetPlayer(uint32_t index) const
{
    return m_players.at(index);
}

Ptr<DashServer>
Testbed::GetServer() const
{
    return m_server;
}

Ptr<IntCollector>
Testbed::GetCollector() const
{
    return m_collector;
}

Ptr<ProbeSender>
Testbed::GetProbeSender() const
{
    return m_probeSender;
}

Ptr<WaveController>
Testbed::GetLoad() const
{
    return m_load->GetController();
}

std::size_t
Testbed::GetTurn() const
{
    return m_load->GetTurn();
}

NodeContainer
Testbed::GetHosts() const
{
    NodeContainer hosts(m_serverHost);
    hosts.Add(m_playerHosts);
    hosts.Add(m_loadHost);
    return hosts;
}

void
Testbed::SetQueueDepth(uint32_t depth)
{
    for (const auto& intSwitch : m_switches)
    {
        intSwitch->SetQueueDepth(depth);
    }
}

uint64_t
Testbed::GetPacketsForwarded() const
{
    uint64_t packets = 0;
    for (const auto& intSwitch : m_switches)
    {
        for (uint32_t port = 0; port < intSwitch->GetNPorts(); ++port)
        {
            packets += intSwitch->GetCounters(port).sent;
        }
    }
    return packets;
}

} // namespace ns3::synthnet
