/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRACE_REPAIR_H
#define SYNTHNET_TRACE_REPAIR_H

#include "address-plan.h"
#include "editable-packet.h"
#include "flow-table.h"
#include "flow-under-repair.h"
#include "flow-vote.h"
#include "packet-model.h"

#include "ns3/random-numbers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Repairs a trace of several flows: applies RepairRules() to each.
 *
 * A trace is repaired in blocks, which a rule sees one at a time: what decides about a packet is
 * in its block or was learned from earlier ones. Memory is that of a block and of what is known of
 * each flow.
 */
class TraceRepair
{
  public:
    static constexpr std::size_t BLOCK = 16384; //!< packets that a block should have

    struct Options
    {
        uint64_t seed{1};
        bool replacesAddresses{false}; //!< by those of an AddressPlan
        std::size_t mostBytes{1500}; //!< of a packet with an invented payload, from IP's header on
    };

    /// @param model of real flows
    TraceRepair(PacketModel model, const Options& options);

    /// @param block the trace's next packets; afterwards each one's bytes are what it should be
    void Repair(std::vector<EditablePacket>& block);

    /// Replaces the addresses of a message of ARP, when those of packets are replaced.
    /// @param bytes from ARP's header on
    void ReplaceInArp(uint8_t* bytes, std::size_t size);

    std::size_t Flows() const; //!< until now

  private:
    /// Packets of a block by flow.
    using Groups = std::map<std::size_t, std::vector<EditablePacket*>>;

    void VoteOnEnds(std::vector<EditablePacket>& block);
    static void BelieveTheWire(std::vector<EditablePacket>& block);
    void TellVersions(std::vector<EditablePacket>& block);
    void MoveToLarger(EditablePacket& packet);
    Groups Group(std::vector<EditablePacket>& block);
    void ReplaceAddresses(std::vector<EditablePacket>& block);

    PacketModel m_model;
    Options m_options;
    RandomNumbers m_random;
    AddressPlan m_plan;
    FlowVote m_vote;
    std::array<uint64_t, 2> m_versions{}; //!< proven packets of IPv4 and of IPv6
    FlowTable m_flows;
    FlowHistory m_trace;                 //!< of all packets
    std::deque<FlowHistory> m_histories; //!< by flow
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRACE_REPAIR_H
