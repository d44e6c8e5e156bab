/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MAC_NUMBER_H
#define SYNTHNET_MAC_NUMBER_H

#include "ns3/ns3-version.h"

#include "ns3/mac48-address.h"

#include <cstdint>

namespace ns3::synthnet
{

/// @ingroup synthnet-switch
/// @return a MAC address as tables match it: 48 bits, the first byte on the wire is the highest
inline uint64_t
MacToNumber(Mac48Address address)
{
    uint8_t bytes[6];
    address.CopyTo(bytes);
    uint64_t number = 0;
    for (const uint8_t byte : bytes)
    {
        number = number << 8 | byte;
    }
    return number;
}

/// @ingroup synthnet-switch
/// @return the MAC address of a number, whose upper 16 bits do not matter
inline Mac48Address
NumberToMac(uint64_t number)
{
    uint8_t bytes[6];
    for (int i = 5; i >= 0; --i)
    {
        bytes[i] = number & 0xff;
        number >>= 8;
    }
    Mac48Address address;
    address.CopyFrom(bytes);
    return address;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_MAC_NUMBER_H
