/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BIG_ENDIAN_H
#define SYNTHNET_BIG_ENDIAN_H

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @name Numbers in network byte order, at any address
 * @{
 */

inline uint16_t
LoadBig16(const uint8_t* bytes)
{
    return static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
}

inline uint32_t
LoadBig32(const uint8_t* bytes)
{
    return uint32_t{LoadBig16(bytes)} << 16 | LoadBig16(bytes + 2);
}

inline uint64_t
LoadBig64(const uint8_t* bytes)
{
    return uint64_t{LoadBig32(bytes)} << 32 | LoadBig32(bytes + 4);
}

inline void
StoreBig16(uint8_t* bytes, uint16_t value)
{
    bytes[0] = static_cast<uint8_t>(value >> 8);
    bytes[1] = static_cast<uint8_t>(value);
}

inline void
StoreBig32(uint8_t* bytes, uint32_t value)
{
    StoreBig16(bytes, static_cast<uint16_t>(value >> 16));
    StoreBig16(bytes + 2, static_cast<uint16_t>(value));
}

inline void
StoreBig64(uint8_t* bytes, uint64_t value)
{
    StoreBig32(bytes, static_cast<uint32_t>(value >> 32));
    StoreBig32(bytes + 4, static_cast<uint32_t>(value));
}

/** @} */

} // namespace ns3::synthnet

#endif // SYNTHNET_BIG_ENDIAN_H
