/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-load.h"

#include "attribute-text.h"

#include "ns3/download-source.h"
#include "ns3/microburst-source.h"
#include "ns3/wave-load-factory.h"

#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetTestbedLoad");

namespace
{

constexpr uint16_t DOWNLOAD_PORT = 20;            // of the sinks of downloads
constexpr uint16_t DISCARD_PORT = 9;              // where nobody listens
const Time LAST_SEGMENT = Seconds(60);            // in which a stopped client's last download ends
constexpr int64_t LATER_STREAMS = 1'000'000;      // for all that is made in the simulation
constexpr double LEAST_TURN = 1, MOST_TURN = 1e8; // s

bool
AreDownloads(const LoadConfig& config)
{
    const auto load = MakeWaveLoad(config.pattern);
    return load && load->GetClient() == LoadClient::DOWNLOAD;
}

/// Makes a host take downloads.
void
AddSink(Ptr<Node> host)
{
    const auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Local",
                       AddressValue(InetSocketAddress(Ipv4Address::GetAny(), DOWNLOAD_PORT)));
    sink->SetAttribute("Protocol", TypeIdValue(TcpSocketFactory::GetTypeId()));
    host->AddApplication(sink);
}

} // namespace

TestbedLoad::TestbedLoad(const TestbedConfig& config, Place place)
    : m_loads{config.load},
      m_place(std::move(place)),
      m_placement(CreateObject<UniformRandomVariable>())
{
    const TurnsConfig& turns = config.turns;
    m_loads.insert(m_loads.end(), turns.loads.begin(), turns.loads.end());
    if (std::any_of(m_loads.begin(), m_loads.end(), AreDownloads))
    {
        AddSink(m_place.playerHost);
        AddSink(m_place.loadHost);
    }
    if (turns.loads.empty())
    {
        Begin(0);
        return;
    }
    m_firstTurn = CreateObject<UniformRandomVariable>();
    m_turnSeconds = MakeFactory(turns.seconds, RandomVariableStream::GetTypeId(), "turns.seconds")
                        .Create<RandomVariableStream>();
    // Later, when the streams have been assigned.
    m_start = Simulator::ScheduleNow(
        [this] { BeginTurn(m_firstTurn->GetInteger(0, m_loads.size() - 1)); });
}

TestbedLoad::~TestbedLoad()
{
    for (auto& [number, client] : m_clients)
    {
        client->Dispose();
    }
}

void
TestbedLoad::Begin(std::size_t turn)
{
    m_turn = turn;
    const LoadConfig& config = m_loads[turn];
    if (config.pattern == "none")
    {
        return;
    }
    const auto load = MakeWaveLoad(config.pattern);
    SetAttributes(*load, config.patternAttributes);
    m_kind = load->GetClient();
    m_controller = CreateObject<WaveController>();
    m_controller->SetLoad(load);
    m_controller->SetClientCallbacks(MakeCallback(&TestbedLoad::StartClient, this),
                                     MakeCallback(&TestbedLoad::StopClient, this));
    m_start =
        Simulator::Schedule(Seconds(config.startSeconds), &WaveController::Start, m_controller);
    if (config.stopSeconds > 0)
    {
        m_stop = Simulator::Schedule(Seconds(config.stopSeconds),
                                     &WaveController::Stop,
                                     m_controller,
                                     config.remaining);
    }
}

void
TestbedLoad::BeginTurn(std::size_t turn)
{
    Begin(turn);
    if (m_controller && m_nextStream >= 0)
    {
        m_nextStream += m_controller->AssignStreams(m_nextStream);
    }
    const double seconds = std::clamp(m_turnSeconds->GetValue(), LEAST_TURN, MOST_TURN);
    NS_LOG_INFO("load " << turn << " has its turn for " << seconds << " s");
    Simulator::Schedule(Seconds(seconds), &TestbedLoad::EndTurn, this);
}

void
TestbedLoad::EndTurn()
{
    m_start.Cancel();
    m_stop.Cancel();
    if (m_controller)
    {
        m_controller->Stop();
        m_controller = nullptr;
    }
    BeginTurn((m_turn + 1) % m_loads.size());
}

Ptr<Application>
TestbedLoad::MakeClient(bool withPlayer)
{
    const LoadConfig& config = m_loads[m_turn];
    if (m_kind == LoadClient::PLAYER)
    {
        const auto player = m_place.makePlayer(config.clientAttributes);
        player->SetNode(withPlayer ? m_place.playerHost : m_place.loadHost);
        return player;
    }
    // Bursts and downloads go the way of the video, from the server to the load's host.
    const Ipv4Address remote = withPlayer ? m_place.playerAddress : m_place.loadAddress;
    Ptr<Application> source;
    if (m_kind == LoadClient::DOWNLOAD)
    {
        source = CreateObject<DownloadSource>();
        source->SetAttribute("Remote", AddressValue(InetSocketAddress(remote, DOWNLOAD_PORT)));
    }
    else
    {
        const auto bursts = CreateObject<MicroburstSource>();
        if (m_nextStream >= 0)
        {
            m_nextStream += bursts->AssignStreams(m_nextStream);
        }
        source = bursts;
        source->SetAttribute("Remote", AddressValue(InetSocketAddress(remote, DISCARD_PORT)));
    }
    SetAttributes(*source, config.clientAttributes);
    source->SetNode(m_place.server);
    return source;
}

uint32_t
TestbedLoad::StartClient()
{
    const bool withPlayer = m_placement->GetValue(0, 1) < m_loads[m_turn].onPlayerHost;
    const auto client = MakeClient(withPlayer);
    // Not added to the node, which would keep it for ever.
    client->Initialize();
    m_clients.emplace(m_nextClient, client);
    return m_nextClient++;
}

void
TestbedLoad::StopClient(uint32_t client)
{
    // ns-3's TCP can end the program when a connection is given up in the middle of a transfer.
    const auto& application = m_clients.at(client);
    if (const auto player = DynamicCast<DashPlayer>(application))
    {
        player->StopRequesting();
    }
    else if (const auto download = DynamicCast<DownloadSource>(application))
    {
        download->Finish();
    }
    else
    {
        FreeClient(client);
        return;
    }
    Simulator::Schedule(LAST_SEGMENT, &TestbedLoad::FreeClient, this, client);
}

void
TestbedLoad::FreeClient(uint32_t client)
{
    auto node = m_clients.extract(client);
    node.mapped()->Dispose();
}

int64_t
TestbedLoad::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    m_placement->SetStream(next++);
    if (m_turnSeconds)
    {
        m_firstTurn->SetStream(next++);
        m_turnSeconds->SetStream(next++);
    }
    else if (m_controller)
    {
        next += m_controller->AssignStreams(next);
    }
    m_nextStream = next;
    return next + LATER_STREAMS - stream;
}

Ptr<WaveController>
TestbedLoad::GetController() const
{
    return m_controller;
}

std::size_t
TestbedLoad::GetTurn() const
{
    return m_turn;
}

} // namespace ns3::synthnet
