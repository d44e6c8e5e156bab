/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_RANDOM_PACKETS_H
#define SYNTHNET_TEST_RANDOM_PACKETS_H

#include "ns3/big-endian.h"
#include "ns3/nprint-layout.h"
#include "ns3/random-numbers.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/// Packets and columns of all kinds, for tests of what must hold for any.
class RandomPackets
{
  public:
    explicit RandomPackets(uint64_t seed)
        : m_random(seed, 0)
    {
    }

    uint64_t Below(uint64_t end)
    {
        return m_random.Below(end);
    }

    std::vector<uint8_t> Bytes(std::size_t count)
    {
        std::vector<uint8_t> bytes(count);
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(Below(256));
        }
        return bytes;
    }

    /// @return an IP packet whose lengths are right; all else in it is noise
    std::vector<uint8_t> Packet()
    {
        const bool isFour = Below(2) == 0;
        const std::size_t options = isFour ? 4 * Below(11) : 0;
        const std::size_t network = isFour ? 20 + options : 40;
        const uint8_t protocols[] = {6, 17, static_cast<uint8_t>(isFour ? 1 : 58), 47};
        const uint8_t protocol = protocols[Below(4)];
        const std::size_t transport = protocol == 6 ? 20 + 4 * Below(11) : protocol == 47 ? 0 : 8;
        std::vector<uint8_t> packet = Bytes(network + transport + Below(40));
        const std::size_t payload = packet.size() - network;
        if (isFour)
        {
            packet[0] = static_cast<uint8_t>(0x40 | network / 4);
            StoreBig16(&packet[2], static_cast<uint16_t>(packet.size()));
            StoreBig16(&packet[6], 0x4000);
            packet[9] = protocol;
        }
        else
        {
            packet[0] = static_cast<uint8_t>(0x60 | Below(16));
            StoreBig16(&packet[4], static_cast<uint16_t>(payload));
            packet[6] = protocol;
        }
        if (protocol == 6)
        {
            packet[network + 12] =
                static_cast<uint8_t>(transport / 4 << 4 | (packet[network + 12] & 0x0f));
        }
        if (protocol == 17)
        {
            StoreBig16(&packet[network + 4], static_cast<uint16_t>(payload));
        }
        return packet;
    }

    NprintChoice Choice()
    {
        NprintChoice choice;
        choice.eth = Below(2) == 0;
        choice.ipv4 = Below(2) == 0;
        choice.ipv6 = Below(2) == 0;
        choice.tcp = Below(2) == 0;
        choice.udp = Below(2) == 0;
        choice.icmp = true; // there is always a column
        choice.payload = Below(50);
        choice.index = static_cast<NprintIndex>(Below(6));
        choice.hasRts = Below(2) == 0;
        choice.hasTimes = Below(2) == 0;
        choice.hasAddresses = Below(2) == 0;
        return choice;
    }

    /// @return a row of the layout in which each cell is as likely 0, 1 or absent
    NprintRow Row(const NprintLayout& layout)
    {
        NprintRow row = layout.MakeRow();
        for (const uint32_t place : layout.Places())
        {
            if (const uint64_t cell = Below(3); cell < 2)
            {
                row.SetBit(place, cell == 1);
            }
        }
        if (layout.Has(NprintLayout::Lead::INDEX))
        {
            row.index = std::to_string(Below(1000));
        }
        if (layout.Has(NprintLayout::Lead::RTS))
        {
            row.rts = static_cast<int64_t>(Below(1000)) - 10;
        }
        if (layout.Has(NprintLayout::Lead::SECONDS))
        {
            row.seconds = static_cast<int64_t>(Below(4'000'000'000));
            row.microseconds = static_cast<int64_t>(Below(1'000'000));
        }
        return row;
    }

  private:
    RandomNumbers m_random;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_RANDOM_PACKETS_H
