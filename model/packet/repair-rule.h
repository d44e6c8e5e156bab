/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPAIR_RULE_H
#define SYNTHNET_REPAIR_RULE_H

#include <string>
#include <vector>

namespace ns3::synthnet
{

struct FlowUnderRepair;

/**
 * @ingroup synthnet-packet
 * @brief One dependency between header fields, and how it is restored.
 *
 * The rules are two trees: within a packet a field follows from fields of the same packet, within
 * a flow from those of other packets. A rule reads only what no later rule writes, so that the
 * list, applied from its front on, works from the leaves up; or it reads the field as received,
 * before any rule wrote it. What it writes it may read, too. Which packets are proven intact, and
 * which way they go, is known before.
 */
struct RepairRule
{
    std::string name;  //!< "tcp.sequence"
    std::string scope; //!< "packet", "flow" or "trace": where the fields are that it reads
    /// Fields, all of them, named as nPrint names them, IPv4's and TCP's for those of IPv6 and UDP;
    /// also "payload", its length and bytes, "time", and "headers", every field of them. Behind
    /// "received." is a field as the input has it.
    std::vector<std::string> reads;
    std::vector<std::string> writes; //!< all of them, too
    std::string says;                //!< what holds behind it, one sentence
    std::string source;              //!< "RFC 9293, 3.4"
    void (*apply)(FlowUnderRepair& flow);
};

/// @ingroup synthnet-packet
/// @return all rules in the order in which they are applied
const std::vector<RepairRule>& RepairRules();

} // namespace ns3::synthnet

#endif // SYNTHNET_REPAIR_RULE_H
