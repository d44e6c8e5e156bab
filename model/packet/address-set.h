/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ADDRESS_SET_H
#define SYNTHNET_ADDRESS_SET_H

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// An address of IPv4, then in the first 4 bytes, or of IPv6, as FlowEnd has it.
using IpAddressBytes = std::array<uint8_t, 16>;

/// @ingroup synthnet-packet
/// @param version of IP, 4 or 6
/// @return "10.0.0.1", "fe80::1"
std::string AddressText(uint8_t version, const IpAddressBytes& address);

/**
 * @ingroup synthnet-packet
 * @brief Addresses and networks of IPv4 and IPv6.
 */
class AddressSet
{
  public:
    /**
     * @param text such as "10.0.0.0/8,192.168.1.7,fe80::/10"; empty: none
     * @throws InputError when a part of it is no address and no network
     */
    static AddressSet Parse(const std::string& text);

    /// @param bits of the address that count: at most 32 or 128
    void Add(uint8_t version, const IpAddressBytes& address, unsigned bits);

    bool Has(uint8_t version, const IpAddressBytes& address) const;
    bool IsEmpty() const;
    std::string Text() const; //!< as Parse() takes it

  private:
    struct Network
    {
        uint8_t version;
        IpAddressBytes address;
        unsigned bits;
    };

    std::vector<Network> m_networks; //!< as they were added
    /// Networks by version and bits, with the address's other bits 0.
    std::map<std::pair<uint8_t, unsigned>, std::set<IpAddressBytes>> m_byBits;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ADDRESS_SET_H
