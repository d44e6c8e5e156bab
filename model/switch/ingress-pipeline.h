/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INGRESS_PIPELINE_H
#define SYNTHNET_INGRESS_PIPELINE_H

#include "command-file.h"
#include "match-action-table.h"
#include "packet-fields.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-switch
/// @brief The port to which v1model's mark_to_drop() sends packets.
constexpr uint16_t DROP_PORT = 511;

/**
 * @ingroup synthnet-switch
 * @brief What the tables of a switch have decided about a packet.
 */
struct IngressVerdict
{
    bool drop{false};               //!< a table said so, or chose DROP_PORT
    std::optional<uint16_t> egress; //!< the port, which need not exist; nothing: no table chose one
    uint8_t priority{0};            //!< of the egress queue, 0 is the lowest
    std::optional<uint8_t> dscp;    //!< the new DSCP of an IPv4 header, 6 bits
    bool forwardsIpv4{false};       //!< the packet is routed: its TTL goes down
    uint64_t ethernetDst{0};        //!< 48 bits, of the frame that leaves
    uint64_t ethernetSrc{0};        //!< 48 bits, of the frame that leaves
};

/**
 * @ingroup synthnet-switch
 * @brief The match-action tables of a switch, which a packet passes in the order of their making.
 *
 * Each table matches the fields of the packet as it came in. Of two tables that decide the same,
 * the later one counts; a table that drops the packet ends its way.
 */
class IngressPipeline
{
  public:
    /**
     * @brief Adds a table behind the existing ones.
     * @throws InputError when the schema is not valid or the name is taken
     */
    MatchActionTable& AddTable(const TableSchema& schema);

    /// @throws InputError when there is no such table
    MatchActionTable& GetTable(const std::string& name);

    std::vector<TableSchema> GetSchemas() const; //!< of the tables, in their order

    /**
     * @brief Carries out a command that concerns a table.
     * @param command one that was parsed with GetSchemas()
     * @throws InputError when the table is full, has the same entry, or lacks the handle
     */
    void Execute(const Command& command);

    /// Lets a packet pass the tables, each of which counts it.
    IngressVerdict Apply(const PacketFields& fields);

  private:
    std::vector<std::unique_ptr<MatchActionTable>> m_tables;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INGRESS_PIPELINE_H
