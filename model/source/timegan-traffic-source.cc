/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-traffic-source.h"

#include "rate-unit.h"

#include "ns3/input-error.h"

#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetTimeGanTrafficSource");

NS_OBJECT_ENSURE_REGISTERED(TimeGanTrafficSource);

TypeId
TimeGanTrafficSource::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::TimeGanTrafficSource")
            .SetParent<TimeGanSource>()
            .SetGroupName("Synthnet")
            .AddConstructor<TimeGanTrafficSource>()
            .AddAttribute("Remote",
                          "Address and port that the packets go to; must be set.",
                          AddressValue(),
                          MakeAddressAccessor(&TimeGanTrafficSource::m_remote),
                          MakeAddressChecker())
            .AddAttribute("Protocol",
                          "The socket factory: ns3::UdpSocketFactory for an open loop, "
                          "ns3::TcpSocketFactory for a stream.",
                          TypeIdValue(UdpSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&TimeGanTrafficSource::m_protocol),
                          MakeTypeIdChecker())
            .AddAttribute("Column",
                          "The column of the model that is the rate; must be set.",
                          StringValue(""),
                          MakeStringAccessor(&TimeGanTrafficSource::m_column),
                          MakeStringChecker())
            .AddAttribute("Unit",
                          "Unit of the rate: packets/s, or bit/s, kbit/s, Mbit/s, byte/s, kbyte/s, "
                          "Mbyte/s of payload.",
                          StringValue("kbit/s"),
                          MakeStringAccessor(&TimeGanTrafficSource::m_unit),
                          MakeStringChecker())
            .AddAttribute("Scale",
                          "Factor of the rate.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&TimeGanTrafficSource::m_scale),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("PacketSize",
                          "Bytes of payload in a packet; over TCP the most that the socket is "
                          "given at once.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&TimeGanTrafficSource::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65507))
            .AddAttribute("Spacing",
                          "Over UDP: the space between two packets, in packets at the rate. "
                          "Constant 1 sends evenly, exponential with mean 1 a Poisson process.",
                          StringValue("ns3::ConstantRandomVariable[Constant=1]"),
                          MakePointerAccessor(&TimeGanTrafficSource::m_spacing),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("Tx",
                            "A packet is given to the socket.",
                            MakeTraceSourceAccessor(&TimeGanTrafficSource::m_txTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("Backlog",
                            "Bytes that the TCP connection has not taken yet.",
                            MakeTraceSourceAccessor(&TimeGanTrafficSource::m_backlog),
                            "ns3::TracedValueCallback::Uint64");
    return tid;
}

TimeGanTrafficSource::TimeGanTrafficSource() = default;

TimeGanTrafficSource::~TimeGanTrafficSource() = default;

int64_t
TimeGanTrafficSource::AssignStreams(int64_t stream)
{
    const int64_t used = TimeGanSource::AssignStreams(stream);
    m_spacing->SetStream(stream + used);
    return used + 1;
}

void
TimeGanTrafficSource::DoDispose()
{
    m_nextPacket.Cancel();
    m_schedule.reset();
    m_socket = nullptr;
    m_spacing = nullptr;
    TimeGanSource::DoDispose();
}

void
TimeGanTrafficSource::Open(const std::vector<std::string>& columns)
{
    if (m_remote.IsInvalid())
    {
        throw InputError("ns3::synthnet::TimeGanTrafficSource: the attribute Remote is not set");
    }
    if (std::find(columns.begin(), columns.end(), m_column) == columns.end())
    {
        throw InputError("the model has no column '" + m_column + "', expected one of " +
                         JoinNames(columns));
    }
    m_packetsPerUnit = PacketsPerSecond(m_unit, m_packetSize);
    Connect();
}

void
TimeGanTrafficSource::Connect()
{
    m_socket = Socket::CreateSocket(GetNode(), m_protocol);
    if (m_socket->GetSocketType() == Socket::NS3_SOCK_STREAM)
    {
        m_socket->SetConnectCallback(MakeCallback(&TimeGanTrafficSource::OnConnected, this),
                                     MakeCallback(&TimeGanTrafficSource::OnConnectFailed, this));
        m_socket->SetSendCallback(MakeCallback(&TimeGanTrafficSource::OnSpace, this));
        m_socket->Bind();
    }
    else
    {
        m_schedule.emplace([this] { return m_spacing->GetValue(); });
    }
    m_socket->Connect(m_remote);
    m_socket->ShutdownRecv();
}

void
TimeGanTrafficSource::Take(const Table& row)
{
    const double rate = ReadRate(row);
    if (m_schedule)
    {
        m_schedule->SetRate(rate, Simulator::Now());
        ScheduleNext();
        return;
    }
    m_partOfByte += rate * m_packetSize * GetInterval().GetSeconds();
    const double whole = std::floor(m_partOfByte);
    m_partOfByte -= whole;
    m_backlog += static_cast<uint64_t>(whole);
    SendBacklog();
}

double
TimeGanTrafficSource::ReadRate(const Table& row) const
{
    if (row.IsCategorical(m_column))
    {
        throw InputError("the model's column '" + m_column +
                         "' holds texts, expected numbers for a rate");
    }
    const double value = row.Column(m_column)(0);
    const double rate = std::max(0.0, value * m_scale * m_packetsPerUnit);
    if (std::isnan(value) || rate > MAX_RATE)
    {
        throw InputError("the model draws " + std::to_string(value) + " " + m_unit +
                         " in its column '" + m_column +
                         "', with Scale more than 1e9 packets/s "
                         "or not a number");
    }
    return rate;
}

void
TimeGanTrafficSource::Close()
{
    m_nextPacket.Cancel();
    m_schedule.reset();
    if (m_socket)
    {
        m_socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                     MakeNullCallback<void, Ptr<Socket>>());
        m_socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
        m_socket->Close();
        m_socket = nullptr;
    }
    m_connected = false;
}

void
TimeGanTrafficSource::Send(uint32_t bytes)
{
    const auto packet = Create<Packet>(bytes);
    m_txTrace(packet);
    if (m_socket->Send(packet) < 0)
    {
        NS_LOG_INFO("the socket refused a packet of " << bytes << " bytes");
    }
}

void
TimeGanTrafficSource::ScheduleNext()
{
    m_nextPacket.Cancel();
    if (const std::optional<Time> wait = m_schedule->Wait())
    {
        m_nextPacket = Simulator::Schedule(*wait, &TimeGanTrafficSource::SendScheduled, this);
    }
}

void
TimeGanTrafficSource::SendScheduled()
{
    Send(m_packetSize);
    m_schedule->Sent(Simulator::Now());
    ScheduleNext();
}

void
TimeGanTrafficSource::SendBacklog()
{
    while (m_connected && m_backlog.Get() > 0)
    {
        const uint64_t most = std::min<uint64_t>(m_packetSize, m_socket->GetTxAvailable());
        const auto bytes = static_cast<uint32_t>(std::min<uint64_t>(most, m_backlog.Get()));
        if (bytes == 0)
        {
            return; // OnSpace() goes on
        }
        m_backlog -= bytes; // first: sending may call OnSpace()
        Send(bytes);
    }
}

void
TimeGanTrafficSource::OnConnected(Ptr<Socket> socket)
{
    m_connected = true;
    SendBacklog();
}

void
TimeGanTrafficSource::OnConnectFailed(Ptr<Socket> socket)
{
    NS_LOG_WARN("the connection failed; its bytes stay in Backlog");
}

void
TimeGanTrafficSource::OnSpace(Ptr<Socket> socket, uint32_t bytes)
{
    SendBacklog();
}

} // namespace ns3::synthnet
