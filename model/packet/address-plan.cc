/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "address-plan.h"

#include "packet-layers.h"

#include "ns3/big-endian.h"
#include "ns3/ethernet-frame.h"
#include "ns3/input-error.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t PLAN_STREAM = 42; // of random numbers
constexpr std::size_t EPHEMERAL_FIRST = 32768;
constexpr std::size_t EPHEMERAL_COUNT = 28232;
constexpr uint16_t SERVER_PORT = 443;
constexpr std::size_t CLIENTS4 = 256 * 256 * 254; // addresses of IPv4 that are drawn from
constexpr std::size_t SERVERS4 = 2 * 256 * 254;

constexpr std::size_t ARP_BYTES = 8; // before the addresses

bool
IsSpecial(uint8_t version, const std::array<uint8_t, 16>& address)
{
    if (version == 4)
    {
        return address[0] == 0 || address[0] == 127 || address[0] >= 224;
    }
    const bool isShort =
        std::all_of(address.begin(), address.end() - 1, [](uint8_t byte) { return byte == 0; });
    return address[0] == 0xff || (isShort && address[15] <= 1);
}

} // namespace

AddressPlan::AddressPlan(uint64_t seed)
    : m_random(seed, PLAN_STREAM)
{
}

FlowEnds
AddressPlan::Draw(uint8_t version, uint8_t protocol)
{
    FlowEnds ends;
    ends.version = version;
    ends.protocol = protocol;
    ends.source.address = DrawAddress(version, false);
    ends.destination.address = DrawAddress(version, true);
    if (protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP)
    {
        ends.source.port = static_cast<uint16_t>(EPHEMERAL_FIRST + m_random.Below(EPHEMERAL_COUNT));
        ends.destination.port = SERVER_PORT;
    }
    return ends;
}

FlowEnds
AddressPlan::Replace(const FlowEnds& ends)
{
    FlowEnds replaced = ends;
    replaced.source.address = Replace(ends.version, ends.source.address, false);
    replaced.destination.address = Replace(ends.version, ends.destination.address, true);
    return replaced;
}

AddressPlan::Address
AddressPlan::DrawAddress(uint8_t version, bool isServer)
{
    Address address{};
    const auto draw = [&](std::size_t bound) {
        return static_cast<uint8_t>(m_random.Below(bound));
    };
    if (version == 4)
    {
        address[0] = isServer ? 198 : 10;
        address[1] = static_cast<uint8_t>(isServer ? 18 + draw(2) : draw(256));
        address[2] = draw(256);
        address[3] = static_cast<uint8_t>(1 + draw(254)); // neither a network nor a broadcast
        return address;
    }
    address = {0x20, 0x01, 0x0d, 0xb8};
    address[5] = isServer ? 1 : 0;
    for (std::size_t i = 8; i < address.size(); ++i)
    {
        address[i] = draw(256);
    }
    address[15] |= 1;
    return address;
}

AddressPlan::Address
AddressPlan::Replace(uint8_t version, const Address& address, bool isServer)
{
    if (IsSpecial(version, address))
    {
        return address;
    }
    auto& replaced = version == 4 ? m_replaced4 : m_replaced6;
    const auto [found, isNew] = replaced.try_emplace(address);
    if (isNew)
    {
        found->second = DrawUnused(version, isServer);
    }
    return found->second;
}

AddressPlan::Address
AddressPlan::DrawUnused(uint8_t version, bool isServer)
{
    if (version == 4)
    {
        isServer = isServer && m_servers4 < SERVERS4;
        std::size_t& drawn = isServer ? m_servers4 : m_clients4;
        if (!isServer && drawn == CLIENTS4)
        {
            throw InputError("more addresses than the plan has, expected at most " +
                             std::to_string(CLIENTS4 + SERVERS4) + " of IPv4");
        }
        ++drawn;
    }
    for (;;)
    {
        const Address address = DrawAddress(version, isServer);
        if (m_used.insert(address).second)
        {
            return address;
        }
    }
}

void
AddressPlan::ReplaceInArp(uint8_t* bytes, std::size_t size)
{
    if (size < ARP_BYTES || LoadBig16(bytes + 2) != ETHER_IPV4 || bytes[5] != 4)
    {
        return;
    }
    const std::size_t hardware = bytes[4];
    for (const std::size_t at : {ARP_BYTES + hardware, ARP_BYTES + 2 * hardware + 4})
    {
        Address address{};
        if (size < at + 4)
        {
            std::fill(bytes + std::min(at, size), bytes + size, 0); // a part of one
            return;
        }
        std::copy_n(bytes + at, 4, address.begin());
        std::copy_n(Replace(4, address, false).begin(), 4, bytes + at);
    }
}

} // namespace ns3::synthnet
