/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "row-packets.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t ROW_STREAM = 43; // of random numbers
constexpr std::size_t HANDSHAKE_PACKETS = 3;
constexpr std::size_t NEAR_PORTS = 4; // bits, where there are no addresses
constexpr NprintHeader TRANSPORTS[] = {NprintHeader::TCP, NprintHeader::UDP, NprintHeader::ICMP};

uint8_t
ProtocolOf(NprintHeader transport, uint8_t version)
{
    switch (transport)
    {
    case NprintHeader::TCP:
        return PROTOCOL_TCP;
    case NprintHeader::UDP:
        return PROTOCOL_UDP;
    default:
        return version == 4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6;
    }
}

/// @param told bytes of options by the header's length field, negative when that is too small
std::size_t
OptionBytes(std::ptrdiff_t told, std::size_t present)
{
    const std::size_t there = present / 4 * 4;
    return told < 0 ? there : std::min(static_cast<std::size_t>(told), there);
}

bool
HasSynBit(const NprintRow& row)
{
    static const NprintField SYN = NprintFieldOf("tcp_syn");
    return row.Bit(SYN.at);
}

} // namespace

/// What a row says of its ends.
struct RowPackets::RowEnds
{
    FlowEnds ends;
    std::array<double, 2> networks{};   //!< shares of IPv4 and IPv6
    std::array<double, 3> transports{}; //!< shares of TCP, UDP and ICMP
    bool mayBeDamaged{false};           //!< a TCP segment without SYN, which is no flow by itself
};

RowPackets::RowPackets(const NprintLayout& layout, const PacketModel& model, uint64_t seed)
    : m_layout(layout),
      m_decoder(layout),
      m_model(model),
      m_plan(seed),
      m_random(seed, ROW_STREAM)
{
}

std::vector<EditablePacket>
RowPackets::Take(const std::vector<NprintRow>& rows, std::vector<std::size_t>& places)
{
    std::vector<RowEnds> looks;
    places.clear();
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        if (!rows[i].IsEmpty())
        {
            looks.push_back(Look(rows[i]));
            places.push_back(i);
        }
    }
    Begin(rows, looks);
    std::vector<EditablePacket> packets;
    packets.reserve(looks.size());
    for (std::size_t i = 0; i < looks.size(); ++i)
    {
        const NprintRow& row = rows[places[i]];
        FlowEnds said = looks[i].ends;
        if (!m_isOneFlow && !m_vote.IsFlow(said) && looks[i].mayBeDamaged)
        {
            const bool hasAddresses = m_layout.Has(NprintFieldOf("ipv4_src"));
            said = m_vote.Nearest(said, hasAddresses ? FlowVote::NEAR : NEAR_PORTS).value_or(said);
        }
        Flow& flow = m_isOneFlow ? m_flows.front() : FlowOf(said);
        const bool isForward = Direction(said, flow);
        packets.push_back(MakePacket(row, flow, isForward));
        flow.isForward = isForward;
        ++flow.packets;
    }
    return packets;
}

RowPackets::RowEnds
RowPackets::Look(const NprintRow& row) const
{
    // Options are as often absent as not, so only what every header has counts.
    const auto fixedShare = [&](NprintHeader header) {
        const NprintSpan span = SpanOf(header);
        std::size_t there = 0;
        std::size_t columns = 0;
        for (std::size_t byte = span.byte; byte < span.byte + span.fixed; ++byte)
        {
            there += static_cast<std::size_t>(__builtin_popcount(row.PresentPlane()[byte]));
            columns += static_cast<std::size_t>(
                __builtin_popcount(m_layout.Columns().PresentPlane()[byte]));
        }
        return columns == 0 ? 0 : static_cast<double>(there) / static_cast<double>(columns);
    };
    RowEnds look;
    look.networks = {fixedShare(NprintHeader::IPV4), fixedShare(NprintHeader::IPV6)};
    for (std::size_t i = 0; i < std::size(TRANSPORTS); ++i)
    {
        look.transports[i] = fixedShare(TRANSPORTS[i]);
    }
    FlowEnds& ends = look.ends;
    ends.version = look.networks[0] >= look.networks[1] ? 4 : 6;
    const auto most = std::max_element(look.transports.begin(), look.transports.end());
    const uint8_t* network =
        row.Header(ends.version == 4 ? NprintHeader::IPV4 : NprintHeader::IPV6);
    ReadAddresses(network, ends);
    if (*most == 0)
    {
        ends.protocol = network[ends.version == 4 ? 9 : 6];
        return look;
    }
    const NprintHeader transport = TRANSPORTS[most - look.transports.begin()];
    ends.protocol = ProtocolOf(transport, ends.version);
    if (transport != NprintHeader::ICMP)
    {
        const uint8_t* header = row.Header(transport);
        ends.source.port = LoadBig16(header);
        ends.destination.port = LoadBig16(header + 2);
    }
    look.mayBeDamaged = transport == NprintHeader::TCP && !HasSynBit(row);
    return look;
}

void
RowPackets::Begin(const std::vector<NprintRow>& rows, const std::vector<RowEnds>& looks)
{
    if (looks.empty())
    {
        return;
    }
    if (!m_isOneFlow)
    {
        for (const RowEnds& look : looks)
        {
            m_vote.Add(look.ends, false);
        }
    }
    if (m_hasBegun)
    {
        return;
    }
    m_hasBegun = true;
    m_isOneFlow = m_vote.VotersOfFlows() * 2 < m_vote.Voters();
    if (!m_isOneFlow)
    {
        return;
    }
    std::array<double, 2> networks{};
    std::array<double, 3> transports{};
    for (const RowEnds& look : looks)
    {
        for (std::size_t i = 0; i < networks.size(); ++i)
        {
            networks[i] += look.networks[i];
        }
        for (std::size_t i = 0; i < transports.size(); ++i)
        {
            transports[i] += look.transports[i];
        }
    }
    FlowEnds said = looks.front().ends;
    said.version = networks[0] >= networks[1] ? 4 : 6;
    const auto most = std::max_element(transports.begin(), transports.end());
    if (*most > 0)
    {
        said.protocol = ProtocolOf(TRANSPORTS[most - transports.begin()], said.version);
    }
    m_flows.push_back(MakeFlow(said, looks.size() == 1));
    std::size_t seen = 0;
    for (const NprintRow& row : rows)
    {
        if (!row.IsEmpty() && seen++ < HANDSHAKE_PACKETS)
        {
            m_hasHandshake = m_hasHandshake || HasSynBit(row);
        }
    }
    m_hasHandshake = m_hasHandshake && said.protocol == PROTOCOL_TCP;
}

RowPackets::Flow
RowPackets::MakeFlow(const FlowEnds& said, bool areSaid)
{
    Flow flow;
    flow.said = said;
    flow.areSaid = areSaid;
    flow.ends = m_plan.Draw(said.version, said.protocol);
    if (!areSaid)
    {
        return flow;
    }
    const bool hasAddresses =
        m_layout.Has(NprintFieldOf(said.version == 4 ? "ipv4_src" : "ipv6_src"));
    if (hasAddresses)
    {
        flow.ends = said;
        return flow;
    }
    if (said.source.port != 0 && said.source.port < said.destination.port)
    {
        flow.ends = flow.ends.Swapped(); // the server sends first
    }
    if (said.source.port != 0 || said.destination.port != 0)
    {
        flow.ends.source.port = said.source.port;
        flow.ends.destination.port = said.destination.port;
    }
    return flow;
}

RowPackets::Flow&
RowPackets::FlowOf(const FlowEnds& said)
{
    const auto [found, isNew] = m_places.try_emplace(said.Ordered(), m_flows.size());
    if (isNew)
    {
        m_flows.push_back(MakeFlow(said, true));
    }
    return m_flows[found->second];
}

bool
RowPackets::Direction(const FlowEnds& said, const Flow& flow)
{
    if (flow.areSaid)
    {
        const std::size_t forward = EndsDistance(said, flow.said);
        const std::size_t back = EndsDistance(said, flow.said.Swapped());
        if (forward != back)
        {
            return forward < back;
        }
    }
    if (flow.packets == 0)
    {
        return true;
    }
    if (m_hasHandshake && flow.packets < HANDSHAKE_PACKETS)
    {
        return flow.packets == 2;
    }
    return m_model.DrawDirection(flow.isForward, m_random);
}

std::vector<uint8_t>
RowPackets::HeaderOf(const NprintRow& row, NprintHeader header) const
{
    const std::size_t count = std::max(row.BytesOf(header), SpanOf(header).fixed);
    const uint8_t* bytes = row.Header(header);
    return {bytes, bytes + count};
}

EditablePacket
RowPackets::MakePacket(const NprintRow& row, const Flow& flow, bool isForward)
{
    EditablePacket packet;
    packet.version = flow.ends.version;
    packet.protocol = flow.ends.protocol;
    packet.isForward = isForward;
    packet.source = isForward ? flow.ends.source : flow.ends.destination;
    packet.destination = isForward ? flow.ends.destination : flow.ends.source;
    const auto time = m_decoder.Time(row);
    packet.hasTime = time.has_value();
    packet.time = time.value_or(0);
    TakeNetwork(row, packet);
    TakeTransport(row, packet);

    const uint8_t* network =
        row.Header(packet.version == 4 ? NprintHeader::IPV4 : NprintHeader::IPV6);
    std::size_t total =
        packet.version == 4 ? LoadBig16(network + 2) : IPV6_BYTES + LoadBig16(network + 4);
    const std::size_t headers = packet.HeaderBytes();
    if (total < headers && packet.protocol == PROTOCOL_UDP)
    {
        total = headers - UDP_BYTES + LoadBig16(row.Header(NprintHeader::UDP) + 4);
    }
    packet.payload.resize(total > headers ? total - headers : 0);
    const std::size_t known = std::min(row.BytesOf(NprintHeader::PAYLOAD), packet.payload.size());
    std::copy_n(row.Header(NprintHeader::PAYLOAD), known, packet.payload.begin());
    packet.hasInventedPayload = known == 0 || known < packet.payload.size();
    return packet;
}

void
RowPackets::TakeNetwork(const NprintRow& row, EditablePacket& packet) const
{
    if (packet.version == 4)
    {
        const auto header = HeaderOf(row, NprintHeader::IPV4);
        packet.trafficClass = header[1];
        packet.identification = LoadBig16(&header[4]);
        const uint16_t place = LoadBig16(&header[6]);
        packet.reservedBit = (place & 0x8000) != 0;
        packet.dontFragment = (place & 0x4000) != 0;
        packet.moreFragments = (place & 0x2000) != 0;
        packet.fragmentOffset = place & 0x1fff;
        packet.hopLimit = header[8];
        const std::ptrdiff_t told =
            (header[0] & 0x0f) * 4 - static_cast<std::ptrdiff_t>(IPV4_BYTES);
        const std::size_t options = OptionBytes(told, header.size() - IPV4_BYTES);
        packet.networkOptions.assign(header.begin() + IPV4_BYTES,
                                     header.begin() +
                                         static_cast<std::ptrdiff_t>(IPV4_BYTES + options));
        return;
    }
    const auto header = HeaderOf(row, NprintHeader::IPV6);
    const uint32_t first = LoadBig32(header.data());
    packet.trafficClass = static_cast<uint8_t>(first >> 20);
    packet.flowLabel = first & 0xfffff;
    packet.hopLimit = header[7];
}

void
RowPackets::TakeTransport(const NprintRow& row, EditablePacket& packet) const
{
    switch (packet.protocol)
    {
    case PROTOCOL_TCP: {
        const auto header = HeaderOf(row, NprintHeader::TCP);
        TcpFields& tcp = packet.tcp;
        tcp.sequence = LoadBig32(&header[4]);
        tcp.acknowledgement = LoadBig32(&header[8]);
        tcp.reserved = header[12] & 0x0f;
        tcp.flags = header[13];
        tcp.window = LoadBig16(&header[14]);
        tcp.urgent = LoadBig16(&header[18]);
        const std::ptrdiff_t told = (header[12] >> 4) * 4 - static_cast<std::ptrdiff_t>(TCP_BYTES);
        const std::size_t options = OptionBytes(told, header.size() - TCP_BYTES);
        tcp.options.assign(header.begin() + TCP_BYTES,
                           header.begin() + static_cast<std::ptrdiff_t>(TCP_BYTES + options));
        break;
    }
    case PROTOCOL_UDP:
        packet.checksum = LoadBig16(row.Header(NprintHeader::UDP) + 6);
        packet.hasUdpChecksum = packet.version == 6 || packet.checksum != 0;
        break;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6: {
        const uint8_t* header = row.Header(NprintHeader::ICMP);
        packet.icmp = {header[0], header[1], LoadBig32(header + 4)};
        break;
    }
    default:
        break;
    }
}

} // namespace ns3::synthnet
