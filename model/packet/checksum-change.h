/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CHECKSUM_CHANGE_H
#define SYNTHNET_CHECKSUM_CHANGE_H

#include "ns3/internet-checksum.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief How a checksum changes with what it sums, which need not all be there (RFC 1624).
 */
class ChecksumChange
{
  public:
    /// Puts a number of 16 bits in the place of another.
    void Replace(uint16_t before, uint16_t after)
    {
        m_sum += static_cast<uint16_t>(~before);
        m_sum += after;
    }

    /// @return the checksum that follows, RFC 1624's equation 3
    uint16_t Apply(uint16_t checksum) const
    {
        return InternetChecksum(static_cast<uint16_t>(~checksum) + m_sum);
    }

    /// The same of UDP's checksum: 0 says that there is none, and stays (RFC 768).
    uint16_t ApplyToUdp(uint16_t checksum) const
    {
        const uint16_t after = Apply(checksum);
        return checksum == 0 ? 0 : after == 0 ? 0xffff : after;
    }

  private:
    uint64_t m_sum{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CHECKSUM_CHANGE_H
