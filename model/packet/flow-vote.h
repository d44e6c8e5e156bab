/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_VOTE_H
#define SYNTHNET_FLOW_VOTE_H

#include "flow-parts.h"
#include "flow-table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// @return bits in which addresses, ports and protocol differ; more than all of them between
///         versions of IP
std::size_t EndsDistance(const FlowEnds& first, const FlowEnds& second);

/**
 * @ingroup synthnet-packet
 * @brief Decides which flows a block of packets has, some of whose ends are damaged.
 *
 * Ends that several packets have, in either direction, or that one has for certain, are a flow's.
 * A packet with other ends belongs to the nearest flow, when it is near: what must be uniform in a
 * flow is what the majority says. Up to FEW flows are all compared; of more only those that differ
 * in one bit, or share two of their addresses and ports with the packet, unless more than
 * FlowParts::MOST_ALIKE flows share these. So a block's time grows with its packets, not with the
 * flows. All packets of a block should be added before the first question.
 */
class FlowVote
{
  public:
    /// Bits of ends that damage may change: among the 104 of IPv4, strangers differ in 52.
    static constexpr std::size_t NEAR = 16;

    static constexpr std::size_t FEW = 512; //!< flows that are all compared

    /// @param isCertain it is proven intact
    void Add(const FlowEnds& ends, bool isCertain);

    /// @return whether the ends are a flow's
    bool IsFlow(const FlowEnds& ends) const;

    /// @return whether a packet that is proven intact has the ends
    bool IsCertain(const FlowEnds& ends) const;

    std::size_t CountOf(const FlowEnds& ends) const; //!< how many packets have them

    /// @return the nearest flow's ends in the direction that is nearer; nothing when none is near
    /// @param isCertain only flows of which a packet is proven intact
    std::optional<FlowEnds> Nearest(const FlowEnds& ends,
                                    std::size_t near = NEAR,
                                    bool isCertain = false);

    std::size_t Voters() const;        //!< how many were added
    std::size_t VotersOfFlows() const; //!< those of them whose ends are a flow's

  private:
    struct Votes
    {
        uint32_t number{0};    //!< of the ends, as they came
        uint32_t count{0};     //!< of packets, as far as it goes
        bool isSwapped{false}; //!< the first packet's ends are not in order
        bool isCertain{false};

        bool IsFlow() const
        {
            return isCertain || count > 1;
        }
    };

    using ByEnds = std::unordered_map<FlowEnds, Votes, FlowEndsHash>;

    class Search;

    ByEnds m_votes;                                 //!< by ordered ends
    std::vector<const ByEnds::value_type*> m_flows; //!< of them
    FlowParts m_parts;                              //!< of the flows, when they are not few
    std::size_t m_voters{0};
    std::size_t m_votersOfFlows{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_VOTE_H
