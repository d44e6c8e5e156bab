/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_HEAD_H
#define SYNTHNET_INT_HEAD_H

#include "int-place.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief The first bytes of a packet while INT is put in, changed and taken out: every change keeps
 * the lengths and checksums of IPv4, IPv6, UDP and TCP right, without looking at the payload.
 *
 * Checksums are updated incrementally (RFC 1624, equation 3), so that a wrong one stays wrong by as
 * much, and taking out what was put in restores the one that was there. A UDP checksum of 0, which
 * says that there is none, stays 0. A TCP checksum of 0xffff would come back as 0: see
 * CanCarryInt().
 */
class IntHead
{
  public:
    /**
     * @param bytes the start of a packet, up to its payload at least
     * @param place of INT in them, as FindIntPlace() says
     * @param hasChecksums false: checksums are not computed in this network, and stay as they are
     */
    IntHead(std::vector<uint8_t> bytes, const IntPlace& place, bool hasChecksums);

    /// @return what there is now
    const std::vector<uint8_t>& Bytes() const;

    /// @return the place of INT, with the values that were there at first
    const IntPlace& Place() const;

    /// @return bytes of the whole packet, by its IP header
    std::size_t PacketBytes() const;

    /// @return whether the packet has so many bytes behind the headers, by the lengths of IP and
    ///         UDP, which agree
    bool Holds(std::size_t count) const;

    /// @brief Sets the 6 bits of the DSCP.
    void SetDscp(uint8_t dscp);

    /// @brief Sets the destination port of UDP or TCP.
    void SetDestinationPort(uint16_t port);

    /// @brief Sets 16 bits at or behind the payload's start.
    /// @param offset even
    void SetWord(std::size_t offset, uint16_t value);

    /**
     * @brief Puts bytes in at or behind the payload's start.
     * @param offset even, of the first one
     * @param count even; the packet is no longer than 65535 bytes with them
     */
    void Insert(std::size_t offset, const uint8_t* bytes, std::size_t count);

    /// @brief Takes bytes out that lie at or behind the payload's start.
    /// @param offset even; @param count even, no more than the packet Holds()
    void Erase(std::size_t offset, std::size_t count);

  private:
    void SetIpv4Word(std::size_t offset, uint16_t value);
    void Lengthen(int change);
    void UpdateL4(uint64_t removed, uint64_t added);

    std::vector<uint8_t> m_bytes;
    IntPlace m_place;
    bool m_hasChecksums;
};

/**
 * @ingroup synthnet-telemetry
 * @return whether a sink can restore this packet: its lengths agree, and its TCP checksum is not
 *         0xffff. That is the other form of 0, which receivers take as well, but which no
 *         computation gives (RFC 1624, section 3): incremental updates make 0 of it.
 */
bool CanCarryInt(const IntHead& head);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_HEAD_H
