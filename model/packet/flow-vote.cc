/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-vote.h"

#include <bitset>

namespace ns3::synthnet
{
namespace
{

std::size_t
OnesIn(unsigned value)
{
    return std::bitset<32>(value).count();
}

std::size_t
EndDistance(const FlowEnd& first, const FlowEnd& second)
{
    std::size_t distance = OnesIn(static_cast<unsigned>(first.port ^ second.port));
    for (std::size_t i = 0; i < first.address.size(); ++i)
    {
        distance += OnesIn(static_cast<unsigned>(first.address[i] ^ second.address[i]));
    }
    return distance;
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
           OnesIn(static_cast<unsigned>(first.protocol ^ second.protocol));
}

void
FlowVote::Add(const FlowEnds& ends, bool isCertain)
{
    const FlowEnds ordered = ends.Ordered();
    const auto [found, isNew] = m_votes.try_emplace(ordered);
    if (isNew)
    {
        found->second.first = ends;
        m_order.push_back(ordered);
    }
    ++found->second.count;
    found->second.isCertain = found->second.isCertain || isCertain;
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
FlowVote::Nearest(const FlowEnds& ends, std::size_t near, bool isCertain) const
{
    std::optional<FlowEnds> nearest;
    std::size_t least = near + 1;
    for (const FlowEnds& ordered : m_order)
    {
        const Votes& votes = m_votes.at(ordered);
        if (isCertain ? !votes.isCertain : !votes.IsFlow())
        {
            continue;
        }
        for (const FlowEnds& candidate : {votes.first, votes.first.Swapped()})
        {
            const std::size_t distance = EndsDistance(ends, candidate);
            if (distance < least)
            {
                least = distance;
                nearest = candidate;
            }
        }
    }
    return nearest;
}

std::size_t
FlowVote::Voters() const
{
    return m_voters;
}

std::size_t
FlowVote::VotersOfFlows() const
{
    std::size_t voters = 0;
    for (const auto& [ends, votes] : m_votes)
    {
        voters += votes.IsFlow() ? votes.count : 0;
    }
    return voters;
}

} // namespace ns3::synthnet
