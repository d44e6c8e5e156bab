/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-bytes.h"
#include "flow-packets.h"
#include "run-program.h"

#include "ns3/address-plan.h"
#include "ns3/big-endian.h"
#include "ns3/packet-checksums.h"
#include "ns3/trace-repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

using Bytes = std::vector<uint8_t>;

constexpr uint8_t CLIENT[] = {10, 0, 0, 1};
constexpr uint8_t SERVER[] = {198, 18, 0, 2};

/// @return whether any of the two addresses is in the bytes
template <typename Container>
bool
HasAddress(const Container& bytes)
{
    const auto has = [&](const uint8_t(&address)[4]) {
        return std::search(bytes.begin(),
                           bytes.end(),
                           std::begin(address),
                           std::end(address),
                           [](auto byte, uint8_t part) {
                               return static_cast<uint8_t>(byte) == part;
                           }) != bytes.end();
    };
    return has(CLIENT) || has(SERVER);
}

/// @param captured bytes of the packet
Bytes
Anonymized(const Bytes& packet, std::size_t captured)
{
    TraceRepair::Options options;
    options.replacesAddresses = true;
    std::vector<EditablePacket> block = {TakeApart(packet.data(), captured, packet.size())};
    TraceRepair(PacketModel::Default(), options).Repair(block);
    return block[0].bytes;
}

/// Makes it one of several fragments.
/// @param place 0x2000: the first
Bytes
Fragment(Bytes packet, uint16_t place)
{
    StoreBig16(&packet[6], place);
    SetChecksums(packet.data(), *ReadLayers(packet.data(), packet.size()));
    return packet;
}

TEST(Anonymize, FragmentsOfAnyLengthGetOtherAddresses)
{
    for (const std::size_t payload : {0, 8, 30})
    {
        const Bytes last = Fragment(FlowPackets().Datagram(true, payload), 100);
        const Bytes replaced = Anonymized(last, last.size());
        EXPECT_EQ(replaced.size(), last.size());
        EXPECT_FALSE(HasAddress(replaced)) << payload;
        EXPECT_TRUE(std::equal(last.begin() + 20, last.end(), replaced.begin() + 20));
    }
}

TEST(Anonymize, WhatIsThereOfAddressesThatAreCutOffIsBlank)
{
    const Bytes packet = FlowPackets().Datagram(true, 8);
    for (std::size_t captured = 12; captured < 20; ++captured)
    {
        const Bytes replaced = Anonymized(packet, captured);
        ASSERT_EQ(replaced.size(), captured);
        EXPECT_EQ(std::count(replaced.begin() + 12, replaced.end(), 0), captured - 12);
    }
}

TEST(Anonymize, TheChecksumOfAFirstFragmentFollows)
{
    // Only with what the second fragment has the checksum can be computed.
    const Bytes packet = FlowPackets().Datagram(true, 30);
    Bytes whole = Anonymized(Fragment(packet, 0x2000), packet.size());
    EXPECT_FALSE(HasAddress(whole));
    StoreBig16(&whole[6], 0);
    const auto layers = *ReadLayers(whole.data(), whole.size());
    EXPECT_EQ(CheckChecksums(whole.data(), layers).transport, ChecksumState::RIGHT);
}

TEST(Anonymize, TheChecksumOfAPacketThatIsCutFollows)
{
    for (const Bytes& packet :
         {FlowPackets().Segment(true, TCP_ACK, 1, 1, 100), FlowPackets().Datagram(true, 100)})
    {
        Bytes replaced = Anonymized(packet, 60);
        ASSERT_EQ(replaced.size(), 60u);
        EXPECT_FALSE(HasAddress(replaced));
        replaced.insert(replaced.end(), packet.begin() + 60, packet.end());
        const auto layers = *ReadLayers(replaced.data(), replaced.size());
        EXPECT_EQ(CheckChecksums(replaced.data(), layers).transport, ChecksumState::RIGHT);
    }
}

TEST(Anonymize, NoTwoAddressesGetTheSame)
{
    constexpr uint32_t COUNT = 140'000; // more than there are for servers
    AddressPlan plan(1);
    std::set<std::array<uint8_t, 16>> replaced;
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        FlowEnds ends;
        ends.version = 4;
        StoreBig32(ends.source.address.data(), 0x0b000000 + i);
        StoreBig32(ends.destination.address.data(), 0x0c000000 + i);
        const FlowEnds other = plan.Replace(ends);
        replaced.insert(other.source.address);
        replaced.insert(other.destination.address);
        EXPECT_EQ(plan.Replace(ends), other);
    }
    EXPECT_EQ(replaced.size(), 2 * COUNT);
}

TEST(Anonymize, ArpHasTheAddressesOfTheFlows)
{
    const ScratchDirectory scratch;
    const Bytes packet = FlowPackets().Datagram(true, 30);
    Bytes frame(14);
    frame[12] = 8;
    Bytes question = frame;
    question[13] = 6;
    frame.insert(frame.end(), packet.begin(), packet.end());
    const Bytes arp = {0, 1, 8, 0, 6, 4, 0, 1};
    question.insert(question.end(), arp.begin(), arp.end());
    question.resize(question.size() + 20);
    std::copy(std::begin(CLIENT), std::end(CLIENT), &question[28]);
    std::copy(std::begin(SERVER), std::end(SERVER), &question[38]);
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_ETHERNET);
    capture.Add(frame);
    capture.Add(question);
    scratch.Write("in.pcap", capture.Bytes());
    const ProgramResult kept =
        RunProgram(scratch, "synthnet-packets repair --pcap=in.pcap --out=kept.pcap");
    EXPECT_EQ(kept.status, 0) << kept.err;
    EXPECT_TRUE(scratch.Read("kept.pcap") == capture.Bytes());
    const ProgramResult result =
        RunProgram(scratch, "synthnet-packets repair --pcap=in.pcap --out=out.pcap --anonymize");
    EXPECT_EQ(result.status, 0) << result.err;
    const std::string out = scratch.Read("out.pcap");
    EXPECT_FALSE(HasAddress(out));
    ASSERT_EQ(out.size(), capture.Bytes().size());
    const std::size_t first = 24 + 16 + 14;
    const std::size_t second = 24 + 16 + frame.size() + 16;
    EXPECT_EQ(out.substr(first + 12, 4), out.substr(second + 28, 4));
    EXPECT_EQ(out.substr(first + 16, 4), out.substr(second + 38, 4));
}

} // namespace
