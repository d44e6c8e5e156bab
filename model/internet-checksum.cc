/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "internet-checksum.h"

#include "ns3/big-endian.h"

namespace ns3::synthnet
{

uint64_t
InternetSum(const uint8_t* bytes, std::size_t count)
{
    // 32 bits at a time are two words at once: 2^16 is 1 modulo 65535.
    uint64_t sum = 0;
    std::size_t at = 0;
    for (; at + 4 <= count; at += 4)
    {
        sum += LoadBig32(bytes + at);
    }
    if (at + 2 <= count)
    {
        sum += LoadBig16(bytes + at);
        at += 2;
    }
    if (at < count)
    {
        sum += uint64_t{bytes[at]} << 8;
    }
    return sum;
}

uint16_t
FoldInternetSum(uint64_t sum)
{
    while (sum >> 16 != 0)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

} // namespace ns3::synthnet
