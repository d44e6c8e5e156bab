/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-inspector.h"

#include "packet-checksums.h"
#include "tcp-options.h"

#include "ns3/big-endian.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

FlowInspector::Findings
Bit(PacketFinding finding)
{
    return 1U << static_cast<unsigned>(finding);
}

FlowInspector::Findings
InspectNetwork(const uint8_t* bytes, const PacketLayers& layers)
{
    FlowInspector::Findings findings = 0;
    const auto add = [&](PacketFinding finding, bool has) { findings |= has ? Bit(finding) : 0; };
    add(PacketFinding::LENGTHS, layers.fault != LayerFault::NONE);
    if (layers.networkBytes == 0 || layers.networkBytes > layers.end)
    {
        return findings;
    }
    const PacketChecksums checksums = CheckChecksums(bytes, layers);
    add(PacketFinding::NETWORK_CHECKSUM, checksums.network == ChecksumState::WRONG);
    add(PacketFinding::TRANSPORT_CHECKSUM, checksums.transport == ChecksumState::WRONG);
    add(PacketFinding::OFFLOADED_CHECKSUM, checksums.transport == ChecksumState::OFFLOADED);
    const bool isIpv4 = layers.version == 4;
    add(PacketFinding::ABSENT_CHECKSUM,
        !isIpv4 && layers.Has(PROTOCOL_UDP) && LoadBig16(bytes + layers.transportAt + 6) == 0);
    add(PacketFinding::HOP_LIMIT, bytes[isIpv4 ? 8 : 7] == 0);
    add(PacketFinding::RESERVED, isIpv4 && (bytes[6] & 0x80) != 0);
    return findings;
}

bool
HasIllegalFlags(uint8_t flags, const uint8_t* header)
{
    const bool isSyn = (flags & TCP_SYN) != 0;
    const bool isReset = (flags & TCP_RST) != 0;
    const bool isFin = (flags & TCP_FIN) != 0;
    const bool needsAck = !isSyn && !isReset;
    return (isSyn && (isReset || isFin)) || (isReset && isFin) ||
           (needsAck && (flags & TCP_ACK) == 0) ||
           ((flags & TCP_URG) == 0 && LoadBig16(header + 18) != 0);
}

bool
HasIllegalOptions(const TcpOptions& options, bool isSyn)
{
    return !options.isWellFormed || (!isSyn && std::any_of(options.options.begin(),
                                                           options.options.end(),
                                                           [](const TcpOption& option) {
                                                               return IsOnlyInSyn(option.kind);
                                                           }));
}

} // namespace

const char*
FindingName(PacketFinding finding)
{
    constexpr std::array<const char*, PACKET_FINDINGS> NAMES = {"lengths",
                                                                "network_checksum",
                                                                "transport_checksum",
                                                                "offloaded_checksum",
                                                                "absent_checksum",
                                                                "hop_limit",
                                                                "reserved",
                                                                "tcp_flags",
                                                                "tcp_options",
                                                                "tcp_state",
                                                                "sequence_gap",
                                                                "sequence",
                                                                "acknowledgement_ahead",
                                                                "acknowledgement",
                                                                "window"};
    return NAMES[static_cast<std::size_t>(finding)];
}

bool
IsLegal(PacketFinding finding)
{
    return finding == PacketFinding::OFFLOADED_CHECKSUM ||
           finding == PacketFinding::ABSENT_CHECKSUM || finding == PacketFinding::SEQUENCE_GAP ||
           finding == PacketFinding::ACKNOWLEDGEMENT_AHEAD;
}

FlowInspector::Findings
FlowInspector::Add(const uint8_t* bytes, const PacketLayers& layers, bool isForward)
{
    Findings findings = InspectNetwork(bytes, layers);
    if (layers.Has(PROTOCOL_TCP))
    {
        findings |= InspectTcp(bytes, layers, isForward);
    }
    ++m_packets;
    bool isFaulty = false;
    for (std::size_t i = 0; i < PACKET_FINDINGS; ++i)
    {
        if ((findings >> i & 1) != 0)
        {
            ++m_counts[i];
            isFaulty = isFaulty || !IsLegal(static_cast<PacketFinding>(i));
        }
    }
    m_faulty += isFaulty ? 1 : 0;
    return findings;
}

FlowInspector::Findings
FlowInspector::InspectTcp(const uint8_t* bytes, const PacketLayers& layers, bool isForward)
{
    Findings findings = 0;
    const auto add = [&](PacketFinding finding, bool has) { findings |= has ? Bit(finding) : 0; };
    Side& side = m_sides[isForward ? 0 : 1];
    Side& other = m_sides[isForward ? 1 : 0];
    const uint8_t* header = bytes + layers.transportAt;
    const uint8_t flags = header[13];
    const bool isSyn = (flags & TCP_SYN) != 0;
    const bool isReset = (flags & TCP_RST) != 0;
    const uint32_t sequence = LoadBig32(header + 4);
    const uint32_t acknowledgement = LoadBig32(header + 8);
    // What was not captured of the payload was sent nevertheless.
    const std::size_t payload =
        layers.declared > layers.PayloadAt() ? layers.declared - layers.PayloadAt() : 0;
    const uint32_t length = SegmentLength(flags, payload);
    const TcpOptions options =
        ReadTcpOptions(header + TCP_BYTES, layers.transportBytes - TCP_BYTES);
    add(PacketFinding::RESERVED, (header[12] & 0x0e) != 0);
    add(PacketFinding::TCP_FLAGS, HasIllegalFlags(flags, header));
    add(PacketFinding::TCP_OPTIONS, HasIllegalOptions(options, isSyn));

    // The connection's state.
    const bool isSynAgain = isSyn && side.hasSyn && sequence == side.sent.Base();
    const bool isBehindFin =
        side.hasFin && SequenceDistance(sequence + length, side.finEnd) > 0 && !isReset;
    add(PacketFinding::TCP_STATE,
        (isSyn && side.sent.HasSent() && !isSynAgain) || isBehindFin ||
            (side.hasReset && length > 0 && !isReset));

    const auto relation = side.sent.Relate(sequence);
    if (relation != TcpSide::Relation::FIRST)
    {
        const bool isKeepAlive = sequence + 1 == side.sent.Base();
        ++m_continuing;
        const bool isRight =
            relation == TcpSide::Relation::NEXT || relation == TcpSide::Relation::RESENT;
        m_rightlyContinuing += isRight ? 1 : 0;
        add(PacketFinding::SEQUENCE_GAP, relation == TcpSide::Relation::AHEAD);
        add(PacketFinding::SEQUENCE, relation == TcpSide::Relation::OUTSIDE && !isKeepAlive);
    }
    if ((flags & TCP_ACK) != 0 && other.sent.HasSent())
    {
        ++m_acknowledging;
        const bool isRight = acknowledgement == other.sent.Next() ||
                             (SequenceDistance(acknowledgement, other.sent.Next()) < 0 &&
                              other.sent.IsBoundary(acknowledgement));
        m_rightlyAcknowledging += isRight ? 1 : 0;
        const bool isAhead = SequenceDistance(acknowledgement, other.sent.Next()) > 0;
        add(PacketFinding::ACKNOWLEDGEMENT_AHEAD, isAhead);
        add(PacketFinding::ACKNOWLEDGEMENT, !isRight && !isAhead);
    }
    add(PacketFinding::WINDOW,
        length > 0 && other.hasWindow && side.hasScale == other.hasScale && !isSyn && !isReset &&
            SequenceDistance(sequence + length, other.edge) > 1);

    if (!isReset)
    {
        side.sent.Send(sequence, length);
    }
    side.hasReset = side.hasReset || isReset;
    if ((flags & TCP_FIN) != 0)
    {
        side.hasFin = true;
        side.finEnd = sequence + length;
    }
    if (isSyn)
    {
        side.hasSyn = true;
        const TcpOption* scale = options.Find(OPTION_WINDOW_SCALE);
        side.hasScale = scale != nullptr;
        side.scale =
            scale ? std::min(header[TCP_BYTES + scale->at + 2], MOST_WINDOW_SCALE) : uint8_t{0};
    }
    if ((flags & TCP_ACK) != 0)
    {
        other.sent.Acknowledge(acknowledgement);
        // Without the handshake the scale of the window is not known.
        const bool knowsScale = side.hasSyn && other.hasSyn;
        if (knowsScale && !isReset)
        {
            const bool isScaled = !isSyn && side.hasScale && other.hasScale;
            const uint32_t edge =
                acknowledgement + (uint32_t{LoadBig16(header + 14)} << (isScaled ? side.scale : 0));
            if (!side.hasWindow || SequenceDistance(edge, side.edge) > 0)
            {
                side.hasWindow = true;
                side.edge = edge;
            }
        }
    }
    return findings;
}

uint64_t
FlowInspector::Packets() const
{
    return m_packets;
}

uint64_t
FlowInspector::Count(PacketFinding finding) const
{
    return m_counts[static_cast<std::size_t>(finding)];
}

uint64_t
FlowInspector::Faulty() const
{
    return m_faulty;
}

uint64_t
FlowInspector::Acknowledging() const
{
    return m_acknowledging;
}

uint64_t
FlowInspector::RightlyAcknowledging() const
{
    return m_rightlyAcknowledging;
}

uint64_t
FlowInspector::Continuing() const
{
    return m_continuing;
}

uint64_t
FlowInspector::RightlyContinuing() const
{
    return m_rightlyContinuing;
}

} // namespace ns3::synthnet
