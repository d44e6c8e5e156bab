/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_WRITER_H
#define SYNTHNET_CAPTURE_WRITER_H

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// Link types of the files that this project writes: https://www.tcpdump.org/linktypes.html.
enum LinkType : uint32_t
{
    LINK_ETHERNET = 1,
    LINK_RAW_IP = 101, //!< IPv4 or IPv6, which the first nibble tells
};

/// @ingroup synthnet-packet
/// What a capture's times count.
enum class TimeUnit
{
    MICROSECONDS,
    NANOSECONDS
};

/**
 * @ingroup synthnet-packet
 * @brief Writes a capture: pcap 2.4, little-endian.
 */
class CaptureWriter
{
  public:
    /**
     * @param stream gets the file's header now; must outlive the writer
     * @param linkType of all packets, a LINKTYPE number
     * @param unit of the times; with microseconds what is below them is cut off
     * @param source file that the packets are from, for messages
     */
    CaptureWriter(std::ostream& stream,
                  uint32_t linkType,
                  TimeUnit unit,
                  const std::string& source = "");

    /// Goes on with a file that another writer began with the same link type and unit.
    CaptureWriter(std::ostream& stream, TimeUnit unit, const std::string& source = "");

    /**
     * @param time ns since the Unix epoch, not negative and before the year 2106
     * @param bytes from the link layer's header on
     * @param captured how many there are
     * @param wire how many the packet had on the wire, at least @p captured
     * @throws InputError when the time does not fit
     */
    void Write(int64_t time, const uint8_t* bytes, std::size_t captured, std::size_t wire);

  private:
    std::ostream& m_stream;
    TimeUnit m_unit;
    std::string m_source;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_WRITER_H
