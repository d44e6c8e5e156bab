/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-meter.h"

#include "ns3/big-endian.h"
#include "ns3/sample-statistics.h"

#include "ns3/ipv4.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <ostream>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t LINK_BYTES = 14; // of an Ethernet header
constexpr std::size_t LOOKED_AT = 128; // of a frame: the headers and INT's shim
constexpr uint16_t HTTP = 80;
constexpr uint8_t TCP_PROTOCOL = 6;
constexpr uint8_t UDP_PROTOCOL = 17;

uint32_t
FirstAddress(const Node& host)
{
    return host.GetObject<Ipv4>()->GetAddress(1, 0).GetLocal().Get();
}

} // namespace

/// The start of a frame.
struct IntMeter::Frame
{
    explicit Frame(const Packet& packet)
        : size(packet.CopyData(bytes, sizeof bytes))
    {
        isIpv4 = size >= LINK_BYTES + INT_IPV4_BYTES && LoadBig16(bytes + 12) == 0x0800;
        place = isIpv4 ? FindIntPlace(Ip(), size - LINK_BYTES) : std::nullopt;
    }

    const uint8_t* Ip() const
    {
        return bytes + LINK_BYTES;
    }

    uint32_t Source() const
    {
        return LoadBig32(Ip() + 12);
    }

    uint32_t Destination() const
    {
        return LoadBig32(Ip() + 16);
    }

    uint16_t Identification() const
    {
        return LoadBig16(Ip() + 4);
    }

    uint16_t TotalLength() const
    {
        return LoadBig16(Ip() + 2);
    }

    uint8_t bytes[LOOKED_AT];
    std::size_t size;
    bool isIpv4{false};
    std::optional<IntPlace> place;
};

double
IntOverhead::BytesPerPacket() const
{
    const auto bytes = static_cast<double>(intBytes + reportBytes + probeBytes);
    return videoPackets == 0 ? 0 : bytes / static_cast<double>(videoPackets);
}

double
IntOverhead::Share() const
{
    const auto bytes = static_cast<double>(intBytes + reportBytes + probeBytes);
    return allBytes == 0 ? 0 : bytes / static_cast<double>(allBytes);
}

void
WriteOverhead(std::ostream& stream, const std::vector<IntOverhead>& rows)
{
    stream << "mode,videoPackets,intBytes,reportBytes,probeBytes,allBytes,bytesPerPacket,share,"
              "goodputMbps,meanDelayMs,percentile95DelayMs\n";
    for (const IntOverhead& row : rows)
    {
        stream << row.mode << ',' << row.videoPackets << ',' << row.intBytes << ','
               << row.reportBytes << ',' << row.probeBytes << ',' << row.allBytes << ','
               << row.BytesPerPacket() << ',' << row.Share() << ',' << row.goodputMbps << ','
               << row.meanDelayMs << ',' << row.percentile95DelayMs << '\n';
    }
}

IntMeter::IntMeter(const Testbed& testbed,
                   const std::vector<TestbedLink>& links,
                   const IntPresence& presence,
                   uint16_t reportPort,
                   uint8_t probeProtocol)
    : m_server(FirstAddress(*testbed.GetHosts().Get(0))),
      m_player(FirstAddress(*testbed.GetHosts().Get(1))),
      m_presence(presence),
      m_reportPort(reportPort),
      m_probeProtocol(probeProtocol)
{
    for (const TestbedLink& link : links)
    {
        link.end->TraceConnectWithoutContext("Sniffer", MakeCallback(&IntMeter::OnFrame, this));
    }
    const auto device = [&testbed](uint32_t host) {
        return testbed.GetHosts().Get(host)->GetObject<Ipv4>()->GetNetDevice(1);
    };
    device(0)->TraceConnectWithoutContext("Sniffer", MakeCallback(&IntMeter::OnSent, this));
    device(1)->TraceConnectWithoutContext("Sniffer", MakeCallback(&IntMeter::OnArrived, this));
}

void
IntMeter::OnFrame(Ptr<const Packet> frame)
{
    const Frame start(*frame);
    if (!start.isIpv4)
    {
        return;
    }
    m_sum.allBytes += start.TotalLength();
    if (start.Ip()[9] == m_probeProtocol)
    {
        m_sum.probeBytes += start.TotalLength();
    }
    if (!start.place)
    {
        return;
    }
    if (start.Ip()[9] == UDP_PROTOCOL && start.place->destinationPort == m_reportPort)
    {
        m_sum.reportBytes += start.TotalLength();
    }
    const uint8_t* shim = start.Ip() + start.place->payload;
    const std::size_t behind = start.size - LINK_BYTES - start.place->payload;
    if (SaysInt(*start.place, m_presence) && ReadIntStart(shim, behind))
    {
        m_sum.intBytes += IntBytes(shim);
    }
}

bool
IntMeter::IsVideo(const Frame& frame) const
{
    return frame.place && frame.Ip()[9] == TCP_PROTOCOL && frame.Source() == m_server &&
           frame.Destination() == m_player && LoadBig16(frame.Ip() + frame.place->l4) == HTTP;
}

void
IntMeter::OnSent(Ptr<const Packet> frame)
{
    const Frame start(*frame);
    if (IsVideo(start))
    {
        m_sent[start.Identification()] = Simulator::Now();
    }
}

void
IntMeter::OnArrived(Ptr<const Packet> frame)
{
    const Frame start(*frame);
    if (!IsVideo(start))
    {
        return;
    }
    ++m_sum.videoPackets;
    const auto sent = m_sent.find(start.Identification());
    if (sent != m_sent.end())
    {
        m_delays.push_back((Simulator::Now() - sent->second).GetSeconds() * 1000);
        m_sent.erase(sent);
    }
    // What is new to the receiver: bytes beyond those that came before, of each connection.
    const uint32_t bytes = start.TotalLength() - start.place->payload;
    const uint32_t end = LoadBig32(start.Ip() + start.place->l4 + 4) + bytes;
    const auto [next, isFirst] = m_firsts.try_emplace(start.place->destinationPort, end - bytes);
    const auto ahead = static_cast<int32_t>(end - next->second);
    if (ahead > 0)
    {
        m_goodBytes += ahead;
        next->second = end;
    }
}

IntOverhead
IntMeter::Result(const std::string& mode, double seconds) const
{
    IntOverhead result = m_sum;
    result.mode = mode;
    result.goodputMbps = 8e-6 * static_cast<double>(m_goodBytes) / seconds;
    if (!m_delays.empty())
    {
        const Eigen::Map<const Eigen::VectorXd> delays(m_delays.data(),
                                                       static_cast<Eigen::Index>(m_delays.size()));
        result.meanDelayMs = Mean(delays);
        result.percentile95DelayMs = Quantile(delays, 0.95);
    }
    return result;
}

} // namespace ns3::synthnet
