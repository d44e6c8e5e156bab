/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONTROL_PERIOD_H
#define SYNTHNET_CONTROL_PERIOD_H

#include "ns3/table.h"

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What was seen of a network from one decision to the next, recorded or synthetic.
 *
 * The columns of `rows` are those of JoinBySecond(): enq_qdepthN (packets), deq_timedeltaN (µs) and
 * deq_qdepthN (packets) of each switch N, then the player's Buffer (s), ReportedBitrate (kbit/s)
 * and FPS; others may follow.
 */
struct ControlPeriod
{
    Table rows;                  //!< a second each, at least one, in the order of time
    std::vector<double> setting; //!< of each switch, ascending as in SwitchesOf(), in force
                                 //!< meanwhile: see QueueActions
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CONTROL_PERIOD_H
