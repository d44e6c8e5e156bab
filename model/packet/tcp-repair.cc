/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tcp-repair.h"

#include "packet-model.h"
#include "tcp-options.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t OPENING_PACKETS = 3; // of a handshake
constexpr std::size_t LOOK_AHEAD = 4;      // segments that may speak for a sequence number
constexpr std::size_t VOTERS = 16;         // segments that vote for where a direction starts
constexpr uint32_t MOST_TIMESTAMP_STEP = 1U << 24; // of a clock between segments; 4.6 h in ms
constexpr int64_t MILLISECOND = 1'000'000;         // ns

bool
IsFreeSegment(const EditablePacket& packet)
{
    return packet.IsTcp() && packet.IsTransportFree();
}

std::vector<EditablePacket*>
TcpPackets(const FlowUnderRepair& flow)
{
    std::vector<EditablePacket*> packets;
    std::copy_if(flow.packets.begin(),
                 flow.packets.end(),
                 std::back_inserter(packets),
                 [](const EditablePacket* packet) { return packet->IsTcp(); });
    return packets;
}

/// What comes later in a block, for each packet.
struct Later
{
    std::vector<bool> dataOfSide;                 //!< payload from the same side
    std::vector<bool> anyOfSide;                  //!< anything but RST from the same side
    std::vector<bool> dataOfAny;                  //!< payload from any
    std::vector<const EditablePacket*> finOfSide; //!< the next FIN of the same side, or null

    explicit Later(const std::vector<EditablePacket*>& packets)
        : dataOfSide(packets.size()),
          anyOfSide(packets.size()),
          dataOfAny(packets.size()),
          finOfSide(packets.size())
    {
        const EditablePacket* fin[2] = {};
        bool data[2] = {};
        bool any[2] = {};
        bool hasContent = false;
        for (std::size_t i = packets.size(); i-- > 0;)
        {
            const EditablePacket& packet = *packets[i];
            const std::size_t side = packet.isForward ? 0 : 1;
            dataOfSide[i] = data[side];
            anyOfSide[i] = any[side];
            dataOfAny[i] = hasContent;
            finOfSide[i] = fin[side];
            fin[side] = packet.Has(TCP_FIN) ? &packet : fin[side];
            const bool hasPayload = packet.PayloadOnWire() > 0;
            data[side] = data[side] || hasPayload;
            any[side] = any[side] || hasPayload || !packet.Has(TCP_RST);
            hasContent = hasContent || hasPayload;
        }
    }
};

bool
HasSyn(const std::vector<EditablePacket*>& packets, std::size_t at)
{
    return at < packets.size() && packets[at]->Has(TCP_SYN);
}

/// Takes the first packet of a flow, which says whether the connection is opened in the capture.
void
BeginOpening(const std::vector<EditablePacket*>& packets, FlowHistory& history)
{
    bool hasSyn = false;
    for (std::size_t i = 0; i < OPENING_PACKETS; ++i)
    {
        hasSyn = hasSyn || HasSyn(packets, i);
    }
    const EditablePacket& first = *packets.front();
    const std::size_t side = first.isForward ? 0 : 1;
    if (!hasSyn || (!IsFreeSegment(first) && !first.Has(TCP_SYN)))
    {
        history.opening = TcpOpening::OPEN;
    }
    else if (first.Has(TCP_SYN) && first.Has(TCP_ACK) && !HasSyn(packets, 1))
    {
        history.opening = TcpOpening::SYN_RECEIVED; // its SYN was not captured
        history.opener = 1 - side;
    }
    else
    {
        history.opener = side;
    }
}

/// @return the flags that open the connection; nothing when it is open with this packet
std::optional<uint8_t>
OpeningFlags(const EditablePacket& packet, FlowHistory& history)
{
    const bool isOpener = (packet.isForward ? 0U : 1U) == history.opener;
    const bool canBeSyn = packet.hasInventedPayload || packet.PayloadOnWire() == 0;
    switch (history.opening)
    {
    case TcpOpening::NEW:
        history.opening = TcpOpening::SYN_SENT;
        return TCP_SYN;
    case TcpOpening::SYN_SENT:
        if (isOpener && (canBeSyn || packet.Has(TCP_SYN)))
        {
            return TCP_SYN; // once more
        }
        if (!isOpener && canBeSyn && (packet.Has(TCP_SYN) || !packet.Has(TCP_RST)))
        {
            history.opening = TcpOpening::SYN_RECEIVED;
            return TCP_SYN | TCP_ACK;
        }
        break;
    case TcpOpening::SYN_RECEIVED:
        if (!isOpener && canBeSyn)
        {
            return TCP_SYN | TCP_ACK;
        }
        break;
    case TcpOpening::OPEN:
        break;
    }
    history.opening = TcpOpening::OPEN;
    return std::nullopt;
}

/// Goes on as an intact packet says.
void
FollowOpening(const EditablePacket& packet, FlowHistory& history)
{
    if (packet.Has(TCP_SYN) && packet.Has(TCP_ACK))
    {
        history.opening = TcpOpening::SYN_RECEIVED;
        history.opener = packet.isForward ? 1 : 0;
    }
    else if (packet.Has(TCP_SYN))
    {
        history.opening = TcpOpening::SYN_SENT;
        history.opener = packet.isForward ? 0 : 1;
    }
    else
    {
        history.opening = TcpOpening::OPEN;
    }
}

uint8_t
OpenFlags(const EditablePacket& packet, const Later& later, std::size_t at)
{
    uint8_t flags = packet.tcp.flags;
    // A FIN that is sent again has the same sequence number.
    const EditablePacket* fin = later.finOfSide[at];
    const bool isOtherFin = fin && fin->tcp.sequence != packet.tcp.sequence;
    flags &= static_cast<uint8_t>(~TCP_SYN);
    if ((flags & TCP_RST) != 0 && (later.dataOfAny[at] || later.anyOfSide[at]))
    {
        flags &= static_cast<uint8_t>(~TCP_RST);
    }
    if ((flags & TCP_FIN) != 0 && (later.dataOfSide[at] || isOtherFin || (flags & TCP_RST) != 0))
    {
        flags &= static_cast<uint8_t>(~TCP_FIN);
    }
    return (flags & TCP_RST) != 0 ? flags : flags | TCP_ACK;
}

/// @return whether every option is one that repair knows and a segment may have
bool
AreAllowed(const TcpOptions& options, bool isSyn)
{
    return options.isWellFormed &&
           std::all_of(options.options.begin(),
                       options.options.end(),
                       [&](const TcpOption& option) {
                           const bool isKnown =
                               option.kind == OPTION_SACK || TcpOptionSize(option.kind) != 0;
                           return isKnown && (isSyn || !IsOnlyInSyn(option.kind)) &&
                                  (!isSyn || option.kind != OPTION_SACK);
                       });
}

/// Replaces options that a segment may not have by NOPs.
void
BlankForbidden(std::vector<uint8_t>& bytes, const TcpOptions& options, bool isSyn)
{
    for (const TcpOption& option : options.options)
    {
        if (isSyn ? option.kind == OPTION_SACK : IsOnlyInSyn(option.kind))
        {
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(option.at),
                        option.size,
                        OPTION_NOP);
        }
    }
}

TcpOptions
OptionsOf(const EditablePacket& packet)
{
    return ReadTcpOptions(packet.tcp.options.data(), packet.tcp.options.size());
}

/// @return the options that most segments of the kind have, where a half agree
const std::vector<uint8_t>*
UsualOptions(const std::vector<EditablePacket*>& packets, bool isSyn)
{
    std::map<std::size_t, std::pair<std::size_t, const std::vector<uint8_t>*>> bySize;
    std::size_t count = 0;
    for (const EditablePacket* packet : packets)
    {
        if (packet->Has(TCP_SYN) != isSyn)
        {
            continue;
        }
        ++count;
        const TcpOptions options = OptionsOf(*packet);
        if (AreAllowed(options, isSyn) && options.Find(OPTION_SACK) == nullptr)
        {
            auto& entry = bySize[packet->tcp.options.size()];
            ++entry.first;
            entry.second = &packet->tcp.options;
        }
    }
    const auto most =
        std::max_element(bySize.begin(), bySize.end(), [](const auto& a, const auto& b) {
            return a.second.first < b.second.first;
        });
    return most != bySize.end() && most->second.first * 2 >= count ? most->second.second : nullptr;
}

/// Takes other bytes for options, where these cannot be read: as many as leave a payload up to the
/// next segment, or else as segments of the kind usually have.
void
MoveOffset(const std::vector<EditablePacket*>& side,
           std::size_t at,
           std::optional<std::size_t> usual)
{
    constexpr std::size_t MOST = 40;
    EditablePacket& packet = *side[at];
    std::vector<uint8_t> bytes = packet.tcp.options;
    bytes.insert(bytes.end(), packet.payload.begin(), packet.payload.end());
    std::optional<std::size_t> found;
    for (std::size_t size = 0; size <= std::min(MOST, bytes.size()) && at + 1 < side.size();
         size += 4)
    {
        const std::size_t payload = bytes.size() - size + packet.missing;
        const uint32_t end = packet.tcp.sequence + SegmentLength(packet.tcp.flags, payload);
        if (!found && end == side[at + 1]->tcp.sequence)
        {
            found = size;
        }
    }
    if (!found && usual && *usual <= bytes.size())
    {
        found = usual;
    }
    if (found)
    {
        const auto middle = bytes.begin() + static_cast<std::ptrdiff_t>(*found);
        packet.tcp.options.assign(bytes.begin(), middle);
        packet.payload.assign(middle, bytes.end());
    }
}

/// Bounds the values of options that only SYN has.
void
BoundSynOptions(EditablePacket& packet)
{
    for (const TcpOption& option : OptionsOf(packet).options)
    {
        uint8_t* value = packet.tcp.options.data() + option.at + 2;
        if (option.kind == OPTION_WINDOW_SCALE)
        {
            *value = std::min(*value, MOST_WINDOW_SCALE);
        }
        if (option.kind == OPTION_MSS && LoadBig16(value) == 0)
        {
            StoreBig16(value, 536); // RFC 9293, 3.7.1: what is sent without the option
        }
    }
}

/// The segments of one direction in a block, in order.
std::vector<EditablePacket*>
OfSide(const std::vector<EditablePacket*>& packets, bool isForward)
{
    std::vector<EditablePacket*> side;
    std::copy_if(packets.begin(),
                 packets.end(),
                 std::back_inserter(side),
                 [&](const EditablePacket* packet) { return packet->isForward == isForward; });
    return side;
}

/// @return how many of the next segments go on where @p sequence and the segment's length lead
std::size_t
Followers(const std::vector<EditablePacket*>& side, std::size_t at, uint32_t sequence)
{
    uint32_t next = sequence + side[at]->SequenceLength();
    std::size_t followers = 0;
    for (std::size_t i = at + 1; i < side.size() && i <= at + LOOK_AHEAD; ++i)
    {
        if (side[i]->tcp.sequence != next)
        {
            continue; // it may be the one that is wrong
        }
        ++followers;
        next += side[i]->SequenceLength();
    }
    return followers;
}

/// @return the sequence number at which most of the first segments say that a direction starts
uint32_t
VoteForStart(const std::vector<EditablePacket*>& side)
{
    std::map<uint32_t, std::size_t> votes;
    uint32_t sent = 0;
    uint32_t start = side.front()->tcp.sequence;
    std::size_t most = 1;
    for (std::size_t i = 0; i < side.size() && i < VOTERS; ++i)
    {
        if (i == 0 && !IsFreeSegment(*side[i]))
        {
            return start;
        }
        const uint32_t said = side[i]->tcp.sequence - sent;
        if (++votes[said] > most)
        {
            most = votes[said];
            start = said;
        }
        sent += side[i]->SequenceLength();
    }
    return start;
}

uint32_t
RightSequence(const std::vector<EditablePacket*>& side, std::size_t at, const TcpSide& sent)
{
    const EditablePacket& packet = *side[at];
    const uint32_t sequence = packet.tcp.sequence;
    const uint32_t next = sent.Next();
    if (sequence == next || !IsFreeSegment(packet))
    {
        return sequence;
    }
    const bool wasSent = sent.Relate(sequence) == TcpSide::Relation::RESENT;
    if (packet.Has(TCP_SYN))
    {
        return sent.Base(); // once more
    }
    if (wasSent && sent.IsBoundary(sequence) && sequence != sent.Base())
    {
        return sequence;
    }
    const bool isKeepAlive = sequence + 1 == next && packet.SequenceLength() <= 1;
    if (isKeepAlive)
    {
        return sequence;
    }
    if (wasSent)
    {
        return next; // not the start of what was sent
    }
    const std::size_t followers = Followers(side, at, sequence);
    return followers > 0 && followers >= Followers(side, at, next) ? sequence : next;
}

/// @return where the other side starts to send, when that comes later in the block
std::optional<uint32_t>
LaterStart(const std::vector<EditablePacket*>& packets, std::size_t at)
{
    for (std::size_t i = at + 1; i < packets.size(); ++i)
    {
        if (packets[i]->isForward != packets[at]->isForward)
        {
            return packets[i]->Has(TCP_SYN) ? std::nullopt
                                            : std::optional(packets[i]->tcp.sequence);
        }
    }
    return std::nullopt;
}

/// @return whether it is at most what was sent, and at least what was acknowledged, by whole
/// segments
bool
IsPlausible(uint32_t number, const TcpSide& sent)
{
    const int32_t distance = SequenceDistance(number, sent.Next());
    return distance == 0 || (distance < 0 && sent.IsBoundary(number) &&
                             SequenceDistance(number, sent.Acknowledged()) >= 0);
}

/// @return the number that a segment is to acknowledge of the other side's: all that was sent, but
///         not more than its own side's next segments, which would go back
uint32_t
RightAcknowledgement(const std::vector<EditablePacket*>& packets,
                     std::size_t at,
                     const TcpSide& sent)
{
    uint32_t number = sent.Next();
    std::size_t looked = 0;
    for (std::size_t i = at + 1; i < packets.size() && looked < LOOK_AHEAD; ++i)
    {
        const EditablePacket& later = *packets[i];
        if (later.isForward != packets[at]->isForward || !later.Has(TCP_ACK))
        {
            continue;
        }
        ++looked;
        const uint32_t said = later.tcp.acknowledgement;
        if (IsPlausible(said, sent) && SequenceDistance(said, number) < 0)
        {
            number = said;
        }
    }
    return number;
}

/// @return the packet's window in bytes
uint32_t
WindowOf(const EditablePacket& packet, uint8_t shift)
{
    return uint32_t{packet.tcp.window} << (packet.Has(TCP_SYN) ? 0 : shift);
}

/// Changes an acknowledgement, also of an intact packet, which stays so: nothing else of it may
/// change.
void
SetAcknowledgement(uint32_t number, EditablePacket& packet)
{
    constexpr std::size_t ACKNOWLEDGEMENT_AT = 8;
    packet.tcp.acknowledgement = number;
    const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
    if (packet.isIntact && layers)
    {
        StoreBig32(&packet.bytes[layers->transportAt + ACKNOWLEDGEMENT_AT], number);
    }
}

} // namespace

void
RepairTcpReserved(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (IsFreeSegment(*packet))
        {
            packet->tcp.reserved = 0;
        }
    }
}

void
RepairTcpFlags(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    if (packets.empty())
    {
        return;
    }
    FlowHistory& history = flow.history;
    if (history.opening == TcpOpening::NEW)
    {
        BeginOpening(packets, history);
    }
    const Later later(packets);
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        EditablePacket& packet = *packets[i];
        if (!IsFreeSegment(packet))
        {
            FollowOpening(packet, history);
        }
        else if (const auto flags = OpeningFlags(packet, history))
        {
            packet.tcp.flags = *flags | (packet.tcp.flags & (TCP_ECE | TCP_CWR));
        }
        else
        {
            packet.tcp.flags = OpenFlags(packet, later, i);
        }
    }
}

void
RepairTcpOffset(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    const auto sizeOf = [](const std::vector<uint8_t>* options) {
        return options ? std::optional(options->size()) : std::nullopt;
    };
    const std::optional<std::size_t> usual[] = {sizeOf(UsualOptions(packets, false)),
                                                sizeOf(UsualOptions(packets, true))};
    for (const bool isForward : {true, false})
    {
        const auto side = OfSide(packets, isForward);
        for (std::size_t i = 0; i < side.size(); ++i)
        {
            const bool isRead = OptionsOf(*side[i]).isWellFormed;
            if (!isRead && IsFreeSegment(*side[i]) && !side[i]->hasInventedPayload)
            {
                MoveOffset(side, i, usual[side[i]->Has(TCP_SYN) ? 1 : 0]);
            }
        }
    }
}

void
RepairTcpOptions(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    for (const bool isSyn : {false, true})
    {
        const std::vector<uint8_t>* found = UsualOptions(packets, isSyn);
        const std::vector<uint8_t> usual = found   ? *found
                                           : isSyn ? flow.model.synOptions
                                                   : flow.model.dataOptions;
        for (EditablePacket* packet : packets)
        {
            if (!IsFreeSegment(*packet) || packet->Has(TCP_SYN) != isSyn)
            {
                continue;
            }
            const TcpOptions options = OptionsOf(*packet);
            if (options.isWellFormed)
            {
                BlankForbidden(packet->tcp.options, options, isSyn);
            }
            if (!AreAllowed(OptionsOf(*packet), isSyn))
            {
                packet->tcp.options = usual;
            }
            if (isSyn)
            {
                BoundSynOptions(*packet);
            }
        }
    }
}

void
RepairTcpUrgent(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (!IsFreeSegment(*packet))
        {
            continue;
        }
        const bool isUrgent = packet->Has(TCP_URG) && packet->tcp.urgent > 0 &&
                              packet->tcp.urgent <= packet->PayloadOnWire();
        if (!isUrgent)
        {
            packet->tcp.flags &= static_cast<uint8_t>(~TCP_URG);
            packet->tcp.urgent = 0;
        }
    }
}

void
RepairTcpLength(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    for (const bool isForward : {true, false})
    {
        const auto side = OfSide(packets, isForward);
        for (std::size_t i = 0; i + 1 < side.size(); ++i)
        {
            EditablePacket& packet = *side[i];
            const int32_t step = SequenceDistance(side[i + 1]->tcp.sequence, packet.tcp.sequence);
            const bool overlaps = step > 0 && static_cast<uint32_t>(step) < packet.SequenceLength();
            if (packet.hasInventedPayload && overlaps &&
                Followers(side, i + 1, side[i + 1]->tcp.sequence) > 0)
            {
                packet.payload.resize(static_cast<std::size_t>(step) -
                                      (packet.SequenceLength() - packet.payload.size()));
            }
        }
    }
}

void
RepairTcpSequence(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    for (const bool isForward : {true, false})
    {
        const auto side = OfSide(packets, isForward);
        TcpSide& sent = flow.history.sides[isForward ? 0 : 1].sequences;
        for (std::size_t i = 0; i < side.size(); ++i)
        {
            EditablePacket& packet = *side[i];
            if (sent.HasSent())
            {
                packet.tcp.sequence = RightSequence(side, i, sent);
            }
            else if (IsFreeSegment(packet))
            {
                packet.tcp.sequence = VoteForStart(side);
            }
            if (!packet.Has(TCP_RST) || IsFreeSegment(packet))
            {
                sent.Send(packet.tcp.sequence, packet.SequenceLength());
            }
        }
    }
}

void
RepairTcpAcknowledgement(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    const bool believesIntact = flow.history.IsHardlyDamaged();
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        EditablePacket& packet = *packets[i];
        TcpSide& other = flow.OtherSide(packet).acknowledged;
        uint32_t& number = packet.tcp.acknowledgement;
        if (!packet.Has(TCP_ACK))
        {
            number = IsFreeSegment(packet) ? 0 : number;
        }
        else if (other.HasSent())
        {
            // An intact packet acknowledges what was sent, also where the capture missed that; but
            // what a flow with much damage had sent is not known well enough to say so.
            const bool mayChange =
                IsFreeSegment(packet) || (!believesIntact && packet.missing == 0);
            if (mayChange && !IsPlausible(number, other))
            {
                SetAcknowledgement(RightAcknowledgement(packets, i, other), packet);
            }
            other.Acknowledge(number);
        }
        else if (IsFreeSegment(packet))
        {
            number = LaterStart(packets, i).value_or(number);
        }
        flow.Side(packet).acknowledged.Send(packet.tcp.sequence, packet.SequenceLength());
    }
}

void
RepairTcpWindow(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    std::array<EditablePacket*, 2> advertised{}; // the last segment that said a window, by side
    for (EditablePacket* packet : packets)
    {
        const std::size_t index = packet->isForward ? 0 : 1;
        RepairedSide& side = flow.Side(*packet);
        RepairedSide& other = flow.OtherSide(*packet);
        if (packet->Has(TCP_SYN))
        {
            const TcpOptions options = OptionsOf(*packet);
            const TcpOption* scale = options.Find(OPTION_WINDOW_SCALE);
            side.hasSynOptions = true;
            side.scale =
                scale
                    ? std::optional(std::min(packet->tcp.options[scale->at + 2], MOST_WINDOW_SCALE))
                    : std::nullopt;
        }
        const bool knowsScales = side.hasSynOptions && other.hasSynOptions;
        const bool areScaled = side.scale && other.scale;
        const uint32_t end = packet->tcp.sequence + packet->SequenceLength();
        EditablePacket* last = advertised[1 - index];
        if (knowsScales && other.edge && last && IsFreeSegment(*last) &&
            packet->PayloadOnWire() > 0 && SequenceDistance(end, *other.edge) > 0)
        {
            const uint8_t shift = areScaled && !last->Has(TCP_SYN) ? *other.scale : 0;
            const auto needed =
                static_cast<uint32_t>(SequenceDistance(end, last->tcp.acknowledgement));
            const uint64_t window = ((uint64_t{needed} + (uint64_t{1} << shift) - 1) >> shift);
            last->tcp.window = static_cast<uint16_t>(std::min<uint64_t>(window, UINT16_MAX));
            other.edge = last->tcp.acknowledgement + WindowOf(*last, shift);
        }
        if (packet->Has(TCP_ACK) && knowsScales && !packet->Has(TCP_RST))
        {
            const uint32_t edge =
                packet->tcp.acknowledgement + WindowOf(*packet, areScaled ? *side.scale : 0);
            if (!side.edge || SequenceDistance(edge, *side.edge) > 0)
            {
                side.edge = edge;
            }
            advertised[index] = packet;
        }
    }
}

void
RepairTcpTimestamps(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    for (EditablePacket* packet : packets)
    {
        const TcpOptions options = OptionsOf(*packet);
        const TcpOption* option = options.Find(OPTION_TIMESTAMPS);
        if (!option)
        {
            continue;
        }
        RepairedSide& side = flow.Side(*packet);
        const RepairedSide& other = flow.OtherSide(*packet);
        uint8_t* bytes = packet->tcp.options.data() + option->at + 2;
        uint32_t value = LoadBig32(bytes);
        uint32_t echo = LoadBig32(bytes + 4);
        if (IsFreeSegment(*packet))
        {
            if (side.timestamp && value - *side.timestamp > MOST_TIMESTAMP_STEP)
            {
                const int64_t passed = std::max<int64_t>(packet->time - side.timestampTime, 0);
                value = *side.timestamp + static_cast<uint32_t>(passed / MILLISECOND);
            }
            const bool hasEcho = packet->Has(TCP_ACK) && other.timestamp;
            if (!packet->Has(TCP_ACK))
            {
                echo = 0; // RFC 7323, 3.2
            }
            else if (hasEcho && *other.timestamp - echo > MOST_TIMESTAMP_STEP)
            {
                echo = *other.timestamp;
            }
            StoreBig32(bytes, value);
            StoreBig32(bytes + 4, echo);
        }
        if (!side.timestamp || value - *side.timestamp <= MOST_TIMESTAMP_STEP)
        {
            side.timestamp = value;
            side.timestampTime = packet->time;
        }
    }
}

void
RepairTcpBlocks(FlowUnderRepair& flow)
{
    const auto packets = TcpPackets(flow);
    for (EditablePacket* packet : packets)
    {
        const TcpSide& other = flow.OtherSide(*packet).blocks;
        const TcpOptions options = OptionsOf(*packet);
        const TcpOption* option = options.Find(OPTION_SACK);
        if (option && IsFreeSegment(*packet))
        {
            const uint8_t* blocks = packet->tcp.options.data() + option->at + 2;
            bool areSent = other.HasSent();
            for (std::size_t at = 0; at + 2 < option->size; at += 8)
            {
                const uint32_t left = LoadBig32(blocks + at);
                const uint32_t right = LoadBig32(blocks + at + 4);
                areSent = areSent && SequenceDistance(left, other.Base()) >= 0 &&
                          SequenceDistance(right, left) > 0 &&
                          SequenceDistance(right, other.Next()) <= 0;
            }
            if (!areSent)
            {
                std::fill_n(packet->tcp.options.begin() + static_cast<std::ptrdiff_t>(option->at),
                            option->size,
                            OPTION_NOP);
            }
        }
        flow.Side(*packet).blocks.Send(packet->tcp.sequence, packet->SequenceLength());
    }
}

} // namespace ns3::synthnet
