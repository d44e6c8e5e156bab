/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "address-set.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstddef>
#include <optional>
#include <sstream>
#include <sys/socket.h>

namespace ns3::synthnet
{
namespace
{

unsigned
BitsOf(uint8_t version)
{
    return version == 4 ? 32 : 128;
}

/// @return the address with only its first bits
IpAddressBytes
BeginningOf(IpAddressBytes address, unsigned bits)
{
    for (std::size_t i = bits / 8; i < address.size(); ++i)
    {
        const unsigned kept = i == bits / 8 ? bits % 8 : 0;
        address[i] &= static_cast<uint8_t>(0xff00 >> kept);
    }
    return address;
}

/// @return a whole number up to @p most; nothing when the text is none
std::optional<unsigned>
ParseBits(const std::string& text, unsigned most)
{
    const bool isNumber = !text.empty() && text.size() <= 3 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    if (!isNumber || std::stoul(text) > most)
    {
        return std::nullopt;
    }
    return static_cast<unsigned>(std::stoul(text));
}

} // namespace

std::string
AddressText(uint8_t version, const IpAddressBytes& address)
{
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(version == 4 ? AF_INET : AF_INET6, address.data(), text, sizeof text);
    return text;
}

AddressSet
AddressSet::Parse(const std::string& text)
{
    AddressSet set;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');)
    {
        const auto slash = part.find('/');
        const std::string name = part.substr(0, slash);
        const uint8_t version = name.find(':') == std::string::npos ? 4 : 6;
        IpAddressBytes address{};
        const bool isAddress =
            inet_pton(version == 4 ? AF_INET : AF_INET6, name.c_str(), address.data()) == 1;
        const auto bits = slash == std::string::npos
                              ? std::optional(BitsOf(version))
                              : ParseBits(part.substr(slash + 1), BitsOf(version));
        if (!isAddress || !bits)
        {
            throw InputError("'" + part +
                             "' is no address, expected such as 192.168.1.7 or 10.0.0.0/8, several "
                             "with commas between them");
        }
        set.Add(version, address, *bits);
    }
    return set;
}

void
AddressSet::Add(uint8_t version, const IpAddressBytes& address, unsigned bits)
{
    m_networks.push_back({version, address, bits});
    m_byBits[{version, bits}].insert(BeginningOf(address, bits));
}

bool
AddressSet::Has(uint8_t version, const IpAddressBytes& address) const
{
    return std::any_of(m_byBits.begin(), m_byBits.end(), [&](const auto& networks) {
        const auto& [which, beginnings] = networks;
        const auto& [itsVersion, bits] = which;
        return itsVersion == version && beginnings.count(BeginningOf(address, bits)) > 0;
    });
}

bool
AddressSet::IsEmpty() const
{
    return m_networks.empty();
}

std::string
AddressSet::Text() const
{
    std::string text;
    for (const Network& network : m_networks)
    {
        text += (text.empty() ? "" : ",") + AddressText(network.version, network.address);
        if (network.bits != BitsOf(network.version))
        {
            text += "/" + std::to_string(network.bits);
        }
    }
    return text;
}

} // namespace ns3::synthnet
