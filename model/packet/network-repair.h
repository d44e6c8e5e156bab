/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NETWORK_REPAIR_H
#define SYNTHNET_NETWORK_REPAIR_H

#include "flow-under-repair.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @name What the rules of IP, UDP, ICMP and of whole packets do: RepairRules() says each one's
 * fields
 *
 * Packets that are proven intact stay as they are.
 * @{
 */
void RepairReservedBit(FlowUnderRepair& flow);
void RepairFragment(FlowUnderRepair& flow);
void RepairTrafficClass(FlowUnderRepair& flow);
void RepairFlowLabel(FlowUnderRepair& flow);
void RepairHopLimit(FlowUnderRepair& flow);
void RepairNetworkOptions(FlowUnderRepair& flow);
void RepairIcmp(FlowUnderRepair& flow);
void RepairPayload(FlowUnderRepair& flow);
void RepairTimes(FlowUnderRepair& flow);
void RepairLengths(FlowUnderRepair& flow);
void RepairChecksums(FlowUnderRepair& flow);
/** @} */

} // namespace ns3::synthnet

#endif // SYNTHNET_NETWORK_REPAIR_H
