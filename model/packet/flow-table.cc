/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-table.h"

#include "address-set.h"
#include "tcp-side.h"

#include "ns3/big-endian.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_FRAGMENTED = 4096; // packets whose later fragments are waited for

uint32_t
FragmentId(const uint8_t* bytes, const PacketLayers& layers)
{
    return layers.fragmentAt ? LoadBig32(bytes + *layers.fragmentAt + 4) : LoadBig16(bytes + 4);
}

std::string
EndText(const FlowEnd& end, uint8_t version)
{
    const std::string text = AddressText(version, end.address);
    if (end.port == 0)
    {
        return text;
    }
    return (version == 4 ? text : "[" + text + "]") + ":" + std::to_string(end.port);
}

std::string
ProtocolText(uint8_t protocol)
{
    switch (protocol)
    {
    case PROTOCOL_TCP:
        return "TCP";
    case PROTOCOL_UDP:
        return "UDP";
    case PROTOCOL_ICMP:
        return "ICMP";
    case PROTOCOL_ICMPV6:
        return "ICMPv6";
    default:
        return "protocol " + std::to_string(protocol);
    }
}

} // namespace

std::string
FlowEnds::Text() const
{
    return ProtocolText(protocol) + " " + EndText(source, version) + " " +
           EndText(destination, version);
}

void
ReadAddresses(const uint8_t* header, FlowEnds& ends)
{
    const std::size_t size = AddressBytes(ends.version);
    const uint8_t* source = header + AddressesAt(ends.version);
    std::copy_n(source, size, ends.source.address.begin());
    std::copy_n(source + size, size, ends.destination.address.begin());
}

void
WriteAddresses(const FlowEnds& ends, uint8_t* header)
{
    const std::size_t size = AddressBytes(ends.version);
    uint8_t* source = header + AddressesAt(ends.version);
    std::copy_n(ends.source.address.begin(), size, source);
    std::copy_n(ends.destination.address.begin(), size, source + size);
}

FlowEnds
ReadEnds(const uint8_t* bytes, const PacketLayers& layers)
{
    FlowEnds ends;
    ends.version = layers.version;
    ends.protocol = layers.protocol;
    if (layers.networkBytes == 0 || layers.end < layers.networkBytes)
    {
        return ends;
    }
    ReadAddresses(bytes, ends);
    if (layers.Has(PROTOCOL_TCP) || layers.Has(PROTOCOL_UDP))
    {
        ends.source.port = LoadBig16(bytes + layers.transportAt);
        ends.destination.port = LoadBig16(bytes + layers.transportAt + 2);
    }
    return ends;
}

FlowTable::Place
FlowTable::Add(const uint8_t* bytes, const PacketLayers& layers)
{
    FlowEnds ends = ReadEnds(bytes, layers);
    if (layers.isFragment)
    {
        const FragmentKey key{ends.version,
                              ends.version == 4 ? ends.protocol : uint8_t{0},
                              ends.source.address,
                              ends.destination.address,
                              FragmentId(bytes, layers)};
        if (!layers.isLaterFragment)
        {
            if (m_fragments.size() >= MOST_FRAGMENTED)
            {
                m_fragments.clear();
            }
            m_fragments[key] = ends;
        }
        else if (const auto first = m_fragments.find(key); first != m_fragments.end())
        {
            ends = first->second;
        }
    }
    return Add(ends, layers.Has(PROTOCOL_TCP) ? bytes[layers.transportAt + 13] : 0);
}

FlowTable::Place
FlowTable::Add(const FlowEnds& ends, uint8_t tcpFlags)
{
    const auto [found, isNew] = m_current.try_emplace(ends.Ordered());
    Current& current = found->second;
    const bool opensAnew = current.hasClosed && (tcpFlags & (TCP_SYN | TCP_ACK)) == TCP_SYN;
    if (isNew || opensAnew)
    {
        current = {m_flows.size(), false};
        m_flows.push_back(ends);
    }
    current.hasClosed = current.hasClosed || (tcpFlags & (TCP_FIN | TCP_RST)) != 0;
    return {current.flow, m_flows[current.flow] == ends};
}

std::size_t
FlowTable::Flows() const
{
    return m_flows.size();
}

const FlowEnds&
FlowTable::Ends(std::size_t flow) const
{
    return m_flows[flow];
}

std::size_t
FlowEndsHash::operator()(const FlowEnds& ends) const
{
    // FNV-1a.
    uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&](uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3; };
    for (const FlowEnd* end : {&ends.source, &ends.destination})
    {
        for (const uint8_t byte : end->address)
        {
            add(byte);
        }
        add(static_cast<uint8_t>(end->port >> 8));
        add(static_cast<uint8_t>(end->port));
    }
    add(ends.version);
    add(ends.protocol);
    return hash;
}

} // namespace ns3::synthnet
