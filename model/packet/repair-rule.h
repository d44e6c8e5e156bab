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
 * list, applied from its front on, works from the leaves up.
 */
struct RepairRule
{
    std::string name;  //!< "tcp.sequence"
    std::string scope; //!< "packet", "flow" or "trace": where the fields are that it reads
    std::vector<std::string> reads; //!< fields, named as nPrint names them; also "payload" and
                                    //!< "time", and "received": what the input says
    std::string writes;             //!< the field
    std::string says;               //!< what holds behind it, one sentence
    std::string source;             //!< "RFC 9293, 3.4"
    void (*apply)(FlowUnderRepair& flow);
};

/// @ingroup synthnet-packet
/// @return all rules in the order in which they are applied
const std::vector<RepairRule>& RepairRules();

} // namespace ns3::synthnet

#endif // SYNTHNET_REPAIR_RULE_H
