/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "capture-bytes.h"
#include "shared-data.h"

#include "ns3/big-endian.h"
#include "ns3/capture-sides.h"
#include "ns3/flow-script-reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using Bytes = std::vector<uint8_t>;

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;
constexpr int64_t MS = 1'000'000;

constexpr uint32_t CLIENT = 0xc0a80102;
constexpr uint32_t SERVER = 0x08080808;

/// Segments of one connection, read as they are written.
class Wire
{
  public:
    void Send(int64_t time,
              bool fromClient,
              uint8_t flags,
              uint32_t sequence,
              uint32_t acknowledgement,
              std::size_t payload = 0)
    {
        Bytes packet = Head(PROTOCOL_TCP, fromClient, TCP_BYTES, payload);
        StoreBig32(&packet[24], sequence);
        StoreBig32(&packet[28], acknowledgement);
        packet[32] = 5 << 4;
        packet[33] = flags;
        Put(time, packet);
    }

    void SendDatagram(int64_t time, bool fromClient, std::size_t payload, std::size_t cut = 0)
    {
        Bytes packet = Head(PROTOCOL_UDP, fromClient, UDP_BYTES, payload);
        StoreBig16(&packet[24], static_cast<uint16_t>(UDP_BYTES + payload));
        Put(time, packet, cut);
    }

    std::vector<FlowScript> Take()
    {
        return m_reader.Take();
    }

    FlowScriptReader& Reader()
    {
        return m_reader;
    }

    uint16_t clientPort{40000};

  private:
    Bytes Head(uint8_t protocol, bool fromClient, std::size_t header, std::size_t payload) const
    {
        Bytes packet(IPV4_BYTES + header + payload);
        packet[0] = 0x45;
        StoreBig16(&packet[2], static_cast<uint16_t>(packet.size()));
        packet[9] = protocol;
        StoreBig32(&packet[12], fromClient ? CLIENT : SERVER);
        StoreBig32(&packet[16], fromClient ? SERVER : CLIENT);
        StoreBig16(&packet[20], fromClient ? clientPort : 443);
        StoreBig16(&packet[22], fromClient ? 443 : clientPort);
        return packet;
    }

    void Put(int64_t time, const Bytes& bytes, std::size_t cut = 0)
    {
        CapturedPacket packet;
        packet.number = ++m_number;
        packet.time = time;
        packet.bytes = bytes.data();
        packet.captured = bytes.size() - cut;
        packet.wire = bytes.size();
        packet.ip = 0;
        m_reader.Add(packet);
    }

    FlowScriptReader m_reader;
    uint64_t m_number{0};
};

/// A handshake as a client sees it over 20 ms and back; it leaves both at sequence number 1.
void
Open(Wire& wire, uint32_t client = 0, uint32_t server = 0)
{
    wire.Send(0, true, SYN, client, 0);
    wire.Send(20 * MS, false, SYN | ACK, server, client + 1);
    wire.Send(20 * MS, true, ACK, client + 1, server + 1);
}

TEST(FlowScript, HasRequestsAnswersAndThinkTimes)
{
    Wire wire;
    Open(wire);
    wire.Send(25 * MS, true, ACK, 1, 1, 300);
    wire.Send(75 * MS, false, ACK, 1, 301, 1400); // the server took 30 ms
    wire.Send(75 * MS, false, ACK, 1401, 301, 600);
    wire.Send(75 * MS, true, ACK, 301, 2001);
    wire.Send(95 * MS, true, ACK, 301, 2001, 100); // the client 20 ms
    wire.Send(115 * MS, false, ACK, 2001, 401, 50);
    wire.Send(120 * MS, true, FIN | ACK, 401, 2051);
    wire.Send(140 * MS, false, FIN | ACK, 2051, 402);
    wire.Send(140 * MS, true, ACK, 402, 2052);
    const auto scripts = wire.Take();
    ASSERT_EQ(scripts.size(), 1U);
    const FlowScript& script = scripts[0];
    EXPECT_EQ(script.ends.Text(), "TCP 192.168.1.2:40000 8.8.8.8:443");
    ASSERT_EQ(script.steps[0].size(), 2U);
    ASSERT_EQ(script.steps[1].size(), 2U);
    EXPECT_EQ(script.steps[0][0].after, 0U);
    EXPECT_EQ(script.steps[0][0].wait, 5 * MS);
    EXPECT_EQ(script.steps[0][0].bytes, 300U);
    EXPECT_EQ(script.steps[1][0].after, 300U);
    EXPECT_EQ(script.steps[1][0].wait, 30 * MS);
    EXPECT_EQ(script.steps[1][0].bytes, 2000U);
    EXPECT_EQ(script.steps[0][1].after, 2000U);
    EXPECT_EQ(script.steps[0][1].wait, 20 * MS);
    EXPECT_EQ(script.steps[1][1].after, 400U);
    EXPECT_EQ(script.steps[1][1].wait, 0);
    EXPECT_EQ(script.sent[0].bytes, 400U);
    EXPECT_EQ(script.sent[1].bytes, 2050U);
    EXPECT_EQ(script.sent[1].packets, 3U);
    ASSERT_TRUE(script.closing);
    EXPECT_EQ(script.closing->end, 0);
    EXPECT_EQ(script.closing->wait, 5 * MS);
    EXPECT_FALSE(script.closing->isReset);
}

TEST(FlowScript, CountsWhatIsSentAgainOnce)
{
    Wire wire;
    Open(wire, 0xffffff00, 7); // wraps around
    wire.Send(21 * MS, true, ACK, 0xffffff01, 8, 200);
    wire.Send(22 * MS, true, ACK, 0xffffff01 + 200, 8, 200);
    wire.Send(300 * MS, true, ACK, 0xffffff01, 8, 200);       // again
    wire.Send(301 * MS, true, ACK, 0xffffff01 + 300, 8, 150); // 50 bytes of it are new
    wire.Send(302 * MS, true, SYN, 0xffffff00, 0);            // a copy that came late
    wire.Send(303 * MS, true, FIN | ACK, 0xffffff01 + 450, 8);
    wire.Send(304 * MS, true, FIN | ACK, 0xffffff01 + 450, 8);
    wire.Send(305 * MS, true, ACK, 0xffffff01 + 451, 8);
    const auto scripts = wire.Take();
    EXPECT_EQ(scripts[0].sent[0].bytes, 450U);
    EXPECT_EQ(scripts[0].sent[1].bytes, 0U);
}

TEST(FlowScript, CountsWhatTheCaptureLacks)
{
    Wire wire;
    Open(wire);
    wire.Send(40 * MS, false, ACK, 1, 1, 1000);
    wire.Send(41 * MS, false, ACK, 3001, 1, 1000); // 2000 bytes are missing
    wire.Send(42 * MS, false, ACK, 1001, 1, 1000); // of which some come late
    wire.Send(43 * MS, false, FIN | ACK, 5001, 1); // 1000 more
    wire.Send(44 * MS, true, RST, 99999, 0);
    const auto scripts = wire.Take();
    EXPECT_EQ(scripts[0].sent[1].bytes, 5000U);
    EXPECT_EQ(scripts[0].sent[0].bytes, 0U);
}

TEST(FlowScript, ASequenceNumberFarAwayBeginsAnotherStream)
{
    Wire wire;
    Open(wire);
    wire.Send(40 * MS, false, ACK, 1, 1, 1000);
    wire.Send(41 * MS, false, ACK, 0x40000000, 1, 500);
    wire.Send(42 * MS, false, ACK, 0x40000000 + 500, 1, 500);
    EXPECT_EQ(wire.Take()[0].sent[1].bytes, 2000U);
}

TEST(FlowScript, DoesNotTakeTheNetworksPaceForTheEnds)
{
    Wire wire;
    Open(wire);
    wire.Send(25 * MS, true, ACK, 1, 1, 300);
    uint32_t next = 1;
    int64_t time = 45 * MS;
    for (int round = 0; round < 5; ++round, time += 20 * MS) // windows of ten, a round trip apart
    {
        for (int i = 0; i < 10; ++i, next += 1448)
        {
            wire.Send(time + i * MS / 10, false, ACK, next, 301, 1448);
        }
        wire.Send(time + MS, true, ACK, 301, next - 1448);
    }
    wire.Send(time, false, ACK, next, 301, 10);
    const auto script = wire.Take()[0];
    ASSERT_EQ(script.steps[1].size(), 1U);
    EXPECT_EQ(script.steps[1][0].bytes, 5 * 14480U + 10);
}

TEST(FlowScript, ParallelDirectionsDoNotWaitForEachOther)
{
    Wire wire;
    Open(wire);
    // Each says something each 100 ms, before it has got what the other said.
    for (uint32_t i = 0; i < 5; ++i)
    {
        const int64_t time = 100 * MS * (i + 1);
        wire.Send(time, true, ACK, 1 + 40 * i, 1 + 40 * i, 40);
        wire.Send(time + MS, false, ACK, 1 + 40 * i, 1 + 40 * i, 40);
        wire.Send(time + 2 * MS, true, ACK, 41 + 40 * i, 41 + 40 * i);
        wire.Send(time + 21 * MS, false, ACK, 41 + 40 * i, 41 + 40 * i);
    }
    const auto script = wire.Take()[0];
    for (const auto& steps : script.steps)
    {
        ASSERT_EQ(steps.size(), 5U);
        for (std::size_t i = 0; i < 5; ++i)
        {
            EXPECT_EQ(steps[i].after, 40 * i);
            EXPECT_GE(steps[i].wait, 60 * MS);
        }
    }
}

TEST(FlowScript, KnowsWhoOpenedWithoutASyn)
{
    Wire wire;
    wire.Send(0, false, ACK, 5000, 900, 100);
    wire.Send(MS, true, ACK, 900, 5100, 50);
    const auto script = wire.Take()[0];
    EXPECT_EQ(script.ends.Text(), "TCP 192.168.1.2:40000 8.8.8.8:443");
    EXPECT_EQ(script.sent[0].bytes, 50U);
    EXPECT_EQ(script.sent[1].bytes, 100U);
    EXPECT_FALSE(script.closing);
}

TEST(FlowScript, StepsNeverNeedWhatComesLater)
{
    Wire wire;
    wire.Send(0, true, ACK, 100, 999999, 50); // acknowledges what is not there
    wire.Send(MS, false, ACK, 999999, 150, 50);
    wire.Send(2 * MS, true, ACK, 150, 1000049, 50);
    const auto script = wire.Take()[0];
    EXPECT_EQ(script.steps[0][0].after, 0U);
    EXPECT_EQ(script.steps[1][0].after, 50U);
    EXPECT_EQ(script.steps[0][1].after, 50U);
}

TEST(FlowScript, DatagramsHaveTimesAndSizesOfTheWire)
{
    Wire wire;
    wire.SendDatagram(5 * MS, true, 100);
    wire.SendDatagram(7 * MS, false, 1200, 1100); // cut by the snap length
    wire.SendDatagram(9 * MS, true, 0);
    wire.clientPort = 40001;
    wire.SendDatagram(11 * MS, true, 1);
    const auto scripts = wire.Take();
    ASSERT_EQ(scripts.size(), 2U);
    ASSERT_EQ(scripts[0].datagrams.size(), 3U);
    EXPECT_EQ(scripts[0].start, 0);
    EXPECT_EQ(scripts[0].datagrams[1].time, 2 * MS);
    EXPECT_EQ(scripts[0].datagrams[1].end, 1);
    EXPECT_EQ(scripts[0].datagrams[1].bytes, 1200U);
    EXPECT_EQ(scripts[0].datagrams[2].bytes, 0U);
    EXPECT_EQ(scripts[0].sent[1].bytes, 1200U);
    EXPECT_EQ(scripts[1].start, 6 * MS);
    EXPECT_EQ(wire.Reader().Duration(), 6 * MS);
}

/// @return the sides of a capture of UDP packets between ends, of which each is an address's last
///         byte in 192.168.1 and, from 100 on, 8.8.8
std::string
SidesOf(const std::vector<std::pair<uint8_t, uint8_t>>& packets)
{
    const ScratchDirectory scratch;
    auto capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    for (const auto& [from, to] : packets)
    {
        Bytes packet(28);
        packet[0] = 0x45;
        packet[3] = 28;
        packet[9] = PROTOCOL_UDP;
        packet[25] = 8;
        for (const auto& [at, end] : {std::pair(12, from), std::pair(16, to)})
        {
            StoreBig32(&packet[at], (end < 100 ? 0xc0a80100 : 0x08080800) + end);
        }
        capture.Add(packet);
    }
    CaptureReader reader(scratch.Write("c.pcap", capture.Bytes()));
    return CaptureSides::Find(reader).Text();
}

TEST(CaptureSides, AreFoundByWhoHasPacketsAndWhoOpens)
{
    EXPECT_EQ(SidesOf({{1, 200}, {200, 1}, {1, 201}, {201, 1}}), "clients 192.168.1.1");
    EXPECT_EQ(SidesOf({{1, 200}, {200, 1}}), "clients 192.168.1.1");
    EXPECT_EQ(SidesOf({{1, 2}, {2, 1}, {3, 2}, {2, 3}}), "servers 192.168.1.2");
    EXPECT_EQ(SidesOf({{1, 200}, {1, 201}, {2, 202}, {202, 2}}), "clients 192.168.1.1,192.168.1.2");
}

TEST(CaptureSides, AreWhatIsSaid)
{
    const auto clients = CaptureSides::OfClients(AddressSet::Parse("10.0.0.0/8"));
    EXPECT_TRUE(clients.IsClient(4, {10, 1}));
    EXPECT_FALSE(clients.IsClient(4, {11, 1}));
    EXPECT_FALSE(clients.IsClient(6, {10, 1}));
    const auto servers = CaptureSides::OfServers(AddressSet::Parse("10.0.0.0/8"));
    EXPECT_FALSE(servers.IsClient(4, {10, 1}));
    EXPECT_TRUE(servers.IsClient(4, {11, 1}));
    EXPECT_TRUE(servers.IsClient(6, {10, 1}));
}

class FlowScriptOfRealCaptures : public SharedDataTest
{
};

TEST_F(FlowScriptOfRealCaptures, TheirBytesAreThoseOfTheSequenceNumbers)
{
    struct Known
    {
        const char* name;
        std::size_t flows;
        uint64_t tcpBytes; // as tshark's sequence numbers say
    };

    for (const Known& known : {Known{"whatsappfiles", 2, 384762},
                               Known{"teams", 82, 550271},
                               Known{"zoom", 32, 141653},
                               Known{"signal", 18, 271629}})
    {
        CaptureReader capture(SharedFile("data/pcap/" + std::string(known.name) + ".pcap"));
        FlowScriptReader reader;
        while (const auto packet = capture.Next())
        {
            reader.Add(*packet);
        }
        const auto scripts = reader.Take();
        EXPECT_EQ(scripts.size(), known.flows) << known.name;
        uint64_t bytes = 0;
        for (const FlowScript& script : scripts)
        {
            uint64_t written[2] = {0, 0};
            for (const int end : {0, 1})
            {
                for (const FlowScript::Step& step : script.steps[end])
                {
                    written[end] += step.bytes;
                    EXPECT_LE(step.after, script.sent[1 - end].bytes);
                    EXPECT_GE(step.wait, 0);
                }
                if (script.IsTcp())
                {
                    EXPECT_EQ(written[end], script.sent[end].bytes);
                    bytes += written[end];
                }
            }
        }
        EXPECT_EQ(bytes, known.tcpBytes) << known.name;
    }
}

} // namespace
} // namespace ns3::synthnet
