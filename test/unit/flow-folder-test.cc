/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "capture-bytes.h"
#include "expect-input-error.h"
#include "flow-packets.h"
#include "shared-data.h"

#include "ns3/capture-reader.h"
#include "ns3/flow-codec.h"
#include "ns3/flow-folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;

std::string
CaptureOf(const std::vector<std::vector<uint8_t>>& packets)
{
    auto capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    uint32_t time = 0;
    for (const auto& packet : packets)
    {
        capture.Add(packet, 1, time += 10);
    }
    return capture.Bytes();
}

TEST(FlowFolder, TakesClassesFromFilesAndFolders)
{
    const ScratchDirectory scratch;
    const FlowPackets make;
    std::filesystem::create_directories(scratch.Path() / "dir" / "web");
    auto packets = make.Connection();
    packets.push_back(make.Datagram(true, 10));
    scratch.Write("dir/web/2.pcap", CaptureOf(packets));
    scratch.Write("dir/web/1.pcap", CaptureOf(make.Connection()));
    scratch.Write("dir/web/notes.txt", "no capture");
    scratch.Write("dir/call.pcap", CaptureOf(std::vector(9, make.Datagram(true, 10))));
    const FlowFolder folder = FlowFolder::Read(scratch.Path() / "dir", {8, 20});
    EXPECT_EQ(folder.classes, (std::vector<std::string>{"call", "web"}));
    ASSERT_EQ(folder.flows.size(), 3u);
    EXPECT_EQ(folder.FlowsOf(0), 1u);
    EXPECT_EQ(folder.flows[0].flow.packets.size(), 9u);
    EXPECT_TRUE(folder.flows[0].isWhole);
    EXPECT_EQ(folder.flows[1].flow.packets.size(), 20u);
    EXPECT_FALSE(folder.flows[1].isWhole);
    ASSERT_EQ(folder.notes.size(), 1u);
    EXPECT_EQ(folder.notes[0], "class web: 1 flow of fewer than 8 packets left out");
}

TEST(FlowFolder, WhatCannotBeLearnedFromIsNamed)
{
    const ScratchDirectory scratch;
    const auto folder = scratch.Path() / "dir";
    const auto read = [&] { FlowFolder::Read(folder, {}); };
    ExpectInputError(read, "dir: cannot be read as a folder");
    std::filesystem::create_directories(folder / "web");
    ExpectInputError(read, "dir: no captures, expected CLASS.pcap or CLASS/NAME.pcap in it");
    scratch.Write("dir/web/1.pcap", CaptureOf({FlowPackets().Datagram(true, 5)}));
    ExpectInputError(read, "class web has no flow of 8 packets or more, of 1 flow");
    scratch.Write("dir/web/1.pcap", CaptureOf({{0x00, 0x01, 0x02}}));
    ExpectInputError(read, "1.pcap: no IP packets");
    scratch.Write("dir/web/1.pcap", "no capture at all");
    ExpectInputError(read, "1.pcap");
}

TEST(FlowFolder, CanBeStopped)
{
    const ScratchDirectory scratch;
    scratch.Write("web.pcap", CaptureOf(FlowPackets().Connection()));
    EXPECT_THROW(FlowFolder::Read(scratch.Path(), {}, [] { throw std::runtime_error("stopped"); }),
                 std::runtime_error);
}

class FlowFolderOfRealCaptures : public SharedDataTest
{
};

TEST_F(FlowFolderOfRealCaptures, LosesNothingByDroppingThePayload)
{
    const FlowFolder folder = FlowFolder::Read(SharedFile("data/pcap"), {1, 1024});
    ASSERT_EQ(folder.classes.size(), 10u);
    for (std::size_t label = 0; label < folder.classes.size(); ++label)
    {
        CaptureReader reader(SharedFile("data/pcap/" + folder.classes[label] + ".pcap"));
        FlowTable table;
        std::vector<std::vector<EditablePacket>> flows;
        while (const auto captured = reader.Next())
        {
            if (const auto layers = captured->Layers())
            {
                const auto place = table.Add(captured->Ip(), *layers);
                flows.resize(table.Flows());
                flows[place.flow].push_back(TakeApart(captured->Ip(),
                                                      captured->captured - *captured->ip,
                                                      captured->wire - *captured->ip));
                flows[place.flow].back().isForward = place.isForward;
                flows[place.flow].back().time = captured->time;
            }
        }
        ASSERT_EQ(folder.FlowsOf(label), flows.size());
        auto read = std::find_if(folder.flows.begin(), folder.flows.end(), [&](const auto& flow) {
            return flow.label == label;
        });
        for (const auto& packets : flows)
        {
            const auto decoded = DecodeFlow(read->flow);
            const auto whole = DecodeFlow(EncodeFlow(packets));
            ASSERT_LE(decoded.size(), whole.size());
            for (std::size_t i = 0; i < decoded.size(); ++i)
            {
                ASSERT_EQ(decoded[i].bytes, whole[i].bytes);
                ASSERT_EQ(decoded[i].time, whole[i].time);
            }
            ++read;
        }
    }
}

} // namespace
