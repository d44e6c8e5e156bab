/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_READER_H
#define SYNTHNET_CAPTURE_READER_H

#include "capture-writer.h"
#include "packet-layers.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// One packet of a capture.
struct CapturedPacket
{
    uint64_t number{0};            //!< counted from 1
    int64_t time{0};               //!< ns since the Unix epoch; of a simulation, since its start
    const uint8_t* bytes{nullptr}; //!< from the link layer's header on; until the next packet
    std::size_t captured{0}; //!< bytes that there are, fewer than on the wire by a snap length
    std::size_t wire{0};     //!< bytes that the packet had on the wire, at least `captured`
    std::optional<std::size_t> ip;  //!< bytes before the IPv4 or IPv6 header, when there is one
    std::optional<std::size_t> arp; //!< bytes before ARP's header, when there is one

    const uint8_t* Ip() const //!< that header; null without one
    {
        return ip ? bytes + *ip : nullptr;
    }

    /// @return IP's version by the two bytes before its header, a type of Ethernet or PPP; nothing
    ///         where they are something else
    std::optional<uint8_t> LinkVersion() const;

    std::optional<PacketLayers> Layers() const //!< of that packet, as ReadLayers()
    {
        return ip ? ReadLayers(Ip(), captured - *ip) : std::nullopt;
    }
};

/**
 * @ingroup synthnet-packet
 * @brief Reads a capture, packet by packet: pcap, of both byte orders, with µs or ns, or pcapng.
 *
 * Link types: Ethernet, with tags of 802.1Q and 802.1ad; raw IP; Linux cooked, v1 and v2; BSD's
 * loopback, LINKTYPE_NULL and LINKTYPE_LOOP; PPP, as ns-3's point-to-point devices write it or with
 * the address of HDLC. All interfaces of a pcapng file must have the same one and the same snap
 * length, and only one may be of raw IP: libpcap 1.10 reads no other. There the reader stops, as at
 * damage.
 */
class CaptureReader
{
  public:
    /// @throws InputError naming the file when it cannot be read, is no capture, or its link type
    ///         is none of the above
    explicit CaptureReader(const std::filesystem::path& path);

    /**
     * @param file open for reading in binary mode, at a capture's start; the reader closes it
     * @param name of it, for messages
     * @throws InputError as above
     */
    CaptureReader(std::FILE* file, std::string name);

    ~CaptureReader();
    CaptureReader(const CaptureReader&) = delete;
    CaptureReader& operator=(const CaptureReader&) = delete;

    /// @return the next packet; nothing at the end, and where the capture is damaged
    std::optional<CapturedPacket> Next();

    uint64_t Packets() const; //!< that were read until now

    uint32_t Link() const; //!< the link type, a LINKTYPE number, as a CaptureWriter takes it
    TimeUnit Unit() const; //!< what a copy needs to keep the times

    /// @return one line for the user when Next() stopped at damage: the file, how many packets were
    ///         read, behind which byte the damage is, and what it is; empty when there is none
    const std::string& DamageNote() const;

  private:
    class Capture;
    std::unique_ptr<Capture> m_capture;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_READER_H
