/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "path-collector.h"

#include <algorithm>
#include <optional>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t IPV4_TTL = 8;
constexpr std::size_t IPV6_HOP_LIMIT = 7;
constexpr uint32_t MOST_MISSING = 1000; // of a node, that may still come
constexpr uint32_t SEQUENCES = REPORT_MOST_SEQUENCE + 1;

/// @return the headers that a report has of its packet; empty: none
std::vector<uint8_t>
HeadersOf(const Report& report)
{
    if (report.innerType == REPORT_IPV4 || report.innerType == REPORT_IPV6)
    {
        return report.inner;
    }
    const auto tlvs =
        report.innerType == REPORT_TLV ? DecodeReportTlvs(report.inner) : std::nullopt;
    if (tlvs)
    {
        for (const ReportTlv& tlv : *tlvs)
        {
            if (tlv.type == ReportTlv::TRUNCATED_IPV4 || tlv.type == ReportTlv::TRUNCATED_IPV6)
            {
                return tlv.data;
            }
        }
    }
    return {};
}

/// @param hasShimsDscp whether the packet has INT by the DSCP
/// @return what all nodes see alike of a packet
std::string
KeyOf(const std::vector<uint8_t>& headers, const IntPlace& place, bool hasShimsDscp)
{
    constexpr std::size_t TCP_CHECKSUM = 16;
    constexpr std::size_t UDP_CHECKSUM = 6;
    std::string key(headers.begin(), headers.begin() + static_cast<std::ptrdiff_t>(place.payload));
    const auto forget = [&key](std::size_t first, std::size_t count) {
        std::fill_n(key.begin() + static_cast<std::ptrdiff_t>(first), count, '\0');
    };
    if (place.isIpv6)
    {
        forget(0, 4); // class and flow label
        forget(IPV6_HOP_LIMIT, 1);
    }
    else
    {
        forget(1, 1); // DSCP and ECN
        forget(IPV4_TTL, 1);
        forget(10, 2);    // checksum
        if (hasShimsDscp) // which tables may have changed, behind the header
        {
            forget(place.l4 + (place.isTcp ? TCP_CHECKSUM : UDP_CHECKSUM), 2);
        }
    }
    return key;
}

} // namespace

PathCollector::PathCollector(std::size_t hops,
                             const std::optional<IntPresence>& presence,
                             std::chrono::nanoseconds patience,
                             Listener listener)
    : m_hops(hops),
      m_presence(presence),
      m_patience(patience),
      m_listener(std::move(listener))
{
}

void
PathCollector::Receive(const uint8_t* payload, std::size_t size, std::chrono::nanoseconds arrival)
{
    GiveUp(arrival - m_patience);
    const auto packet = DecodeReportPacket(payload, size);
    if (!packet)
    {
        ++m_counters.malformed;
        return;
    }
    CountSequence(packet->group);
    for (const Report& report : packet->reports)
    {
        ++m_counters.reports;
        Take(packet->group, report, arrival);
    }
}

void
PathCollector::CountSequence(const ReportGroup& group)
{
    const auto [at, isFirst] =
        m_sequences.try_emplace({group.nodeId, group.hardwareId}, Sequence{group.sequence, {}});
    Sequence& sequence = at->second;
    const uint32_t ahead = (group.sequence + SEQUENCES - sequence.next) % SEQUENCES;
    if (ahead < SEQUENCES / 2)
    {
        m_counters.lost += ahead;
        for (uint32_t i = std::min(ahead, MOST_MISSING); i > 0; --i)
        {
            sequence.missing.push_back((group.sequence + SEQUENCES - i) % SEQUENCES);
        }
        while (sequence.missing.size() > MOST_MISSING)
        {
            sequence.missing.pop_front();
        }
        sequence.next = (group.sequence + 1) % SEQUENCES;
        return;
    }
    const auto late = std::find(sequence.missing.begin(), sequence.missing.end(), group.sequence);
    if (late != sequence.missing.end()) // it was overtaken, and is not lost
    {
        sequence.missing.erase(late);
        --m_counters.lost;
    }
}

void
PathCollector::Take(const ReportGroup& group,
                    const Report& report,
                    std::chrono::nanoseconds arrival)
{
    std::vector<uint8_t> headers = HeadersOf(report);
    const auto place = FindIntPlace(headers.data(), headers.size());
    if (report.type != REPORT_INT || !place)
    {
        ++m_counters.malformed;
        return;
    }
    IntHop hop = report.hop;
    hop.nodeId = group.nodeId;
    const std::size_t behind = headers.size() - place->payload;
    const bool hasInt = m_presence && SaysInt(*place, *m_presence) && behind > 0;
    const auto content = hasInt ? ReadInt(headers.data() + place->payload, behind) : std::nullopt;
    if (hasInt && !content)
    {
        ++m_counters.malformed; // it may have had hops
        return;
    }
    if (content && content->shim.type == INT_MD)
    {
        IntPath path;
        path.hops.push_back(hop);
        path.hops.insert(path.hops.end(), content->hops.begin(), content->hops.end());
        path.exceeded = content->header.exceeded;
        path.mtuExceeded = content->header.mtuExceeded;
        path.headers = std::move(headers);
        Tell(path, arrival);
        return;
    }
    Gather(headers, *place, hop, arrival);
}

void
PathCollector::Gather(std::vector<uint8_t> headers,
                      const IntPlace& place,
                      const IntHop& hop,
                      std::chrono::nanoseconds arrival)
{
    const bool hasShimsDscp = m_presence && !m_presence->byPort && SaysInt(place, *m_presence);
    const std::string key = KeyOf(headers, place, hasShimsDscp);
    const uint8_t ttl = headers[place.isIpv6 ? IPV6_HOP_LIMIT : IPV4_TTL];
    auto at = m_waiting.find(key);
    const auto isOfSameNode = [&hop](const Hop& other) { return other.hop.nodeId == hop.nodeId; };
    if (at != m_waiting.end() &&
        std::any_of(at->second.hops.begin(), at->second.hops.end(), isOfSameNode))
    {
        End(at); // what comes now is of another packet with the same headers
        at = m_waiting.end();
    }
    if (at == m_waiting.end())
    {
        at = m_waiting.emplace(key, Waiting{arrival, arrival, {}, {}}).first;
        m_order.emplace_back(arrival, key);
    }
    Waiting& packet = at->second;
    packet.last = arrival;
    packet.headers = std::move(headers);
    packet.hops.push_back({hop, ttl});
    if (packet.hops.size() == m_hops)
    {
        End(at);
    }
}

void
PathCollector::End(ByKey::iterator at)
{
    std::vector<Hop>& hops = at->second.hops;
    std::reverse(hops.begin(), hops.end());
    std::stable_sort(hops.begin(), hops.end(), [](const Hop& a, const Hop& b) {
        return a.ttl < b.ttl;
    });
    IntPath path;
    path.headers = std::move(at->second.headers);
    for (const Hop& each : hops)
    {
        path.hops.push_back(each.hop);
    }
    const auto last = at->second.last;
    m_waiting.erase(at);
    Tell(path, last);
}

void
PathCollector::Tell(const IntPath& path, std::chrono::nanoseconds arrival)
{
    if (m_hops != 0 && path.hops.size() != m_hops)
    {
        ++m_counters.incomplete;
        return;
    }
    ++m_counters.paths;
    m_listener(path, arrival);
}

void
PathCollector::GiveUp(std::chrono::nanoseconds before)
{
    while (!m_order.empty() && m_order.front().first < before)
    {
        const auto [first, key] = std::move(m_order.front());
        m_order.pop_front(); // before the listener is told, who may call again
        const auto at = m_waiting.find(key);
        if (at != m_waiting.end() && at->second.first == first)
        {
            End(at);
        }
    }
}

void
PathCollector::Finish()
{
    GiveUp(std::chrono::nanoseconds::max());
}

const PathCollector::Counters&
PathCollector::GetCounters() const
{
    return m_counters;
}

} // namespace ns3::synthnet
