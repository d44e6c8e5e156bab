/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-script-reader.h"

#include "ip-rewrite.h"
#include "tcp-side.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <tuple>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr int32_t MOST_MISSING = 1 << 24;  // bytes; a greater step in sequence is another stream
constexpr std::size_t MOST_ENDS = 1 << 16; // segments of a flow that wait to be acknowledged
constexpr uint32_t FULL_SEGMENT = 1200;    // bytes of one that waited for the network, at most

} // namespace

/**
 * @brief A TCP flow while its packets are read.
 */
class TcpScript
{
  public:
    /// A segment.
    struct Segment
    {
        int64_t time;
        uint32_t sequence;
        uint32_t acknowledgement;
        uint8_t flags;
        uint32_t bytes;
    };

    explicit TcpScript(FlowScript& script)
        : m_script(script)
    {
    }

    /// @param end that sends it, as the script has them
    void Add(int end, const Segment& segment)
    {
        Way& own = m_ways[end];
        Way& peer = m_ways[1 - end];
        if ((segment.flags & TCP_SYN) != 0)
        {
            Open(own, segment);
        }
        if ((segment.flags & TCP_ACK) != 0)
        {
            Acknowledge(peer, segment);
        }
        if ((segment.flags & TCP_RST) != 0)
        {
            Close(end, segment);
            return;
        }
        const uint32_t begin = segment.sequence + ((segment.flags & TCP_SYN) != 0);
        if (!own.isKnown && (segment.bytes > 0 || (segment.flags & TCP_FIN) != 0))
        {
            own.isKnown = true;
            own.next = begin;
        }
        if ((segment.flags & TCP_SYN) == 0)
        {
            Establish(end, segment);
        }
        if (own.isKnown)
        {
            Send(end, segment, begin);
        }
        if ((segment.flags & TCP_FIN) != 0)
        {
            if (begin + segment.bytes == own.next && !own.hasFin)
            {
                own.hasFin = true;
                ++own.next;
            }
            Close(end, segment);
        }
    }

  private:
    /// One direction, from an end to its peer.
    struct Way
    {
        bool isKnown{false};   //!< where its stream begins
        uint32_t first{0};     //!< sequence number behind the SYN
        uint32_t next{0};      //!< sequence number behind all that was sent
        bool hasFin{false};    //!< which `next` counts
        uint64_t bytes{0};     //!< of the stream
        uint64_t got{0};       //!< bytes of the peer that the end acknowledged
        uint64_t lastAfter{0}; //!< the same at its last write
        uint64_t acked{0};     //!< bytes that the peer acknowledged
        int64_t ackedTime{0};  //!< when it did so last
        uint32_t largest{0};   //!< bytes of a segment
        uint32_t last{0};      //!< bytes of its last segment
        int64_t lastTime{0};   //!< when it was sent, or the connection was ready
        bool isReady{false};   //!< lastTime counts
        int64_t roundTrip{-1}; //!< ns to the peer and back; below 0: not known
        std::deque<std::pair<uint64_t, int64_t>> ends; //!< of segments not acknowledged, with times
        uint64_t gotEnd{0};                            //!< the last of them that was acknowledged
        int64_t gotTime{0};                            //!< when it was sent
        int64_t synTime{-1};                           //!< until it is acknowledged
    };

    static int64_t RoundTrip(const Way& way)
    {
        return std::max<int64_t>(way.roundTrip, 0);
    }

    static void Sample(Way& way, int64_t roundTrip)
    {
        way.roundTrip = way.roundTrip < 0 ? roundTrip : std::min(way.roundTrip, roundTrip);
    }

    static void Open(Way& own, const Segment& segment)
    {
        if (!own.isKnown || own.first != segment.sequence + 1) // not the same SYN again
        {
            own.isKnown = true;
            own.hasFin = false;
            own.first = segment.sequence + 1;
            own.next = own.first;
        }
        own.synTime = segment.time;
    }

    /// The peer's stream was got as far as the segment acknowledges it.
    void Acknowledge(Way& peer, const Segment& segment)
    {
        if (peer.synTime >= 0)
        {
            Sample(peer, segment.time - std::exchange(peer.synTime, -1));
        }
        if (!peer.isKnown)
        {
            return;
        }
        const auto beyond = static_cast<int32_t>(segment.acknowledgement - peer.next + peer.hasFin);
        const int64_t position = static_cast<int64_t>(peer.bytes) + std::min(beyond, 0);
        if (position <= static_cast<int64_t>(peer.acked))
        {
            return;
        }
        peer.acked = static_cast<uint64_t>(position);
        peer.ackedTime = segment.time;
        while (!peer.ends.empty() && peer.ends.front().first <= peer.acked)
        {
            std::tie(peer.gotEnd, peer.gotTime) = peer.ends.front();
            peer.ends.pop_front();
            if (peer.gotEnd == peer.acked)
            {
                Sample(peer, segment.time - peer.gotTime);
            }
        }
    }

    /// The first segments behind the SYNs: both applications can write.
    void Establish(int end, const Segment& segment)
    {
        Way& own = m_ways[end];
        Way& peer = m_ways[1 - end];
        if (!own.isReady)
        {
            own.isReady = true;
            own.lastTime = segment.time;
        }
        if (!peer.isReady)
        {
            peer.isReady = true;
            peer.lastTime = segment.time + RoundTrip(own);
        }
    }

    void Send(int end, const Segment& segment, uint32_t begin)
    {
        Way& own = m_ways[end];
        const auto fresh = static_cast<int32_t>(begin + segment.bytes - own.next);
        if (fresh > MOST_MISSING) // another stream
        {
            own.next = begin + segment.bytes;
            Write(end, segment.time, segment.bytes, segment.bytes);
            return;
        }
        if (fresh > 0)
        {
            own.next += static_cast<uint32_t>(fresh);
            Write(end, segment.time, static_cast<uint32_t>(fresh), segment.bytes);
        }
    }

    /// @param fresh bytes of the stream that were not seen before
    /// @param size of the segment's payload
    void Write(int end, int64_t time, uint32_t fresh, uint32_t size)
    {
        if (fresh == 0)
        {
            return;
        }
        Way& own = m_ways[end];
        const Way& peer = m_ways[1 - end];
        auto& steps = m_script.steps[end];
        const uint64_t after = peer.acked;
        if (steps.empty() || IsNewStep(own, peer, time))
        {
            steps.push_back({after, Wait(own, peer, time), 0});
            own.lastAfter = after;
        }
        steps.back().bytes += fresh;
        own.bytes += fresh;
        own.largest = std::max(own.largest, size);
        own.last = size;
        own.lastTime = time;
        own.ends.emplace_back(own.bytes, time);
        if (own.ends.size() > MOST_ENDS) // the capture lacks the acknowledgements
        {
            own.ends.pop_front();
        }
        m_script.sent[end].bytes += fresh;
        m_script.sent[end].packets += size > 0;
    }

    bool IsNewStep(const Way& own, const Way& peer, int64_t time) const
    {
        const bool isFull = own.last >= std::min(own.largest, FULL_SEGMENT);
        const bool isAcked = own.acked >= own.bytes;
        if (isFull && !isAcked)
        {
            return false; // it waited for the network
        }
        if (peer.acked > own.lastAfter)
        {
            return true; // it answers
        }
        // With all acknowledged, what follows at once was waiting for that.
        const int64_t since = isFull ? own.ackedTime + RoundTrip(peer) : own.lastTime;
        return time - since > FlowScriptReader::PAUSE;
    }

    /// How long the end had all that it needed.
    static int64_t Wait(const Way& own, const Way& peer, int64_t time)
    {
        int64_t since = own.isReady ? own.lastTime : time;
        if (peer.acked > own.lastAfter)
        {
            since = std::max(since, peer.gotTime + RoundTrip(peer));
        }
        return std::max<int64_t>(time - since, 0);
    }

    void Close(int end, const Segment& segment)
    {
        if (!m_script.closing)
        {
            const bool isReset = (segment.flags & TCP_RST) != 0;
            m_script.closing = {end, Wait(m_ways[end], m_ways[1 - end], segment.time), isReset};
        }
    }

    FlowScript& m_script;
    Way m_ways[2];
};

namespace
{

/// @return whether the source of a TCP flow's first packet is not the end that opened it
bool
IsAnswer(const FlowEnds& ends, uint8_t flags)
{
    if ((flags & TCP_SYN) != 0)
    {
        return (flags & TCP_ACK) != 0;
    }
    return ends.source.port < ends.destination.port;
}

} // namespace

FlowScriptReader::FlowScriptReader(int64_t longestGap)
    : m_clock(longestGap)
{
}

FlowScriptReader::~FlowScriptReader() = default;

void
FlowScriptReader::Add(const CapturedPacket& packet)
{
    m_last = m_clock.Read(packet.time);
    const uint8_t* ip = packet.Ip();
    const auto layers = packet.Layers();
    if (!layers)
    {
        ++m_counters.others;
        return;
    }
    const bool isTcp = layers->protocol == PROTOCOL_TCP;
    if (!isTcp && layers->protocol != PROTOCOL_UDP)
    {
        ++(layers->fault == LayerFault::NONE ? m_counters.others : m_counters.unreadable);
        return;
    }
    if (layers->isLaterFragment)
    {
        return; // its first one says how long the whole is
    }
    if (layers->transportBytes == 0)
    {
        ++m_counters.unreadable;
        return;
    }
    const FlowTable::Place place = m_table.Add(ip, *layers);
    const uint8_t* transport = ip + layers->transportAt;
    if (place.flow == m_scripts.size())
    {
        const FlowEnds& ends = m_table.Ends(place.flow);
        FlowScript& script = m_scripts.emplace_back();
        script.ends = isTcp && IsAnswer(ends, transport[13]) ? ends.Swapped() : ends;
        script.start = m_last;
        m_open.push_back(isTcp ? std::make_unique<TcpScript>(script) : nullptr);
    }
    FlowScript& script = m_scripts[place.flow];
    const bool isSwapped = !(script.ends == m_table.Ends(place.flow));
    const int end = place.isForward == isSwapped ? 1 : 0;
    const std::size_t length = IpBytes(ip, *layers, packet.wire - *packet.ip);
    const auto payload =
        static_cast<uint32_t>(std::max(length, layers->PayloadAt()) - layers->PayloadAt());
    if (isTcp)
    {
        m_open[place.flow]->Add(
            end,
            {m_last, LoadBig32(transport + 4), LoadBig32(transport + 8), transport[13], payload});
        return;
    }
    const uint16_t udpLength = LoadBig16(transport + 4);
    const bool isLengthRight = layers->fault == LayerFault::NONE && udpLength >= UDP_BYTES;
    const uint32_t bytes = isLengthRight ? udpLength - UDP_BYTES : payload;
    script.datagrams.push_back({m_last - script.start, end, bytes});
    ++script.sent[end].packets;
    script.sent[end].bytes += bytes;
}

std::vector<FlowScript>
FlowScriptReader::Take()
{
    m_open.clear();
    std::vector<FlowScript> scripts(std::make_move_iterator(m_scripts.begin()),
                                    std::make_move_iterator(m_scripts.end()));
    m_scripts.clear();
    m_table = FlowTable();
    return scripts;
}

const FlowScriptReader::Counters&
FlowScriptReader::GetCounters() const
{
    return m_counters;
}

int64_t
FlowScriptReader::Duration() const
{
    return m_last;
}

} // namespace ns3::synthnet
