/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INTERNET_CHECKSUM_H
#define SYNTHNET_INTERNET_CHECKSUM_H

#include <cstddef>
#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief The sum of RFC 1071: of 16-bit words in network byte order, without the carry folded in.
 * @param bytes at any address; an odd one at the end counts as if a zero followed
 * @param count how many there are
 * @return words whose sum modulo 65535 it is; sums of several stretches of even lengths add up
 */
uint64_t InternetSum(const uint8_t* bytes, std::size_t count);

/// @ingroup synthnet
/// @return the sum in 16 bits, the carry folded in
uint16_t FoldInternetSum(uint64_t sum);

/// @ingroup synthnet
/// @return the checksum that makes all that was summed right
inline uint16_t
InternetChecksum(uint64_t sum)
{
    return static_cast<uint16_t>(~FoldInternetSum(sum));
}

} // namespace ns3::synthnet

#endif // SYNTHNET_INTERNET_CHECKSUM_H
