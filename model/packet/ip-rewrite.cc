/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ip-rewrite.h"

#include "checksum-change.h"
#include "packet-checksums.h"

#include "ns3/big-endian.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <optional>
#include <sstream>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t IPV4_LENGTH_AT = 2;
constexpr std::size_t IPV6_LENGTH_AT = 4;

/// Puts a number in the place of another and says so to the sums.
void
Store(std::vector<uint8_t>& packet,
      std::size_t at,
      uint16_t value,
      ChecksumChange& change,
      ChecksumChange* other)
{
    const uint16_t before = LoadBig16(&packet[at]);
    change.Replace(before, value);
    if (other)
    {
        other->Replace(before, value);
    }
    StoreBig16(&packet[at], value);
}

std::optional<uint16_t>
ParsePort(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() <= 5 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    const unsigned long port = isNumber ? std::stoul(text) : 0;
    return port >= 1 && port <= UINT16_MAX ? std::optional(static_cast<uint16_t>(port))
                                           : std::nullopt;
}

} // namespace

PortMap
ParsePortMap(const std::string& text)
{
    PortMap ports;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');)
    {
        const auto equals = part.find('=');
        const auto from = ParsePort(part.substr(0, equals));
        const auto to =
            equals == std::string::npos ? std::nullopt : ParsePort(part.substr(equals + 1));
        if (!from || !to)
        {
            throw InputError("'" + part +
                             "' maps no port, expected such as 443=8443, several with commas "
                             "between them");
        }
        ports[*from] = *to;
    }
    return ports;
}

std::size_t
IpBytes(const uint8_t* bytes, const PacketLayers& layers, std::size_t wire)
{
    const bool isIpv4 = layers.version == 4;
    const std::size_t length = LoadBig16(bytes + (isIpv4 ? IPV4_LENGTH_AT : IPV6_LENGTH_AT));
    const std::size_t most = isIpv4 ? UINT16_MAX : IPV6_BYTES + UINT16_MAX;
    return std::min({wire, length == 0 ? wire : layers.declared, most});
}

std::vector<uint8_t>
WholePacket(const uint8_t* bytes, const PacketLayers& layers, std::size_t size)
{
    std::vector<uint8_t> packet(bytes, bytes + std::min(size, layers.end));
    packet.resize(size);
    const bool isIpv4 = layers.version == 4;
    const std::size_t at = isIpv4 ? IPV4_LENGTH_AT : IPV6_LENGTH_AT;
    const std::size_t length = isIpv4 ? size : size - IPV6_BYTES;
    if (LoadBig16(&packet[at]) != 0)
    {
        return packet;
    }
    ChecksumChange change;
    Store(packet, at, static_cast<uint16_t>(length), change, nullptr);
    if (isIpv4)
    {
        StoreBig16(&packet[IPV4_CHECKSUM_AT], change.Apply(LoadBig16(&packet[IPV4_CHECKSUM_AT])));
    }
    return packet;
}

void
RewriteEnds(std::vector<uint8_t>& packet,
            const PacketLayers& layers,
            const IpAddressBytes& source,
            const IpAddressBytes& destination,
            const PortMap& ports)
{
    const bool isIpv4 = layers.version == 4;
    ChecksumChange network;
    ChecksumChange transport;
    std::size_t at = AddressesAt(layers.version);
    const bool isFinal = !HasSegmentsLeft(packet.data(), layers);
    for (const IpAddressBytes* address : {&source, &destination})
    {
        const bool isSummed = address == &source || isFinal;
        for (std::size_t i = 0; i < AddressBytes(layers.version); i += 2, at += 2)
        {
            Store(packet,
                  at,
                  LoadBig16(address->data() + i),
                  network,
                  isSummed ? &transport : nullptr);
        }
    }
    if (isIpv4)
    {
        StoreBig16(&packet[IPV4_CHECKSUM_AT], network.Apply(LoadBig16(&packet[IPV4_CHECKSUM_AT])));
    }
    if (layers.Has(PROTOCOL_TCP) || layers.Has(PROTOCOL_UDP))
    {
        for (const std::size_t portAt : {layers.transportAt, layers.transportAt + 2})
        {
            if (const auto port = ports.find(LoadBig16(&packet[portAt])); port != ports.end())
            {
                Store(packet, portAt, port->second, transport, nullptr);
            }
        }
    }
    const auto checksumAt = TransportChecksumAt(layers);
    if (!checksumAt || layers.Has(PROTOCOL_ICMP)) // which does not sum the addresses
    {
        return;
    }
    const uint16_t before = LoadBig16(&packet[*checksumAt]);
    StoreBig16(&packet[*checksumAt],
               layers.Has(PROTOCOL_UDP) ? transport.ApplyToUdp(before) : transport.Apply(before));
}

} // namespace ns3::synthnet
