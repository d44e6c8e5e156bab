/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_FLOW_PACKETS_H
#define SYNTHNET_TEST_FLOW_PACKETS_H

#include "ns3/editable-packet.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/// Packets between 10.0.0.1:40000 and 198.18.0.2:443 whose lengths and checksums are right.
class FlowPackets
{
  public:
    explicit FlowPackets(uint8_t version = 4)
        : m_version(version)
    {
    }

    std::vector<uint8_t> Segment(bool isForward,
                                 uint8_t flags,
                                 uint32_t sequence,
                                 uint32_t acknowledgement,
                                 std::size_t payload,
                                 const std::vector<uint8_t>& options = {}) const
    {
        EditablePacket packet = Between(isForward, PROTOCOL_TCP, payload);
        packet.tcp.flags = flags;
        packet.tcp.sequence = sequence;
        packet.tcp.acknowledgement = acknowledgement;
        packet.tcp.window = 60000;
        packet.tcp.options = options;
        return Bytes(packet);
    }

    std::vector<uint8_t> Datagram(bool isForward, std::size_t payload) const
    {
        EditablePacket packet = Between(isForward, PROTOCOL_UDP, payload);
        return Bytes(packet);
    }

    /// A connection of 4 exchanges, opened and closed.
    std::vector<std::vector<uint8_t>> Connection() const
    {
        std::vector<std::vector<uint8_t>> packets;
        uint32_t client = 1000;
        uint32_t server = 0xfffffff0; // which wraps
        packets.push_back(Segment(true, TCP_SYN, client++, 0, 0, {2, 4, 5, 0xb4}));
        packets.push_back(Segment(false, TCP_SYN | TCP_ACK, server++, client, 0, {2, 4, 5, 0xb4}));
        packets.push_back(Segment(true, TCP_ACK, client, server, 0));
        for (int i = 0; i < 4; ++i)
        {
            packets.push_back(Segment(true, TCP_ACK | TCP_PSH, client, server, 100));
            client += 100;
            for (int segment = 0; segment < 3; ++segment)
            {
                packets.push_back(Segment(false, TCP_ACK, server, client, 1000));
                server += 1000;
            }
            packets.push_back(Segment(true, TCP_ACK, client, server, 0));
        }
        packets.push_back(Segment(true, TCP_ACK | TCP_FIN, client++, server, 0));
        packets.push_back(Segment(false, TCP_ACK | TCP_FIN, server++, client, 0));
        packets.push_back(Segment(true, TCP_ACK, client, server, 0));
        return packets;
    }

  private:
    EditablePacket Between(bool isForward, uint8_t protocol, std::size_t payload) const
    {
        EditablePacket packet;
        packet.version = m_version;
        packet.hopLimit = 64;
        packet.dontFragment = m_version == 4;
        packet.protocol = protocol;
        FlowEnd client;
        FlowEnd server;
        client.address = {10, 0, 0, 1};
        client.port = 40000;
        server.address = {198, 18, 0, 2};
        server.port = 443;
        packet.source = isForward ? client : server;
        packet.destination = isForward ? server : client;
        packet.checksum = 1; // of UDP: used
        packet.payload.assign(payload, 0x5a);
        return packet;
    }

    static std::vector<uint8_t> Bytes(EditablePacket& packet)
    {
        AssembleHeaders(packet);
        AssembleChecksums(packet);
        return packet.bytes;
    }

    uint8_t m_version;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_FLOW_PACKETS_H
