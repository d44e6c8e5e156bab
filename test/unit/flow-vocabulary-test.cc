/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "flow-packets.h"

#include "ns3/flow-codec.h"
#include "ns3/flow-vocabulary.h"

#include <gtest/gtest.h>

#include <vector>

namespace
{

using namespace ns3::synthnet;

FlowSymbols
FlowOf(const std::vector<std::vector<uint8_t>>& packets)
{
    std::vector<EditablePacket> taken;
    for (const auto& bytes : packets)
    {
        taken.push_back(TakeApart(bytes.data(), bytes.size(), bytes.size()));
        taken.back().isForward = taken.back().source.port == 40000;
        taken.back().time = static_cast<int64_t>(taken.size() * taken.size()) * 1000;
    }
    return EncodeFlow(taken);
}

std::vector<FlowSymbols>
SomeFlows()
{
    const FlowPackets four(4);
    const FlowPackets six(6);
    std::vector<FlowSymbols> flows;
    for (int i = 0; i < 10; ++i)
    {
        flows.push_back(FlowOf(four.Connection()));
        flows.push_back(FlowOf(six.Connection()));
        flows.push_back(FlowOf({four.Datagram(true, 100), four.Datagram(false, 1200)}));
        flows.push_back(FlowOf(
            {four.Segment(true, TCP_ACK, 100, 1, 50),
             four.Segment(true, TCP_ACK, 200, 1, 50),
             four.Segment(false, TCP_ACK, 1, 150, 0, {1, 1, 5, 10, 0, 0, 0, 200, 0, 0, 0, 250})}));
    }
    return flows;
}

TEST(FlowVocabulary, TheTokensOfAFlowGiveTheFlowAgain)
{
    const auto flows = SomeFlows();
    const FlowVocabulary vocabulary(flows);
    RandomNumbers random(1, 0);
    for (const FlowSymbols& flow : flows)
    {
        const FlowTokens tokens = vocabulary.Tokens(flow, true);
        const FlowSymbols drawn = vocabulary.Draw(tokens, random);
        ASSERT_EQ(drawn.packets.size(), flow.packets.size());
        EXPECT_EQ(drawn.head.ends.version, flow.head.ends.version);
        EXPECT_EQ(drawn.head.ends.protocol, flow.head.ends.protocol);
        EXPECT_EQ(drawn.head.ends.source.port, 40000);
        EXPECT_EQ(drawn.head.hopLimits, flow.head.hopLimits);
        for (std::size_t i = 0; i < drawn.packets.size(); ++i)
        {
            EXPECT_EQ(drawn.packets[i].shape, flow.packets[i].shape);
            EXPECT_EQ(drawn.packets[i].sack, flow.packets[i].sack);
            EXPECT_EQ(drawn.packets[i].isForward, flow.packets[i].isForward);
            EXPECT_EQ(drawn.packets[i].Field(FlowField::SEQUENCE),
                      flow.packets[i].Field(FlowField::SEQUENCE));
            EXPECT_EQ(drawn.packets[i].Field(FlowField::LENGTH),
                      flow.packets[i].Field(FlowField::LENGTH));
        }
    }
}

TEST(FlowVocabulary, TheShapeTellsWhatAPacketHas)
{
    const auto flows = SomeFlows();
    const FlowVocabulary vocabulary(flows);
    const auto channel = [](FlowField field) {
        return FIRST_FIELD_CHANNEL + static_cast<std::size_t>(field);
    };
    const auto datagram = vocabulary.Tokens(flows[2], true).packets[0];
    EXPECT_TRUE(vocabulary.HasChannel(datagram[SHAPE_CHANNEL], channel(FlowField::LENGTH)));
    EXPECT_TRUE(vocabulary.HasChannel(datagram[SHAPE_CHANNEL], channel(FlowField::IDENTIFICATION)));
    EXPECT_FALSE(vocabulary.HasChannel(datagram[SHAPE_CHANNEL], channel(FlowField::WINDOW)));
    const auto six = vocabulary.Tokens(flows[1], true).packets[5];
    EXPECT_FALSE(vocabulary.HasChannel(six[SHAPE_CHANNEL], channel(FlowField::IDENTIFICATION)));
    EXPECT_FALSE(vocabulary.HasChannel(six[SHAPE_CHANNEL], SACK_CHANNEL));
    const auto sack = vocabulary.Tokens(flows[3], true).packets[2];
    EXPECT_TRUE(vocabulary.HasChannel(sack[SHAPE_CHANNEL], SACK_CHANNEL));
    EXPECT_FALSE(vocabulary.IsForward(sack[SHAPE_CHANNEL]));
    for (const FlowSymbols& flow : flows)
    {
        for (const auto& packet : vocabulary.Tokens(flow, true).packets)
        {
            for (std::size_t of = 0; of < PACKET_CHANNELS; ++of)
            {
                EXPECT_TRUE(vocabulary.IsPossible(packet[SHAPE_CHANNEL], of, packet[of])) << of;
            }
        }
    }
}

TEST(FlowVocabulary, WhatWasNotSeenIsUnknown)
{
    const FlowVocabulary vocabulary(SomeFlows());
    FlowSymbols flow = SomeFlows().front();
    flow.packets[0].shape.back() ^= 1;
    flow.packets[1].isRaw = true;
    const FlowTokens tokens = vocabulary.Tokens(flow, false);
    EXPECT_EQ(tokens.packets[0], (std::array<uint32_t, PACKET_CHANNELS>{}));
    EXPECT_EQ(tokens.packets[1], (std::array<uint32_t, PACKET_CHANNELS>{}));
    EXPECT_GT(tokens.packets[2][SHAPE_CHANNEL], FlowVocabulary::END);
    EXPECT_FALSE(tokens.hasEnd);
}

TEST(FlowVocabulary, ComesBackFromItsText)
{
    const FlowVocabulary vocabulary(SomeFlows());
    const FlowVocabulary read = FlowVocabulary::FromJson(vocabulary.ToJson(), "model");
    EXPECT_EQ(read.ToJson(), vocabulary.ToJson());
    const FlowSymbols flow = SomeFlows()[3];
    EXPECT_EQ(read.Tokens(flow, true).packets, vocabulary.Tokens(flow, true).packets);
}

TEST(FlowVocabulary, ADamagedTextIsNamed)
{
    std::string text = FlowVocabulary(SomeFlows()).ToJson();
    ExpectInputError([&] { FlowVocabulary::FromJson(text.substr(1), "model"); }, "model");
    const std::size_t bytes = text.find("\"bytes\":\"") + 9;
    std::string odd = text;
    odd.erase(bytes, 1);
    ExpectInputError([&] { FlowVocabulary::FromJson(odd, "model"); },
                     "even number of hexadecimal digits");
    text[bytes] = 'x';
    ExpectInputError([&] { FlowVocabulary::FromJson(text, "model"); }, "hexadecimal digits");
}

} // namespace
