/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ROW_PACKETS_H
#define SYNTHNET_ROW_PACKETS_H

#include "address-plan.h"
#include "editable-packet.h"
#include "flow-vote.h"
#include "nprint-decoder.h"
#include "nprint-layout.h"
#include "nprint-row.h"
#include "packet-model.h"

#include "ns3/random-numbers.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Makes packets, which rules can repair, of nPrint rows, which may be any generator's.
 *
 * What must be uniform in a flow is voted on by its rows: the version of IP and the transport
 * protocol, by the share of a header's columns that are there, without those of options; the ends.
 * When most rows have ends that no other row has, all rows are one flow. Ends that the columns do
 * not have, or on which no two rows agree, are an AddressPlan's; a row whose ends do not tell its
 * direction gets one of the PacketModel's, the first three those of a handshake when one of them
 * has SYN.
 */
class RowPackets
{
  public:
    /// @param model must outlive this
    RowPackets(const NprintLayout& layout, const PacketModel& model, uint64_t seed);

    /// @param rows the next block of the file; empty ones are left out
    /// @param places gets the number in @p rows of the row that each packet is of
    std::vector<EditablePacket> Take(const std::vector<NprintRow>& rows,
                                     std::vector<std::size_t>& places);

  private:
    /// A flow that rows agree on.
    struct Flow
    {
        FlowEnds said;        //!< by its rows
        FlowEnds ends;        //!< that its packets get
        bool areSaid{true};   //!< else the rows' ends are noise
        bool isForward{true}; //!< the last packet
        std::size_t packets{0};
    };

    struct RowEnds;

    RowEnds Look(const NprintRow& row) const;
    Flow MakeFlow(const FlowEnds& said, bool areSaid);
    Flow& FlowOf(const FlowEnds& said);
    void Begin(const std::vector<NprintRow>& rows, const std::vector<RowEnds>& looks);
    bool Direction(const FlowEnds& said, const Flow& flow);
    EditablePacket MakePacket(const NprintRow& row, const Flow& flow, bool isForward);
    void TakeNetwork(const NprintRow& row, EditablePacket& packet) const;
    void TakeTransport(const NprintRow& row, EditablePacket& packet) const;
    std::vector<uint8_t> HeaderOf(const NprintRow& row, NprintHeader header) const;

    NprintLayout m_layout;
    NprintDecoder m_decoder; //!< for the times
    const PacketModel& m_model;
    AddressPlan m_plan;
    RandomNumbers m_random;
    bool m_hasBegun{false};
    bool m_isOneFlow{false};
    bool m_hasHandshake{false};
    std::vector<Flow> m_flows;
    std::unordered_map<FlowEnds, std::size_t, FlowEndsHash> m_places; //!< of flows, by ordered ends
    FlowVote m_vote;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ROW_PACKETS_H
