/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUEUE_RATE_H
#define SYNTHNET_QUEUE_RATE_H

#include "ns3/ns3-version.h"

#include "ns3/attribute.h"

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief Why a number is not the rate of a queue: 0, which is unlimited, or at least one packet in
 * 1000 s, so that the times of all that waits fit ns-3's 64 bits.
 * @param packetsPerSecond the number
 * @return "is …, expected …"; empty when it is one
 */
std::string ReasonToRefuseQueueRate(double packetsPerSecond);

/// @ingroup synthnet-switch
/// @return of an attribute that is such a rate, a DoubleValue
Ptr<const AttributeChecker> MakeQueueRateChecker();

} // namespace ns3::synthnet

#endif // SYNTHNET_QUEUE_RATE_H
