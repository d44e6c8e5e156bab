/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/input-error.h"
#include "ns3/ns3-version.h"
#include "ns3/packet.h"
#include "ns3/probe-header.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

IntMetadata
Hop(uint32_t switchId)
{
    IntMetadata hop;
    hop.switchId = switchId;
    hop.ingressGlobalTimestamp = 0x0000a1b2c3d4e5f6;
    hop.deqQdepth = 0x7ffff;
    return hop;
}

TEST(ProbeHeader, APacketCarriesTheBytesOfTheCodec)
{
    ProbeHeader header;
    header.PushHop(Hop(1));
    header.PushHop(Hop(2));
    EXPECT_EQ(header.GetHops(), (ProbeHops{Hop(2), Hop(1)})); // the newest first
    EXPECT_EQ(header.GetSerializedSize(), 66u);

    Ptr<Packet> packet = Create<Packet>(reinterpret_cast<const uint8_t*>("tail"), 4);
    packet->AddHeader(header);
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    std::vector<uint8_t> expected = EncodeProbe({Hop(2), Hop(1)});
    expected.insert(expected.end(), {'t', 'a', 'i', 'l'});
    EXPECT_EQ(bytes, expected);

    ProbeHeader read;
    EXPECT_EQ(packet->RemoveHeader(read), 66u);
    EXPECT_EQ(read.GetHops(), header.GetHops());
    EXPECT_EQ(packet->GetSize(), 4u);
}

TEST(ProbeHeader, ATruncatedPacketGivesNoHops)
{
    const std::vector<uint8_t> bytes = EncodeProbe({Hop(2), Hop(1)});
    for (uint32_t size = 0; size < bytes.size(); ++size)
    {
        Ptr<Packet> packet = Create<Packet>(bytes.data(), size);
        ProbeHeader header;
        header.PushHop(Hop(9));
        EXPECT_EQ(packet->PeekHeader(header), 0u) << size;
        EXPECT_TRUE(header.GetHops().empty()) << size;
    }
}

TEST(ProbeHeader, AProbeCannotCrossMoreSwitchesThanItsCountCanSay)
{
    ProbeHeader header;
    header.SetHops(ProbeHops(PROBE_MAX_HOPS));
    EXPECT_THROW(header.PushHop(Hop(1)), InputError);
    EXPECT_EQ(header.GetHops().size(), PROBE_MAX_HOPS);
}

TEST(ProbeHeader, PrintsEachSwitchsQueue)
{
    ProbeHeader header;
    IntMetadata hop;
    hop.switchId = 7;
    hop.enqQdepth = 31;
    hop.deqTimedelta = 1200;
    header.PushHop(hop);
    std::ostringstream stream;
    header.Print(stream);
    EXPECT_EQ(stream.str(), "hops=1 (switch 7 enq_qdepth 31 deq_timedelta 1200 us)");
}

} // namespace
