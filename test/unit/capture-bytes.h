/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_CAPTURE_BYTES_H
#define SYNTHNET_TEST_CAPTURE_BYTES_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// Captures, byte by byte by the formats' specifications, without a library.
class CaptureBytes
{
  public:
    enum LinkType : uint16_t
    {
        LINK_NULL = 0,
        LINK_ETHERNET = 1,
        LINK_PPP = 9,
        LINK_PPP_HDLC = 50,
        LINK_RAW = 101,
        LINK_IEEE802_11 = 105,
        LINK_LOOP = 108,
        LINK_LINUX_SLL = 113,
        LINK_IPV4 = 228,
        LINK_IPV6 = 229,
        LINK_LINUX_SLL2 = 276,
    };

    /// A pcap file.
    static CaptureBytes Pcap(uint16_t linkType,
                             bool isBigEndian = false,
                             bool hasNanoseconds = false)
    {
        CaptureBytes capture(isBigEndian);
        capture.Put32(hasNanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
        capture.Put16(2);
        capture.Put16(4);
        capture.Put32(0);
        capture.Put32(0);
        capture.Put32(262144);
        capture.Put32(linkType);
        return capture;
    }

    /// A pcapng file with one interface.
    /// @param resolution of its times: seconds are 10^this
    static CaptureBytes Pcapng(uint16_t linkType, bool isBigEndian = false, uint8_t resolution = 9)
    {
        CaptureBytes capture(isBigEndian);
        capture.Put32(0x0a0d0d0a); // section
        capture.Put32(28);
        capture.Put32(0x1a2b3c4d);
        capture.Put16(1);
        capture.Put16(0);
        capture.Put32(0xffffffff);
        capture.Put32(0xffffffff);
        capture.Put32(28);
        capture.AddInterface(linkType, resolution);
        return capture;
    }

    /// Of pcapng: one more interface.
    void AddInterface(uint16_t linkType, uint8_t resolution = 9)
    {
        Put32(1);
        Put32(32);
        Put16(linkType);
        Put16(0);
        Put32(262144);
        Put16(9); // if_tsresol
        Put16(1);
        m_bytes += {static_cast<char>(resolution), 0, 0, 0};
        Put32(0); // the end of the options
        Put32(32);
    }

    /// Of pcap: one packet.
    /// @param fraction of the second, µs or ns
    /// @param wire bytes on the wire, 0: as many as there are
    void Add(const std::vector<uint8_t>& packet,
             uint32_t seconds = 0,
             uint32_t fraction = 0,
             uint32_t wire = 0)
    {
        Put32(seconds);
        Put32(fraction);
        Put32(static_cast<uint32_t>(packet.size()));
        Put32(wire == 0 ? static_cast<uint32_t>(packet.size()) : wire);
        m_bytes.append(packet.begin(), packet.end());
    }

    /// Of pcapng: one packet.
    /// @param time in the interface's unit
    void AddBlock(const std::vector<uint8_t>& packet, uint64_t time, uint32_t interface = 0)
    {
        const std::size_t padded = (packet.size() + 3) / 4 * 4;
        const auto length = static_cast<uint32_t>(32 + padded);
        Put32(6);
        Put32(length);
        Put32(interface);
        Put32(static_cast<uint32_t>(time >> 32));
        Put32(static_cast<uint32_t>(time));
        Put32(static_cast<uint32_t>(packet.size()));
        Put32(static_cast<uint32_t>(packet.size()));
        m_bytes.append(packet.begin(), packet.end());
        m_bytes.append(padded - packet.size(), '\0');
        Put32(length);
    }

    const std::string& Bytes() const
    {
        return m_bytes;
    }

    /// @return the same without the last bytes
    std::string Without(std::size_t count) const
    {
        return m_bytes.substr(0, m_bytes.size() - count);
    }

  private:
    explicit CaptureBytes(bool isBigEndian)
        : m_isBigEndian(isBigEndian)
    {
    }

    void Put16(uint16_t value)
    {
        const auto high = static_cast<char>(value >> 8);
        const auto low = static_cast<char>(value);
        m_bytes += m_isBigEndian ? std::string{high, low} : std::string{low, high};
    }

    void Put32(uint32_t value)
    {
        const auto high = static_cast<uint16_t>(value >> 16);
        const auto low = static_cast<uint16_t>(value);
        Put16(m_isBigEndian ? high : low);
        Put16(m_isBigEndian ? low : high);
    }

    bool m_isBigEndian;
    std::string m_bytes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_CAPTURE_BYTES_H
