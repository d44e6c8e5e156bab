/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_INT_PACKETS_H
#define SYNTHNET_TEST_INT_PACKETS_H

#include "ns3/big-endian.h"
#include "ns3/int-head.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace ns3::synthnet
{

using PacketBytes = std::vector<uint8_t>;

/// What a test packet is made of; the checksums are computed from all of it.
struct TestPacket
{
    bool isIpv6{false};
    bool isTcp{false};
    uint8_t trafficClass{0};   //!< DSCP and ECN
    std::size_t ipOptions{0};  //!< bytes, a multiple of 4 (IPv6: of 8, an extension)
    std::size_t tcpOptions{0}; //!< bytes, a multiple of 4
    uint16_t sourcePort{4196};
    uint16_t destinationPort{9028};
    PacketBytes payload = PacketBytes(64, 'a');
    bool hasUdpChecksum{true};

    PacketBytes Bytes() const;
};

/// @return the one's complement sum of 16-bit words, folded
inline uint16_t
OnesSum(const uint8_t* bytes, std::size_t count, uint32_t sum = 0)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

/// Where things are in a packet of TestPacket, by its own bytes.
struct PacketLayout
{
    explicit PacketLayout(const PacketBytes& packet)
        : isIpv6(packet.at(0) >> 4 == 6)
    {
        if (isIpv6)
        {
            const bool hasExtension = packet[6] == 60;
            l4 = 40 + (hasExtension ? 8 * (packet[41] + 1U) : 0);
            isTcp = (hasExtension ? packet[40] : packet[6]) == 6;
            bytes = 40U + LoadBig16(&packet[4]);
        }
        else
        {
            l4 = 4 * (packet[0] & 0x0fU);
            isTcp = packet[9] == 6;
            bytes = LoadBig16(&packet[2]);
        }
        checksum = l4 + (isTcp ? 16 : 6);
    }

    bool isIpv6;
    bool isTcp{false};
    std::size_t l4{0};
    std::size_t bytes{0}; //!< by the IP header
    std::size_t checksum{0};
};

/// @return the sum over pseudo header, UDP or TCP header and payload: 0xffff when the checksum in
///         it is right, the complement of the checksum when that is 0
inline uint16_t
L4Sum(const PacketBytes& packet)
{
    const PacketLayout layout(packet);
    const auto l4Bytes = static_cast<uint32_t>(packet.size() - layout.l4);
    const uint32_t pseudo = l4Bytes + (layout.isTcp ? 6 : 17);
    const uint16_t addresses = layout.isIpv6 ? OnesSum(&packet[8], 32) : OnesSum(&packet[12], 8);
    return OnesSum(&packet[layout.l4], l4Bytes, OnesSum(nullptr, 0, pseudo) + uint32_t{addresses});
}

inline PacketBytes
TestPacket::Bytes() const
{
    const std::size_t ipBytes = (isIpv6 ? 40 : 20) + ipOptions;
    const std::size_t l4Bytes = isTcp ? 20 + tcpOptions : 8;
    PacketBytes packet(ipBytes + l4Bytes);
    packet.insert(packet.end(), payload.begin(), payload.end());
    const auto size = static_cast<uint16_t>(packet.size());
    const uint8_t protocol = isTcp ? 6 : 17;
    if (isIpv6)
    {
        StoreBig16(&packet[0], static_cast<uint16_t>(0x6000 | trafficClass << 4));
        StoreBig16(&packet[4], static_cast<uint16_t>(size - 40));
        packet[6] = ipOptions > 0 ? 60 : protocol;
        packet[7] = 63;
        packet[8] = packet[24] = 0x20;
        packet[23] = 1;
        packet[39] = 2;
        if (ipOptions > 0)
        {
            packet[40] = protocol;
            packet[41] = static_cast<uint8_t>(ipOptions / 8 - 1);
        }
    }
    else
    {
        packet[0] = static_cast<uint8_t>(0x40 | ipBytes / 4);
        packet[1] = trafficClass;
        StoreBig16(&packet[2], size);
        packet[5] = 1; // id
        packet[8] = 63;
        packet[9] = protocol;
        StoreBig32(&packet[12], 0xc6010111); // 198.1.1.17
        StoreBig32(&packet[16], 0xc6010212); // 198.1.2.18
        for (std::size_t i = 20; i < ipBytes; ++i)
        {
            packet[i] = 1; // no operation
        }
        StoreBig16(&packet[10], static_cast<uint16_t>(~OnesSum(packet.data(), ipBytes)));
    }
    uint8_t* l4 = &packet[ipBytes];
    StoreBig16(l4, sourcePort);
    StoreBig16(l4 + 2, destinationPort);
    if (isTcp)
    {
        StoreBig32(l4 + 4, 0x01020304);
        l4[12] = static_cast<uint8_t>((20 + tcpOptions) / 4 << 4);
        l4[13] = 0x10;
    }
    else
    {
        StoreBig16(l4 + 4, static_cast<uint16_t>(size - ipBytes));
    }
    if (isTcp || hasUdpChecksum)
    {
        const auto checksum = static_cast<uint16_t>(~L4Sum(packet));
        StoreBig16(l4 + (isTcp ? 16 : 6), checksum == 0 && !isTcp ? 0xffff : checksum);
    }
    return packet;
}

/// @return all of a packet, as a place to put INT in
inline IntHead
HeadOf(const PacketBytes& packet, bool hasChecksums = true)
{
    return {packet, FindIntPlace(packet.data(), packet.size()).value(), hasChecksums};
}

/// @return a packet of any kind that can carry INT
template <typename Random>
TestPacket
AnyPacket(Random& random)
{
    TestPacket packet;
    packet.isIpv6 = random() % 2;
    packet.isTcp = random() % 2;
    packet.trafficClass = static_cast<uint8_t>(random());
    packet.ipOptions = random() % 3 == 0 ? 8 * (random() % 6) : 0;
    packet.tcpOptions = packet.isTcp ? 4 * (random() % 11) : 0;
    packet.sourcePort = static_cast<uint16_t>(random());
    packet.destinationPort = static_cast<uint16_t>(random());
    packet.hasUdpChecksum = packet.isIpv6 || random() % 4 != 0;
    packet.payload.resize(random() % 1400);
    for (uint8_t& byte : packet.payload)
    {
        byte = static_cast<uint8_t>(random());
    }
    return packet;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_INT_PACKETS_H
