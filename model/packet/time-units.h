/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIME_UNITS_H
#define SYNTHNET_TIME_UNITS_H

#include <cstdint>

namespace ns3::synthnet
{

constexpr int64_t NANOSECONDS_IN_SECOND = 1'000'000'000;
constexpr int64_t NANOSECONDS_IN_MICROSECOND = 1000;
constexpr int64_t MICROSECONDS_IN_SECOND = 1'000'000;

} // namespace ns3::synthnet

#endif // SYNTHNET_TIME_UNITS_H
