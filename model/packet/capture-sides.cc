/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-sides.h"

#include "tcp-side.h"

#include "flow-table.h"
#include "packet-layers.h"

#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// An address with its version.
using Host = std::pair<uint8_t, IpAddressBytes>;

/// What two hosts sent each other.
struct Pair
{
    uint64_t packets{0};
    uint64_t opened[2]{0, 0}; //!< flows, by the first host and by the second one
    bool hasSyn{false};       //!< TCP says who opens; else who sent the first packet
};

using Pairs = std::map<std::pair<Host, Host>, Pair>; // the lesser host first

bool
IsGroup(const Host& host) // broadcast or multicast
{
    const auto& [version, address] = host;
    if (version == 6)
    {
        return address[0] == 0xff;
    }
    return address[0] >> 4 == 14 || address[3] == 255; // as of nearly all networks
}

bool
IsPrivate(const Host& host)
{
    const auto& [version, address] = host;
    if (version == 6)
    {
        return (address[0] & 0xfe) == 0xfc || (address[0] == 0xfe && (address[1] & 0xc0) == 0x80);
    }
    return address[0] == 10 || (address[0] == 172 && address[1] >> 4 == 1) ||
           (address[0] == 192 && address[1] == 168);
}

bool
IsOpening(const uint8_t* bytes, const PacketLayers& layers)
{
    return layers.Has(PROTOCOL_TCP) &&
           (bytes[layers.transportAt + 13] & (TCP_SYN | TCP_ACK)) == TCP_SYN;
}

/// How much speaks for a host: its packets, then whether its address is private.
using Rank = std::tuple<uint64_t, bool, Host>;

/// @return hosts of which each pair has one: again and again the one with the most packets of the
///         pairs that are left
std::set<Host>
FindHosts(const Pairs& pairs)
{
    std::map<Host, uint64_t> packets;
    std::map<Host, std::vector<const Pairs::value_type*>> pairsOf;
    for (const auto& pair : pairs)
    {
        for (const Host& host : {pair.first.first, pair.first.second})
        {
            packets[host] += IsGroup(host) ? 0 : pair.second.packets;
            if (pairsOf[host].empty() || pairsOf[host].back() != &pair) // a host's with itself
            {
                pairsOf[host].push_back(&pair);
            }
        }
    }
    std::set<Rank> order;
    for (const auto& [host, count] : packets)
    {
        order.emplace(count, IsPrivate(host), host);
    }
    std::set<Host> found;
    std::size_t left = pairs.size();
    while (left > 0)
    {
        const Host most = std::get<Host>(*order.rbegin());
        order.erase(std::prev(order.end()));
        found.insert(most);
        for (const auto* pair : pairsOf[most])
        {
            const Host& peer = pair->first.first == most ? pair->first.second : pair->first.first;
            if (peer != most && found.count(peer) > 0)
            {
                continue; // it is no longer left
            }
            --left;
            if (const auto place = order.find({packets[peer], IsPrivate(peer), peer});
                place != order.end())
            {
                order.erase(place);
                packets[peer] -= IsGroup(peer) ? 0 : pair->second.packets;
                order.emplace(packets[peer], IsPrivate(peer), peer);
            }
        }
    }
    return found;
}

} // namespace

CaptureSides::CaptureSides(AddressSet addresses, bool areClients)
    : m_addresses(std::move(addresses)),
      m_areClients(areClients)
{
}

CaptureSides
CaptureSides::OfClients(AddressSet clients)
{
    return {std::move(clients), true};
}

CaptureSides
CaptureSides::OfServers(AddressSet servers)
{
    return {std::move(servers), false};
}

CaptureSides
CaptureSides::Find(CaptureReader& reader)
{
    Pairs pairs;
    while (const auto packet = reader.Next())
    {
        const uint8_t* ip = packet->Ip();
        const auto layers = packet->Layers();
        if (!layers || layers->networkBytes == 0)
        {
            continue;
        }
        const FlowEnds ends = ReadEnds(ip, *layers);
        const Host from{ends.version, ends.source.address};
        const Host to{ends.version, ends.destination.address};
        const bool isSecond = to < from;
        Pair& pair = pairs[isSecond ? std::pair(to, from) : std::pair(from, to)];
        if (IsOpening(ip, *layers))
        {
            if (!std::exchange(pair.hasSyn, true))
            {
                pair.opened[0] = pair.opened[1] = 0;
            }
            ++pair.opened[isSecond];
        }
        else if (pair.packets == 0)
        {
            pair.opened[isSecond] = 1;
        }
        ++pair.packets;
    }

    const std::set<Host> hosts = FindHosts(pairs);
    uint64_t byHosts = 0;
    uint64_t byOthers = 0;
    for (const auto& [pair, traffic] : pairs)
    {
        const bool areHosts[2] = {hosts.count(pair.first) > 0, hosts.count(pair.second) > 0};
        for (const int i : {0, 1})
        {
            byHosts += areHosts[i] && !areHosts[1 - i] ? traffic.opened[i] : 0;
            byOthers += !areHosts[i] && areHosts[1 - i] ? traffic.opened[i] : 0;
        }
    }
    AddressSet addresses;
    for (const auto& [version, address] : hosts)
    {
        addresses.Add(version, address, version == 4 ? 32 : 128);
    }
    return {std::move(addresses), byOthers <= byHosts};
}

bool
CaptureSides::IsClient(uint8_t version, const IpAddressBytes& address) const
{
    return m_addresses.Has(version, address) == m_areClients;
}

std::string
CaptureSides::Text() const
{
    return (m_areClients ? "clients " : "servers ") + m_addresses.Text();
}

} // namespace ns3::synthnet
