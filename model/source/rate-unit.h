/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RATE_UNIT_H
#define SYNTHNET_RATE_UNIT_H

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @param unit packets/s, bit/s, kbit/s, Mbit/s, byte/s, kbyte/s or Mbyte/s; k is 1000
 * @param packetSize bytes, at least 1
 * @return how many packets of this size a second one unit is
 * @throws InputError when the unit is none of these
 */
double PacketsPerSecond(const std::string& unit, uint32_t packetSize);

} // namespace ns3::synthnet

#endif // SYNTHNET_RATE_UNIT_H
