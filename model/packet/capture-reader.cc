/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-reader.h"

#include "time-units.h"

#include "ns3/big-endian.h"
#include "ns3/count-text.h"
#include "ns3/ethernet-frame.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <pcap/pcap.h>
#include <utility>

namespace ns3::synthnet
{
namespace
{

// pcap has 32 bits of seconds without a sign, which libpcap takes for signed ones.
constexpr int64_t SECONDS_PERIOD = int64_t{1} << 32;

constexpr std::size_t COOKED_TYPE_AT = 14;  // Linux cooked, v1
constexpr std::size_t COOKED2_BYTES = 20;   // v2, whose type comes first
constexpr std::size_t TAG_NUMBER_BYTES = 2; // of a tag, which stand before the next type
constexpr std::size_t LOOPBACK_BYTES = 4;
constexpr uint16_t PPP_IPV4 = 0x0021; // RFC 1661's protocol field
constexpr uint16_t PPP_IPV6 = 0x0057;
constexpr std::size_t PPP_ADDRESS_BYTES = 2; // of HDLC, 0xff 0x03, which may be left out

std::optional<std::size_t>
StartWithin(std::size_t start, std::size_t size)
{
    return start < size ? std::optional(start) : std::nullopt;
}

/// BSD's address families differ between systems, and so does their byte order.
std::optional<std::size_t>
FindIpInLoopback(const uint8_t* bytes, std::size_t size)
{
    if (size < LOOPBACK_BYTES)
    {
        return std::nullopt;
    }
    const uint32_t family = bytes[0] != 0 ? bytes[0] : bytes[3];
    constexpr uint32_t IP_FAMILIES[] = {2, 10, 24, 28, 30}; // IPv4; IPv6 of Linux, BSDs, macOS
    const bool isIp =
        std::find(std::begin(IP_FAMILIES), std::end(IP_FAMILIES), family) != std::end(IP_FAMILIES);
    return isIp ? StartWithin(LOOPBACK_BYTES, size) : std::nullopt;
}

std::optional<std::size_t>
FindIpInPpp(const uint8_t* bytes, std::size_t size)
{
    const bool hasAddress = size >= PPP_ADDRESS_BYTES && bytes[0] == 0xff && bytes[1] == 0x03;
    const std::size_t at = hasAddress ? PPP_ADDRESS_BYTES : 0;
    if (size < at + 2)
    {
        return std::nullopt;
    }
    const uint16_t protocol = LoadBig16(bytes + at);
    const bool isIp = protocol == PPP_IPV4 || protocol == PPP_IPV6;
    return isIp ? StartWithin(at + 2, size) : std::nullopt;
}

std::optional<std::size_t>
FindIpInCooked2(const uint8_t* bytes, std::size_t size)
{
    if (size < COOKED2_BYTES)
    {
        return std::nullopt;
    }
    switch (LoadBig16(bytes))
    {
    case ETHER_IPV4:
    case ETHER_IPV6:
        return StartWithin(COOKED2_BYTES, size);
    case ETHER_VLAN:
    case ETHER_PROVIDER_VLAN:
    case ETHER_OLD_VLAN:
        return FindIpBehindType(bytes, size, COOKED2_BYTES + TAG_NUMBER_BYTES);
    default:
        return std::nullopt;
    }
}

using FindIp = std::optional<std::size_t> (*)(const uint8_t* bytes, std::size_t size);

/// @return how to find IP in frames of this link type, null when that is not known
FindIp
FindIpOf(int linkType)
{
    switch (linkType)
    {
    case DLT_EN10MB:
        return [](const uint8_t* bytes, std::size_t size) {
            return FindIpBehindType(bytes, size, ETHERNET_TYPE_AT);
        };
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
        return [](const uint8_t*, std::size_t size) { return StartWithin(0, size); };
    case DLT_LINUX_SLL:
        return [](const uint8_t* bytes, std::size_t size) {
            return FindIpBehindType(bytes, size, COOKED_TYPE_AT);
        };
    case DLT_LINUX_SLL2:
        return FindIpInCooked2;
    case DLT_NULL:
    case DLT_LOOP:
        return FindIpInLoopback;
    case DLT_PPP:
    case DLT_PPP_SERIAL:
        return FindIpInPpp;
    default:
        return nullptr;
    }
}

/// @return bytes before a message of ARP
std::optional<std::size_t>
FindArp(int linkType, const uint8_t* bytes, std::size_t size)
{
    switch (linkType)
    {
    case DLT_EN10MB:
        return FindArpBehindType(bytes, size, ETHERNET_TYPE_AT);
    case DLT_LINUX_SLL:
        return FindArpBehindType(bytes, size, COOKED_TYPE_AT);
    case DLT_LINUX_SLL2:
        return size > COOKED2_BYTES && LoadBig16(bytes) == ETHER_ARP ? std::optional(COOKED2_BYTES)
                                                                     : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::FILE*
Open(const std::filesystem::path& path)
{
    const auto fail = [&](const char* why) {
        throw InputError(path.string(),
                         0,
                         "cannot be read: " + std::string(why) +
                             ", expected a capture, pcap or pcapng");
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) // which opens
    {
        fail("is a directory");
    }
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file)
    {
        fail(std::strerror(errno));
    }
    return file;
}

/// libpcap's numbers of link types are those of files but for raw IP.
uint32_t
LinkOf(int linkType)
{
    return linkType == DLT_RAW ? LINK_RAW_IP : static_cast<uint32_t>(linkType);
}

/// The times of pcapng, and of what cannot be looked at twice, may be of nanoseconds.
TimeUnit
UnitOf(std::FILE* file)
{
    const int64_t start = ftello(file);
    uint8_t magic[4] = {};
    if (start < 0)
    {
        return TimeUnit::NANOSECONDS;
    }
    const std::size_t count = std::fread(magic, 1, sizeof magic, file);
    if (fseeko(file, start, SEEK_SET) != 0 || count != sizeof magic)
    {
        return TimeUnit::NANOSECONDS;
    }
    constexpr uint32_t MICROSECOND_MAGIC[] = {0xa1b2c3d4, 0xd4c3b2a1};
    const uint32_t number = LoadBig32(magic);
    return number == MICROSECOND_MAGIC[0] || number == MICROSECOND_MAGIC[1] ? TimeUnit::MICROSECONDS
                                                                            : TimeUnit::NANOSECONDS;
}

std::string
LinkTypeText(int linkType)
{
    const char* name = pcap_datalink_val_to_name(linkType);
    return std::to_string(linkType) + (name ? " (" + std::string(name) + ")" : "");
}

} // namespace

std::optional<uint8_t>
CapturedPacket::LinkVersion() const
{
    if (!ip || *ip < 2)
    {
        return std::nullopt;
    }
    switch (LoadBig16(Ip() - 2))
    {
    case ETHER_IPV4:
    case PPP_IPV4:
        return uint8_t{4};
    case ETHER_IPV6:
    case PPP_IPV6:
        return uint8_t{6};
    default:
        return std::nullopt;
    }
}

/// What libpcap has of a capture.
class CaptureReader::Capture
{
  public:
    Capture(std::FILE* file, const std::string& name)
        : unit(UnitOf(file))
    {
        char reason[PCAP_ERRBUF_SIZE] = "";
        handle = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, reason);
        if (!handle)
        {
            std::fclose(file);
            throw InputError(name,
                             0,
                             "is no capture: " + std::string(reason) + ", expected pcap or pcapng");
        }
    }

    ~Capture()
    {
        pcap_close(handle); // and the file
    }

    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// @return bytes that were read; nothing of what has no position, such as a pipe
    std::optional<int64_t> Position() const
    {
        const int64_t position = ftello(pcap_file(handle));
        return position < 0 ? std::nullopt : std::optional(position);
    }

    TimeUnit unit;
    pcap_t* handle{nullptr};
    FindIp findIp{nullptr};
    std::string name;
    std::string damage;
    uint64_t packets{0};
};

CaptureReader::CaptureReader(const std::filesystem::path& path)
    : CaptureReader(Open(path), path.string())
{
}

CaptureReader::CaptureReader(std::FILE* file, std::string name)
    : m_capture(std::make_unique<Capture>(file, name))
{
    const int linkType = pcap_datalink(m_capture->handle);
    m_capture->findIp = FindIpOf(linkType);
    if (!m_capture->findIp)
    {
        throw InputError(name,
                         0,
                         "has link type " + LinkTypeText(linkType) +
                             ", expected Ethernet, raw IP, Linux cooked, BSD loopback or PPP");
    }
    m_capture->name = std::move(name);
}

CaptureReader::~CaptureReader() = default;

std::optional<CapturedPacket>
CaptureReader::Next()
{
    if (!m_capture->damage.empty())
    {
        return std::nullopt;
    }
    const auto position = m_capture->Position();
    const auto stop = [&](const std::string& reason) {
        m_capture->damage =
            m_capture->name + ": damaged, " +
            CountText(static_cast<int64_t>(m_capture->packets), "packet") + " read, stopped" +
            (position ? " at byte " + std::to_string(*position) : "") + ": " + reason;
        return std::nullopt;
    };
    const auto refuse = [&](const std::string& reason) {
        m_capture->damage =
            m_capture->name + ": " + CountText(static_cast<int64_t>(m_capture->packets), "packet") +
            " read, stopped at a second interface that libpcap does not read (" + reason +
            "): `editcap -F pcap IN OUT` makes a capture that it reads, with -T ether or -T rawip "
            "where link types differ";
        return std::nullopt;
    };
    pcap_pkthdr* header = nullptr;
    const uint8_t* bytes = nullptr;
    const int status = pcap_next_ex(m_capture->handle, &header, &bytes);
    if (status == PCAP_ERROR_BREAK) // the end
    {
        return std::nullopt;
    }
    if (status != 1)
    {
        const std::string reason = pcap_geterr(m_capture->handle);
        return reason.find(" of the first interface") != std::string::npos ? refuse(reason)
                                                                           : stop(reason);
    }
    int64_t seconds = header->ts.tv_sec;
    if (seconds < 0)
    {
        seconds += SECONDS_PERIOD;
    }
    const int64_t fraction = header->ts.tv_usec; // ns, as was asked for
    if (fraction < 0 || fraction >= NANOSECONDS_IN_SECOND)
    {
        return stop("a time whose fraction is no fraction of a second");
    }
    CapturedPacket packet;
    if (seconds < 0 || __builtin_mul_overflow(seconds, NANOSECONDS_IN_SECOND, &packet.time) ||
        __builtin_add_overflow(packet.time, fraction, &packet.time))
    {
        return stop("a time before 1970 or beyond the year 2262");
    }
    packet.number = ++m_capture->packets;
    packet.bytes = bytes;
    packet.captured = header->caplen;
    packet.wire = std::max(header->len, header->caplen);
    packet.ip = m_capture->findIp(bytes, header->caplen);
    if (!packet.ip)
    {
        packet.arp = FindArp(pcap_datalink(m_capture->handle), bytes, header->caplen);
    }
    return packet;
}

uint64_t
CaptureReader::Packets() const
{
    return m_capture->packets;
}

uint32_t
CaptureReader::Link() const
{
    return LinkOf(pcap_datalink(m_capture->handle));
}

TimeUnit
CaptureReader::Unit() const
{
    return m_capture->unit;
}

const std::string&
CaptureReader::DamageNote() const
{
    return m_capture->damage;
}

} // namespace ns3::synthnet
