/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets a second that become rows of nPrint's 1,408 columns, on one core: to memory, and to a
// text file. Prints the ratios to nPrint 1.2.1's rate, and ends with 1 below the bars.
//   bench-nprint [PACKETS [FILE]]     so many packets, a million without; the file is removed
#include "ns3/nprint-encoder.h"
#include "ns3/nprint-reader.h"
#include "ns3/nprint-writer.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

constexpr double TOOL = 21800; // packets a second of nPrint 1.2.1 to text, on one core
constexpr double MEMORY_BAR = 1e6;
constexpr double TEXT_BAR = 200e3;

/// A packet of 60 bytes in Ethernet, of TCP with 12 bytes of options or of UDP.
std::vector<uint8_t>
MakeFrame(unsigned number)
{
    const bool isTcp = number % 4 != 0;
    const std::size_t ip = 14;
    std::vector<uint8_t> frame(ip + 20 + (isTcp ? 32 : 8) + 6);
    uint32_t noise = number * 2654435761U;
    for (uint8_t& byte : frame)
    {
        noise = noise * 1664525 + 1013904223;
        byte = static_cast<uint8_t>(noise >> 24);
    }
    frame[12] = 0x08;
    frame[13] = 0x00;
    frame[ip] = 0x45;
    frame[ip + 2] = 0;
    frame[ip + 3] = static_cast<uint8_t>(frame.size() - ip);
    frame[ip + 6] = 0x40;
    frame[ip + 7] = 0;
    frame[ip + 9] = isTcp ? PROTOCOL_TCP : PROTOCOL_UDP;
    if (isTcp)
    {
        frame[ip + 32] = 0x80; // data offset
    }
    else
    {
        frame[ip + 24] = 0;
        frame[ip + 25] = 14; // length
    }
    return frame;
}

class Stopwatch
{
  public:
    double Seconds() const
    {
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - m_start;
        return time.count();
    }

  private:
    std::chrono::steady_clock::time_point m_start{std::chrono::steady_clock::now()};
};

/// Encodes so many packets and gives each row to @p use.
template <typename Use>
double
Rate(const std::vector<std::vector<uint8_t>>& frames, uint64_t packets, const Use& use)
{
    NprintEncoder encoder(NprintLayout(NprintChoice::Headers()), LINK_ETHERNET);
    NprintRow row = encoder.Layout().MakeRow();
    CapturedPacket packet;
    packet.ip = 14;
    const Stopwatch watch;
    for (uint64_t i = 0; i < packets; ++i)
    {
        const auto& frame = frames[i % frames.size()];
        packet.number = i + 1;
        packet.time = static_cast<int64_t>(i) * 1000;
        packet.bytes = frame.data();
        packet.captured = frame.size();
        packet.wire = frame.size();
        encoder.Encode(packet, row);
        use(row);
    }
    return static_cast<double>(packets) / watch.Seconds();
}

bool
Report(const char* what, double rate, double bar)
{
    std::printf("%s,%.0f,%.1f,%.0f,%s\n",
                what,
                rate,
                rate / TOOL,
                bar,
                rate >= bar ? "reached" : "missed");
    return rate >= bar;
}

} // namespace

int
main(int argc, char* argv[])
{
    const uint64_t packets = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const std::filesystem::path file =
        argc > 2 ? std::filesystem::path(argv[2])
                 : std::filesystem::temp_directory_path() / "bench-nprint.nprint";
    std::vector<std::vector<uint8_t>> frames;
    for (unsigned i = 0; i < 1024; ++i)
    {
        frames.push_back(MakeFrame(i));
    }
    std::printf("encoding,packets/s,times the tool,bar,\n");

    // Rows are kept, as those of a flow are.
    std::vector<NprintRow> rows(1024);
    std::size_t at = 0;
    const double memory =
        Rate(frames, packets, [&](const NprintRow& row) { rows[at++ % rows.size()] = row; });
    bool isReached = Report("to memory", memory, MEMORY_BAR);

    double text = 0;
    {
        std::ofstream stream(file, std::ios::binary);
        const uint64_t some = packets / 4;
        NprintWriter writer(stream, NprintLayout(NprintChoice::Headers()));
        const Stopwatch watch;
        Rate(frames, some, [&](const NprintRow& row) { writer.Write(row); });
        writer.Finish();
        stream.close();
        text = stream ? static_cast<double>(some) / watch.Seconds() : 0;
    }
    isReached = Report("to text", text, TEXT_BAR) && isReached;

    {
        NprintReader reader(file);
        NprintRow row = reader.Layout().MakeRow();
        const Stopwatch watch;
        while (reader.Next(row))
        {
        }
        Report("text read", static_cast<double>(reader.Rows()) / watch.Seconds(), 0);
    }
    std::filesystem::remove(file);
    return isReached ? 0 : 1;
}
