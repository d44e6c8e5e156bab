/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-codec.h"

#include "ns3/big-endian.h"

namespace ns3::synthnet
{
namespace
{

// In the first 16 bits of an INT header.
constexpr unsigned VERSION_SHIFT = 12;
constexpr uint8_t HOP_ML_MASK = 0x1f; // in the third byte

} // namespace

bool
operator==(const IntShim& a, const IntShim& b)
{
    return a.type == b.type && a.npt == b.npt && a.length == b.length && a.dscp == b.dscp &&
           a.port == b.port && a.protocol == b.protocol;
}

void
EncodeIntShim(const IntShim& shim, uint8_t* bytes)
{
    bytes[0] = static_cast<uint8_t>(shim.type << 4 | (shim.npt & 0x03) << 2);
    bytes[1] = shim.length;
    switch (shim.npt)
    {
    case INT_NPT_DSCP:
        StoreBig16(bytes + 2, static_cast<uint16_t>((shim.dscp & 0x3f) << 2));
        break;
    case INT_NPT_PORT:
        StoreBig16(bytes + 2, shim.port);
        break;
    case INT_NPT_PROTOCOL:
        StoreBig16(bytes + 2, shim.protocol);
        break;
    default:
        StoreBig16(bytes + 2, 0);
        break;
    }
}

IntShim
DecodeIntShim(const uint8_t* bytes)
{
    IntShim shim;
    shim.type = bytes[0] >> 4;
    shim.npt = bytes[0] >> 2 & 0x03;
    shim.length = bytes[1];
    switch (shim.npt)
    {
    case INT_NPT_DSCP:
        shim.dscp = bytes[3] >> 2;
        break;
    case INT_NPT_PORT:
        shim.port = LoadBig16(bytes + 2);
        break;
    case INT_NPT_PROTOCOL:
        shim.protocol = bytes[3];
        break;
    default:
        break;
    }
    return shim;
}

bool
operator==(const IntHeader& a, const IntHeader& b)
{
    return a.version == b.version && a.discard == b.discard && a.exceeded == b.exceeded &&
           a.mtuExceeded == b.mtuExceeded && a.hopMl == b.hopMl &&
           a.remainingHops == b.remainingHops && a.bitmap == b.bitmap && a.domainId == b.domainId &&
           a.domainInstructions == b.domainInstructions && a.domainFlags == b.domainFlags;
}

void
EncodeIntHeader(const IntHeader& header, IntType type, uint8_t* bytes)
{
    uint16_t first = static_cast<uint16_t>(header.version << VERSION_SHIFT);
    first |= header.discard ? INT_DISCARD_BIT : 0;
    uint8_t hopMl = 0;
    uint8_t remainingHops = 0;
    if (type == INT_MD)
    {
        first |= header.exceeded ? INT_EXCEEDED_BIT : 0;
        first |= header.mtuExceeded ? INT_MTU_BIT : 0;
        hopMl = header.hopMl & HOP_ML_MASK;
        remainingHops = header.remainingHops;
    }
    StoreBig16(bytes, first);
    bytes[2] = hopMl;
    bytes[3] = remainingHops;
    StoreBig16(bytes + 4, header.bitmap);
    StoreBig16(bytes + 6, header.domainId);
    StoreBig16(bytes + 8, header.domainInstructions);
    StoreBig16(bytes + 10, header.domainFlags);
}

IntHeader
DecodeIntHeader(const uint8_t* bytes, IntType type)
{
    const uint16_t first = LoadBig16(bytes);
    IntHeader header;
    header.version = static_cast<uint8_t>(first >> VERSION_SHIFT);
    header.discard = (first & INT_DISCARD_BIT) != 0;
    if (type == INT_MD)
    {
        header.exceeded = (first & INT_EXCEEDED_BIT) != 0;
        header.mtuExceeded = (first & INT_MTU_BIT) != 0;
        header.hopMl = bytes[2] & HOP_ML_MASK;
        header.remainingHops = bytes[3];
    }
    header.bitmap = LoadBig16(bytes + 4);
    header.domainId = LoadBig16(bytes + 6);
    header.domainInstructions = LoadBig16(bytes + 8);
    header.domainFlags = LoadBig16(bytes + 10);
    return header;
}

} // namespace ns3::synthnet
