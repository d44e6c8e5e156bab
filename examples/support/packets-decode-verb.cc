/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-decode-verb.h"

#include "option-values.h"
#include "program.h"
#include "result-files.h"
#include "stop-signals.h"

#include "ns3/big-endian.h"
#include "ns3/capture-writer.h"
#include "ns3/count-text.h"
#include "ns3/ethernet-frame.h"
#include "ns3/input-error.h"
#include "ns3/input-text.h"
#include "ns3/nprint-decoder.h"
#include "ns3/nprint-reader.h"
#include "ns3/time-units.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <vector>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

constexpr std::size_t MAC_BYTES = 6;

using Mac = std::array<uint8_t, MAC_BYTES>;

int
HexDigit(char digit)
{
    constexpr std::string_view DIGITS = "0123456789abcdef";
    const char lower = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit + 'a' - 'A') : digit;
    const std::size_t at = DIGITS.find(lower);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// @param text "02:00:00:00:00:01"
Mac
ParseMac(const std::string& option, const std::string& text)
{
    constexpr std::size_t STEP = 3; // two digits and a colon
    Mac mac{};
    bool isMac = text.size() == STEP * MAC_BYTES - 1;
    for (std::size_t i = 0; isMac && i < MAC_BYTES; ++i)
    {
        const int high = HexDigit(text[STEP * i]);
        const int low = HexDigit(text[STEP * i + 1]);
        isMac = high >= 0 && low >= 0 && (i == 0 || text[STEP * i - 1] == ':');
        mac[i] = static_cast<uint8_t>(high << 4 | low);
    }
    if (!isMac)
    {
        throw InputError("bad value " + QuoteInput(text) + " of --" + option +
                         ", expected a MAC address such as 02:00:00:00:00:01");
    }
    return mac;
}

/// Puts Ethernet's header in front of packets.
class EthernetFraming
{
  public:
    EthernetFraming(const Mac& destination, const Mac& source)
        : m_destination(destination),
          m_source(source)
    {
    }

    /// @param row whose columns of addresses count, where they are there
    /// @param packet from IP's header on
    void Frame(const NprintRow& row, std::vector<uint8_t>& packet) const
    {
        static const NprintField DESTINATION = NprintFieldOf("eth_dhost");
        static const NprintField SOURCE = NprintFieldOf("eth_shost");
        std::array<uint8_t, ETHERNET_BYTES> header{};
        const auto put = [&](const NprintField& field, const Mac& stated, std::size_t at) {
            const uint8_t* bytes = row.Present(field) == field.bits
                                       ? row.Header(NprintHeader::ETH) + field.at / 8
                                       : stated.data();
            std::copy_n(bytes, MAC_BYTES, header.begin() + static_cast<std::ptrdiff_t>(at));
        };
        put(DESTINATION, m_destination, 0);
        put(SOURCE, m_source, MAC_BYTES);
        StoreBig16(&header[ETHERNET_TYPE_AT], packet[0] >> 4 == 6 ? ETHER_IPV6 : ETHER_IPV4);
        packet.insert(packet.begin(), header.begin(), header.end());
    }

  private:
    Mac m_destination;
    Mac m_source;
};

} // namespace

void
PacketsDecodeVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("nprint", po::value(&m_nprint)->required(), "the nPrint file");
    options.add_options()("out", po::value(&m_out)->required(), "the capture to write, pcap");
    options.add_options()("link",
                          po::value(&m_link)->default_value("raw"),
                          "link type: raw, which begins with IP's header, or ethernet");
    options.add_options()("sourceMac",
                          po::value(&m_sourceMac)->default_value("02:00:00:00:00:01"),
                          "of Ethernet, where the file has no columns of it");
    options.add_options()("destinationMac",
                          po::value(&m_destinationMac)->default_value("02:00:00:00:00:02"),
                          "likewise");
    options.add_options()("gap",
                          po::value(&m_gap)->default_value(1000),
                          "µs between packets of a file that has no times");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb(
        {"decode",
         "Writes a capture of the packets whose bits an nPrint file has.",
         options,
         [this, &program] { Decode(program); },
         {},
         "Packets have the length that IP's header says: behind headers and payload columns come\n"
         "zeros. Bits are not corrected, `repair` does that; rows without a bit of IP are left "
         "out.\n"
         "Times are those of the columns tv_sec and tv_usec, or of rts.\n"
         "Exit status 2: the file ends inside a row; the rows before it are in the capture.\n"});
}

void
PacketsDecodeVerb::Decode(Program& program) const
{
    const bool hasEthernet = ParseChoice("link", m_link, "raw", "ethernet");
    const EthernetFraming framing(ParseMac("destinationMac", m_destinationMac),
                                  ParseMac("sourceMac", m_sourceMac));
    NeedWithin("gap", m_gap, 0, 3'600'000'000);
    NprintReader reader(std::filesystem::path{m_nprint});
    ResultFiles files(program, {m_nprint}, m_overwrite);
    CaptureWriter writer(files.AddWithRecord(m_out),
                         hasEthernet ? LINK_ETHERNET : LINK_RAW_IP,
                         TimeUnit::MICROSECONDS,
                         m_nprint);
    NprintDecoder decoder(reader.Layout());
    NprintRow row = reader.Layout().MakeRow();
    std::vector<uint8_t> packet;
    uint64_t packets = 0;
    while (reader.Next(row))
    {
        StopSignals::Check();
        const auto time = decoder.Time(row);
        if (!decoder.Decode(row, packet))
        {
            continue;
        }
        if (hasEthernet)
        {
            framing.Frame(row, packet);
        }
        const auto sent = static_cast<int64_t>(packets) * m_gap * NANOSECONDS_IN_MICROSECOND;
        writer.Write(time.value_or(sent), packet.data(), packet.size(), packet.size());
        ++packets;
    }
    const std::string& damage = reader.DamageNote();
    if (packets == 0)
    {
        throw InputError(m_nprint + ": no IP header among " +
                         CountText(static_cast<int64_t>(reader.Rows()), "row") +
                         (damage.empty() ? "" : "; " + damage));
    }
    files.Record("rows", std::to_string(reader.Rows()));
    files.Commit();
    std::cout << m_out << ": " << CountText(static_cast<int64_t>(packets), "packet") << " from "
              << CountText(static_cast<int64_t>(reader.Rows()), "row") << "\n";
    if (!damage.empty())
    {
        program.ReportDamage(damage);
    }
}

} // namespace ns3::synthnet
