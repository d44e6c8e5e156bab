/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-writer.h"

#include "time-units.h"

#include "ns3/input-error.h"

#include <array>
#include <string>

namespace ns3::synthnet
{
namespace
{

constexpr uint32_t MICROSECOND_MAGIC = 0xa1b2c3d4;
constexpr uint32_t NANOSECOND_MAGIC = 0xa1b23c4d;
constexpr uint32_t SNAP_LENGTH = 262144; // the largest that libpcap takes

void
StoreLittle32(char* bytes, uint32_t value)
{
    for (int i = 0; i < 4; ++i)
    {
        bytes[i] = static_cast<char>(value >> 8 * i);
    }
}

} // namespace

CaptureWriter::CaptureWriter(std::ostream& stream,
                             uint32_t linkType,
                             TimeUnit unit,
                             const std::string& source)
    : CaptureWriter(stream, unit, source)
{
    std::array<char, 24> header{};
    StoreLittle32(&header[0], unit == TimeUnit::NANOSECONDS ? NANOSECOND_MAGIC : MICROSECOND_MAGIC);
    StoreLittle32(&header[4], 2 | 4 << 16); // version 2.4
    StoreLittle32(&header[16], SNAP_LENGTH);
    StoreLittle32(&header[20], linkType);
    m_stream.write(header.data(), header.size());
}

CaptureWriter::CaptureWriter(std::ostream& stream, TimeUnit unit, const std::string& source)
    : m_stream(stream),
      m_unit(unit),
      m_source(source)
{
}

void
CaptureWriter::Write(int64_t time, const uint8_t* bytes, std::size_t captured, std::size_t wire)
{
    if (time < 0 || time / NANOSECONDS_IN_SECOND > UINT32_MAX)
    {
        throw InputError((m_source.empty() ? "" : m_source + ": ") + "a packet's time is " +
                         std::to_string(time / NANOSECONDS_IN_SECOND) +
                         " seconds since 1970, expected what a pcap file can hold, 0 to " +
                         std::to_string(UINT32_MAX));
    }
    std::array<char, 16> header{};
    StoreLittle32(&header[0], static_cast<uint32_t>(time / NANOSECONDS_IN_SECOND));
    const int64_t fraction = time % NANOSECONDS_IN_SECOND;
    StoreLittle32(&header[4],
                  static_cast<uint32_t>(m_unit == TimeUnit::NANOSECONDS
                                            ? fraction
                                            : fraction / NANOSECONDS_IN_MICROSECOND));
    StoreLittle32(&header[8], static_cast<uint32_t>(captured));
    StoreLittle32(&header[12], static_cast<uint32_t>(wire));
    m_stream.write(header.data(), header.size());
    m_stream.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(captured));
}

} // namespace ns3::synthnet
