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

/// @ingroup synthnet
/// @return FNV-1a of 64 bits: tells other bytes apart, not other authors
inline uint64_t
HashOf(std::string_view bytes)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (const char each : bytes)
    {
        hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3U;
    }
    return hash;
}

/// @ingroup synthnet
/// @return HashOf() in decimal
inline std::string
Fingerprint(std::string_view bytes)
{
    return std::to_string(HashOf(bytes));
}

/// @ingroup synthnet
/// @return HashOf() the bytes of the entries, in the order in which they are kept
template <typename Matrix>
uint64_t
HashOfEntries(const Matrix& entries)
{
    return HashOf({reinterpret_cast<const char*>(entries.data()),
                   static_cast<std::size_t>(entries.size()) * sizeof(*entries.data())});
}

} // namespace ns3::synthnet

#endif // SYNTHNET_FINGERPRINT_H
