/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-vote.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace ns3::synthnet
{
namespace
{

std::size_t
OnesIn(uint64_t value)
{
    return static_cast<std::size_t>(__builtin_popcountll(value));
}

std::size_t
EndDistance(const FlowEnd& first, const FlowEnd& second)
{
    uint64_t a[2];
    uint64_t b[2];
    static_assert(sizeof a == sizeof first.address);
    std::memcpy(a, first.address.data(), sizeof a);
    std::memcpy(b, second.address.data(), sizeof b);
    return OnesIn(uint64_t{first.port} ^ second.port) + OnesIn(a[0] ^ b[0]) + OnesIn(a[1] ^ b[1]);
}

/// Calls @p visit with all ends that differ in one bit.
template <typename Visit>
void
FlipEachBit(FlowEnds ends, Visit visit)
{
    const auto flip = [&](auto& number) {
        for (std::size_t bit = 0; bit < 8 * sizeof number; ++bit)
        {
            number = static_cast<std::decay_t<decltype(number)>>(number ^ 1U << bit);
            visit(ends);
            number = static_cast<std::decay_t<decltype(number)>>(number ^ 1U << bit);
        }
    };
    for (FlowEnd* end : {&ends.source, &ends.destination})
    {
        for (std::size_t i = 0; i < AddressBytes(ends.version); ++i)
        {
            flip(end->address[i]);
        }
        flip(end->port);
    }
    flip(ends.protocol);
}

} // namespace

std::size_t
EndsDistance(const FlowEnds& first, const FlowEnds& second)
{
    constexpr std::size_t MORE_THAN_ALL = 1024;
    if (first.version != second.version)
    {
        return MORE_THAN_ALL;
    }
    return EndDistance(first.source, second.source) +
           EndDistance(first.destination, second.destination) +
           OnesIn(uint64_t{first.protocol} ^ second.protocol);
}

/// The nearest of the flows that it is shown: of those that are as near the first one.
class FlowVote::Search
{
  public:
    Search(const FlowEnds& ends, std::size_t near, bool isCertain)
        : m_ends(ends),
          m_isCertain(isCertain),
          m_least(near + 1)
    {
    }

    void Look(const ByEnds::value_type& voted)
    {
        const auto& [ordered, votes] = voted;
        if (m_isCertain ? !votes.isCertain : !votes.IsFlow())
        {
            return;
        }
        const std::size_t forward = EndsDistance(m_ends, ordered);
        const std::size_t back = EndsDistance(m_ends, ordered.Swapped());
        const std::size_t distance = std::min(forward, back);
        if (distance > m_least || (distance == m_least && !(m_nearest && votes.number < m_number)))
        {
            return;
        }
        m_least = distance;
        m_number = votes.number;
        // When both directions are as near, it is that of the first packet.
        const bool isSwapped = forward == back ? votes.isSwapped : back < forward;
        m_nearest = isSwapped ? ordered.Swapped() : ordered;
    }

    const std::optional<FlowEnds>& Nearest() const
    {
        return m_nearest;
    }

  private:
    const FlowEnds& m_ends;
    bool m_isCertain;
    std::size_t m_least;
    uint32_t m_number{0};
    std::optional<FlowEnds> m_nearest;
};

void
FlowVote::Add(const FlowEnds& ends, bool isCertain)
{
    const FlowEnds ordered = ends.Ordered();
    const auto [found, isNew] = m_votes.try_emplace(ordered);
    Votes& votes = found->second;
    if (isNew)
    {
        votes.number = static_cast<uint32_t>(m_votes.size() - 1);
        votes.isSwapped = !(ordered == ends);
    }
    const bool wasFlow = votes.IsFlow();
    votes.count += votes.count < UINT32_MAX ? 1 : 0;
    votes.isCertain = votes.isCertain || isCertain;
    if (votes.IsFlow())
    {
        m_votersOfFlows += wasFlow ? 1 : votes.count;
    }
    if (votes.IsFlow() && !wasFlow)
    {
        m_flows.push_back(&*found);
    }
    ++m_voters;
}

bool
FlowVote::IsFlow(const FlowEnds& ends) const
{
    const auto found = m_votes.find(ends.Ordered());
    return found != m_votes.end() && found->second.IsFlow();
}

bool
FlowVote::IsCertain(const FlowEnds& ends) const
{
    const auto found = m_votes.find(ends.Ordered());
    return found != m_votes.end() && found->second.isCertain;
}

std::size_t
FlowVote::CountOf(const FlowEnds& ends) const
{
    const auto found = m_votes.find(ends.Ordered());
    return found == m_votes.end() ? 0 : found->second.count;
}

std::optional<FlowEnds>
FlowVote::Nearest(const FlowEnds& ends, std::size_t near, bool isCertain)
{
    Search search(ends, near, isCertain);
    if (m_flows.size() <= FEW)
    {
        for (const auto* voted : m_flows)
        {
            search.Look(*voted);
        }
        return search.Nearest();
    }
    const auto look = [&](const FlowEnds& flow) {
        if (const auto found = m_votes.find(flow.Ordered()); found != m_votes.end())
        {
            search.Look(*found);
        }
    };
    look(ends);
    FlipEachBit(ends, look);
    if (search.Nearest()) // no other is nearer
    {
        return search.Nearest();
    }
    while (m_parts.Flows() < m_flows.size())
    {
        m_parts.Add(m_flows[m_parts.Flows()]->first);
    }
    for (const uint32_t flow : m_parts.Alike(ends))
    {
        search.Look(*m_flows[flow]);
    }
    return search.Nearest();
}

std::size_t
FlowVote::Voters() const
{
    return m_voters;
}

std::size_t
FlowVote::VotersOfFlows() const
{
    return m_votersOfFlows;
}

} // namespace ns3::synthnet
