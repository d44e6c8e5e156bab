/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "throughput-estimator.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ThroughputEstimator);

TypeId
ThroughputEstimator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ThroughputEstimator").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

Time
ThroughputEstimator::GetLatency() const
{
    return Time();
}

} // namespace ns3::synthnet
