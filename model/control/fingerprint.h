/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FINGERPRINT_H
#define SYNTHNET_FINGERPRINT_H

#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @param bytes any
 * @return FNV-1a of 64 bits, in decimal: tells other bytes apart, not other authors
 */
inline std::string
Fingerprint(std::string_view bytes)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (const char each : bytes)
    {
        hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3U;
    }
    return std::to_string(hash);
}

} // namespace ns3::synthnet

#endif // SYNTHNET_FINGERPRINT_H
