/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TCP_REPAIR_H
#define SYNTHNET_TCP_REPAIR_H

#include "flow-under-repair.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @name What the rules of TCP do: RepairRules() says each one's fields
 *
 * Packets that are proven intact stay as they are, but for acknowledgements in a flow with damage.
 * @{
 */
void RepairTcpReserved(FlowUnderRepair& flow);
void RepairTcpFlags(FlowUnderRepair& flow);
void RepairTcpOffset(FlowUnderRepair& flow);
void RepairTcpOptions(FlowUnderRepair& flow);
void RepairTcpUrgent(FlowUnderRepair& flow);
void RepairTcpLength(FlowUnderRepair& flow);
void RepairTcpSequence(FlowUnderRepair& flow);
void RepairTcpAcknowledgement(FlowUnderRepair& flow);
void RepairTcpWindow(FlowUnderRepair& flow);
void RepairTcpTimestamps(FlowUnderRepair& flow);
void RepairTcpBlocks(FlowUnderRepair& flow);
/** @} */

} // namespace ns3::synthnet

#endif // SYNTHNET_TCP_REPAIR_H
