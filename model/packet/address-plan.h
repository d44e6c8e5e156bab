/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ADDRESS_PLAN_H
#define SYNTHNET_ADDRESS_PLAN_H

#include "flow-table.h"

#include "ns3/random-numbers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Draws addresses and ports that are nobody's.
 *
 * A flow's first source gets an address of 10.0.0.0/8 (RFC 1918) or 2001:db8::/48, the other end
 * one of 198.18.0.0/15 (RFC 2544) or 2001:db8:1::/48 (RFC 3849); ports are 32768 to 60999, from
 * which Linux draws, and 443.
 */
class AddressPlan
{
  public:
    explicit AddressPlan(uint64_t seed);

    /// @return a new flow's ends, of the version and protocol
    FlowEnds Draw(uint8_t version, uint8_t protocol);

    /**
     * @brief Replaces the addresses of a flow: always one by the same, ports stay.
     *
     * Multicast, broadcast, loopback and unspecified addresses stay. No two addresses get the same
     * one: of more than 130,048 servers of IPv4 the rest get those of clients.
     * @throws InputError when even those are used up
     */
    FlowEnds Replace(const FlowEnds& ends);

    /**
     * @brief Replaces IPv4's addresses in a message of ARP (RFC 826): those of flows as there,
     * others as a client's.
     * @param bytes from ARP's header on; of an address that is cut off, the rest becomes 0
     */
    void ReplaceInArp(uint8_t* bytes, std::size_t size);

  private:
    using Address = std::array<uint8_t, 16>;

    Address DrawAddress(uint8_t version, bool isServer);
    Address DrawUnused(uint8_t version, bool isServer);
    Address Replace(uint8_t version, const Address& address, bool isServer);

    RandomNumbers m_random;
    std::map<Address, Address> m_replaced4;
    std::map<Address, Address> m_replaced6;
    std::set<Address> m_used;  //!< in place of others
    std::size_t m_clients4{0}; //!< of them
    std::size_t m_servers4{0}; //!< of them
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ADDRESS_PLAN_H
