/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-codec.h"

#include "ns3/big-endian.h"
#include "ns3/packet-checksums.h"
#include "ns3/tcp-options.h"

#include <algorithm>
#include <cstring>

namespace ns3::synthnet
{
namespace
{

/// What one direction has sent until now.
struct FlowSide
{
    bool hasSent{false};
    std::optional<uint32_t> identification;
    std::optional<uint32_t> window;
    std::optional<uint32_t> next; //!< behind the highest sequence number
    std::optional<uint32_t> acknowledgement;
    std::optional<uint32_t> timestamp;
    std::optional<uint32_t> echo;
    std::optional<uint32_t> icmpRest;
    RecentNumbers starts; //!< of segments
    RecentNumbers ends;
    RecentNumbers timestamps;
};

/// Where the values of a segment's options are, for those that change from segment to segment.
struct OptionPlaces
{
    uint8_t* timestamp{nullptr}; //!< the value, behind which the echo is
    uint8_t* sack{nullptr};      //!< the first edge
    std::size_t sackEdges{0};
};

constexpr std::size_t OPTION_HEAD = 2; // kind and length
constexpr std::size_t EDGE_BYTES = 4;

OptionPlaces
FindOptions(std::vector<uint8_t>& options)
{
    OptionPlaces places;
    const TcpOptions read = ReadTcpOptions(options.data(), options.size());
    if (!read.isWellFormed)
    {
        return places;
    }
    if (const TcpOption* timestamps = read.Find(OPTION_TIMESTAMPS))
    {
        places.timestamp = options.data() + timestamps->at + OPTION_HEAD;
    }
    if (const TcpOption* sack = read.Find(OPTION_SACK))
    {
        places.sack = options.data() + sack->at + OPTION_HEAD;
        places.sackEdges = (sack->size - OPTION_HEAD) / EDGE_BYTES;
    }
    return places;
}

bool
IsIcmp(const EditablePacket& packet)
{
    return packet.isWhole &&
           (packet.protocol == PROTOCOL_ICMP || packet.protocol == PROTOCOL_ICMPV6);
}

/// Replaces both addresses in a header, when they are there.
void
ReplaceAddresses(const FlowEnds& ends, std::vector<uint8_t>& header)
{
    const uint8_t version = header.empty() ? 0 : header[0] >> 4;
    if (version == ends.version &&
        header.size() >= AddressesAt(version) + 2 * AddressBytes(version))
    {
        WriteAddresses(ends, header.data());
    }
}

/// Puts headers into bytes, without the payload, whose length they tell.
std::vector<uint8_t>
HeadersOf(EditablePacket packet)
{
    packet.missing = packet.PayloadOnWire();
    packet.payload.clear();
    packet.Free();
    AssembleHeaders(packet);
    return packet.bytes;
}

/// @return whether the fields say all that the packet's headers have but the checksums
bool
AreFieldsAll(const EditablePacket& packet)
{
    if (!packet.isWhole)
    {
        return false;
    }
    std::vector<uint8_t> made = HeadersOf(packet);
    if (made.size() > packet.bytes.size())
    {
        return false;
    }
    std::vector<uint8_t> seen(packet.bytes.begin(), packet.bytes.begin() + made.size());
    const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
    if (!layers || layers->PayloadAt() != made.size())
    {
        return false;
    }
    for (std::vector<uint8_t>* header : {&made, &seen})
    {
        if (packet.version == 4)
        {
            StoreBig16(header->data() + IPV4_CHECKSUM_AT, 0);
        }
        if (const auto at = TransportChecksumAt(*layers))
        {
            StoreBig16(header->data() + *at, 0);
        }
    }
    return made == seen;
}

/// Makes the symbols of a flow, or packets of symbols: both follow the same state.
class FlowWalk
{
  public:
    explicit FlowWalk(const FlowHead& head)
        : m_head(head)
    {
    }

    const FlowHead& Head() const
    {
        return m_head;
    }

    PacketSymbols Encode(const EditablePacket& packet)
    {
        PacketSymbols symbols;
        symbols.isForward = packet.isForward;
        symbols.Field(FlowField::GAP) = {FieldRelation::VALUE, packet.time - m_time};
        m_time = packet.time;
        if (AreFieldsAll(packet))
        {
            TakeFirst(packet);
            symbols.hasZeroLength = packet.hasZeroLength;
            symbols.Field(FlowField::LENGTH) = {FieldRelation::VALUE,
                                                static_cast<int64_t>(packet.PayloadOnWire())};
            EncodeFields(packet, symbols);
            symbols.shape = ShapeOf(packet);
            if (IsShapeRight(packet, symbols.shape))
            {
                Remember(packet);
                return symbols;
            }
        }
        return EncodeRaw(packet, symbols);
    }

    EditablePacket Decode(const PacketSymbols& symbols)
    {
        const FlowEnds ends = symbols.isForward ? m_head.ends : m_head.ends.Swapped();
        m_time += symbols.Field(FlowField::GAP).value;
        EditablePacket packet =
            TakeApart(symbols.shape.data(), symbols.shape.size(), symbols.shape.size());
        if (symbols.isRaw || !packet.isWhole)
        {
            packet = EditablePacket{};
            packet.isWhole = false;
            packet.bytes = symbols.shape;
            packet.bytes.resize(symbols.shape.size() + PayloadOf(symbols, symbols.shape.size()));
            ReplaceAddresses(ends, packet.bytes);
            packet.version = ends.version;
            packet.protocol = ends.protocol;
        }
        packet.isForward = symbols.isForward;
        packet.time = m_time;
        packet.source = ends.source;
        packet.destination = ends.destination;
        if (!packet.isWhole)
        {
            return packet;
        }
        packet.Free();
        packet.hasZeroLength = symbols.hasZeroLength;
        packet.payload.assign(PayloadOf(symbols, packet.HeaderBytes()), 0);
        packet.hopLimit += m_head.hopLimits[Index(packet)];
        packet.flowLabel ^= packet.version == 6 ? m_head.flowLabels[Index(packet)] : 0;
        DecodeFields(symbols, packet);
        Remember(packet);
        AssembleHeaders(packet);
        AssembleChecksums(packet);
        return packet;
    }

  private:
    static constexpr int64_t MOST_BYTES = 65535; //!< of a packet, by IPv4's length

    static std::size_t PayloadOf(const PacketSymbols& symbols, std::size_t headerBytes)
    {
        const int64_t most = std::max<int64_t>(MOST_BYTES - static_cast<int64_t>(headerBytes), 0);
        return static_cast<std::size_t>(
            std::clamp<int64_t>(symbols.Field(FlowField::LENGTH).value, 0, most));
    }

    static std::size_t Index(const EditablePacket& packet)
    {
        return packet.isForward ? 0 : 1;
    }

    FlowSide& Own(const EditablePacket& packet)
    {
        return m_sides[Index(packet)];
    }

    FlowSide& Other(const EditablePacket& packet)
    {
        return m_sides[1 - Index(packet)];
    }

    /// Of the first packet of a direction its head keeps what later ones are compared with.
    void TakeFirst(const EditablePacket& packet)
    {
        if (!Own(packet).hasSent)
        {
            m_head.hopLimits[Index(packet)] = packet.hopLimit;
            m_head.flowLabels[Index(packet)] = packet.flowLabel;
        }
    }

    std::vector<uint8_t> ShapeOf(EditablePacket packet) const
    {
        packet.Free();
        packet.payload.clear();
        packet.missing = 0;
        packet.hasZeroLength = false;
        packet.source = {};
        packet.destination = {};
        packet.hopLimit -= m_head.hopLimits[Index(packet)];
        packet.flowLabel ^= packet.version == 6 ? m_head.flowLabels[Index(packet)] : 0;
        packet.identification = 0;
        packet.tcp.sequence = 0;
        packet.tcp.acknowledgement = 0;
        packet.tcp.window = 0;
        packet.icmp.rest = 0;
        packet.checksum = 0;
        const OptionPlaces places = FindOptions(packet.tcp.options);
        if (places.timestamp)
        {
            std::fill_n(places.timestamp, 2 * EDGE_BYTES, uint8_t{0});
        }
        std::fill_n(places.sack, places.sackEdges * EDGE_BYTES, uint8_t{0});
        AssembleHeaders(packet);
        AssembleChecksums(packet);
        return packet.bytes;
    }

    /// @return whether a packet can be made of the shape that has the same one
    bool IsShapeRight(const EditablePacket& packet, const std::vector<uint8_t>& shape) const
    {
        EditablePacket read = TakeApart(shape.data(), shape.size(), shape.size());
        if (!read.isWhole || read.HeaderBytes() != packet.HeaderBytes())
        {
            return false;
        }
        read.Free();
        AssembleHeaders(read);
        AssembleChecksums(read);
        return read.bytes == shape;
    }

    PacketSymbols EncodeRaw(const EditablePacket& packet, const PacketSymbols& timed) const
    {
        PacketSymbols symbols;
        symbols.isForward = timed.isForward;
        symbols.Field(FlowField::GAP) = timed.Field(FlowField::GAP);
        symbols.isRaw = true;
        const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
        const std::size_t headers =
            layers
                ? std::min(std::max(layers->PayloadAt(), layers->networkBytes), packet.bytes.size())
                : packet.bytes.size();
        symbols.shape.assign(packet.bytes.begin(), packet.bytes.begin() + headers);
        FlowEnds none;
        none.version = m_head.ends.version;
        ReplaceAddresses(none, symbols.shape);
        symbols.Field(FlowField::LENGTH) = {FieldRelation::VALUE,
                                            static_cast<int64_t>(packet.bytes.size() - headers)};
        return symbols;
    }

    FieldContext IdentificationContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        return {std::nullopt, own.identification, nullptr, own.identification, 16};
    }

    FieldContext WindowContext(const EditablePacket& packet)
    {
        return {std::nullopt, Own(packet).window, nullptr, std::nullopt, 16};
    }

    FieldContext SequenceContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        // What the other direction acknowledges tells where this one is.
        const auto expected = own.next ? own.next : Other(packet).acknowledgement;
        return {expected, std::nullopt, &own.starts, expected, 32};
    }

    FieldContext AcknowledgementContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        const FlowSide& other = Other(packet);
        return {other.next,
                own.acknowledgement,
                &other.ends,
                own.acknowledgement ? own.acknowledgement : other.next,
                32};
    }

    FieldContext TimestampContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        return {std::nullopt, own.timestamp, nullptr, own.timestamp, 32};
    }

    FieldContext EchoContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        const FlowSide& other = Other(packet);
        return {other.timestamp, own.echo, &other.timestamps, own.echo, 32};
    }

    FieldContext EdgeContext(const EditablePacket& packet, std::size_t edge)
    {
        const FlowSide& other = Other(packet);
        return {std::nullopt,
                std::nullopt,
                edge % 2 == 0 ? &other.starts : &other.ends,
                packet.tcp.acknowledgement,
                32};
    }

    FieldContext IcmpContext(const EditablePacket& packet)
    {
        const FlowSide& own = Own(packet);
        return {Other(packet).icmpRest, own.icmpRest, nullptr, own.icmpRest, 32};
    }

    void EncodeFields(EditablePacket packet, PacketSymbols& symbols)
    {
        if (packet.version == 4)
        {
            symbols.Field(FlowField::IDENTIFICATION) =
                EncodeField(packet.identification, IdentificationContext(packet));
        }
        if (IsIcmp(packet))
        {
            symbols.Field(FlowField::SEQUENCE) = EncodeField(packet.icmp.rest, IcmpContext(packet));
        }
        if (!packet.IsTcp())
        {
            return;
        }
        symbols.Field(FlowField::WINDOW) = EncodeField(packet.tcp.window, WindowContext(packet));
        symbols.Field(FlowField::SEQUENCE) =
            EncodeField(packet.tcp.sequence, SequenceContext(packet));
        if (packet.Has(TCP_ACK) || packet.tcp.acknowledgement != 0)
        {
            symbols.Field(FlowField::ACKNOWLEDGEMENT) =
                EncodeField(packet.tcp.acknowledgement, AcknowledgementContext(packet));
        }
        const OptionPlaces places = FindOptions(packet.tcp.options);
        if (places.timestamp)
        {
            symbols.Field(FlowField::TIMESTAMP) =
                EncodeField(LoadBig32(places.timestamp), TimestampContext(packet));
            symbols.Field(FlowField::TIMESTAMP_ECHO) =
                EncodeField(LoadBig32(places.timestamp + EDGE_BYTES), EchoContext(packet));
        }
        for (std::size_t edge = 0; edge < places.sackEdges; ++edge)
        {
            symbols.sack.push_back(
                EncodeField(LoadBig32(places.sack + edge * EDGE_BYTES), EdgeContext(packet, edge)));
        }
    }

    void DecodeFields(const PacketSymbols& symbols, EditablePacket& packet)
    {
        if (packet.version == 4)
        {
            packet.identification =
                static_cast<uint16_t>(DecodeField(symbols.Field(FlowField::IDENTIFICATION),
                                                  IdentificationContext(packet)));
        }
        if (IsIcmp(packet))
        {
            packet.icmp.rest = DecodeField(symbols.Field(FlowField::SEQUENCE), IcmpContext(packet));
        }
        if (!packet.IsTcp())
        {
            return;
        }
        TcpFields& tcp = packet.tcp;
        tcp.window = static_cast<uint16_t>(
            DecodeField(symbols.Field(FlowField::WINDOW), WindowContext(packet)));
        tcp.sequence = DecodeField(symbols.Field(FlowField::SEQUENCE), SequenceContext(packet));
        tcp.acknowledgement =
            DecodeField(symbols.Field(FlowField::ACKNOWLEDGEMENT), AcknowledgementContext(packet));
        const OptionPlaces places = FindOptions(tcp.options);
        if (places.timestamp)
        {
            StoreBig32(places.timestamp,
                       DecodeField(symbols.Field(FlowField::TIMESTAMP), TimestampContext(packet)));
            StoreBig32(places.timestamp + EDGE_BYTES,
                       DecodeField(symbols.Field(FlowField::TIMESTAMP_ECHO), EchoContext(packet)));
        }
        for (std::size_t edge = 0; edge < std::min(places.sackEdges, symbols.sack.size()); ++edge)
        {
            StoreBig32(places.sack + edge * EDGE_BYTES,
                       DecodeField(symbols.sack[edge], EdgeContext(packet, edge)));
        }
    }

    void Remember(EditablePacket packet)
    {
        FlowSide& own = Own(packet);
        own.hasSent = true;
        if (packet.version == 4)
        {
            own.identification = packet.identification;
        }
        if (IsIcmp(packet))
        {
            own.icmpRest = packet.icmp.rest;
        }
        if (!packet.IsTcp())
        {
            return;
        }
        own.window = packet.tcp.window;
        const uint32_t length = packet.SequenceLength();
        const uint32_t end = packet.tcp.sequence + length;
        if (!own.next || SequenceDistance(end, *own.next) > 0)
        {
            own.next = end;
        }
        if (length > 0)
        {
            own.starts.Add(packet.tcp.sequence);
            own.ends.Add(end);
        }
        if (packet.Has(TCP_ACK))
        {
            own.acknowledgement = packet.tcp.acknowledgement;
        }
        const OptionPlaces places = FindOptions(packet.tcp.options);
        if (places.timestamp)
        {
            own.timestamp = LoadBig32(places.timestamp);
            own.echo = LoadBig32(places.timestamp + EDGE_BYTES);
            own.timestamps.Add(*own.timestamp);
        }
    }

    FlowHead m_head;
    std::array<FlowSide, 2> m_sides; //!< the forward one first
    int64_t m_time{m_head.start};    //!< of the packet before
};

} // namespace

FlowSymbols
EncodeFlow(const std::vector<EditablePacket>& packets)
{
    FlowSymbols flow;
    if (packets.empty())
    {
        return flow;
    }
    FlowHead head;
    const EditablePacket& first = packets.front();
    head.ends = first.isForward ? first.Ends() : first.Ends().Swapped();
    head.start = first.time;
    FlowWalk walk(head);
    for (const EditablePacket& packet : packets)
    {
        flow.packets.push_back(walk.Encode(packet));
    }
    flow.head = walk.Head();
    return flow;
}

std::vector<EditablePacket>
DecodeFlow(const FlowSymbols& flow)
{
    std::vector<EditablePacket> packets;
    FlowWalk walk(flow.head);
    for (const PacketSymbols& symbols : flow.packets)
    {
        packets.push_back(walk.Decode(symbols));
    }
    return packets;
}

} // namespace ns3::synthnet
