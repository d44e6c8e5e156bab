/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/int-hop.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Bytes = std::vector<uint8_t>;

Bytes
EncodedHop(const IntHop& hop, uint16_t bitmap)
{
    Bytes bytes(4 * IntHopWords(bitmap));
    EncodeIntHop(hop, bitmap, bytes.data());
    return bytes;
}

TEST(IntHop, EachBitHasTheBytesOfTheSpecification)
{
    const std::vector<unsigned> words{1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    unsigned all = 0;
    for (std::size_t bit = 0; bit < words.size(); ++bit)
    {
        EXPECT_EQ(IntHopWords(0x8000 >> bit), words[bit]) << bit;
        all += words[bit];
    }
    EXPECT_EQ(IntHopWords(0xffff), all);
    EXPECT_EQ(IntHopWords(0), 0u);
    EXPECT_EQ(IntHopWords(0xfe00), 10u); // HopML of the check vectors
}

TEST(IntHop, FieldsLieInTheOrderOfTheBits)
{
    IntHop hop;
    hop.nodeId = 0x01020304;
    hop.ingressInterface = 0x0506;
    hop.egressInterface = 0x0708;
    hop.hopLatency = 0x090a0b0c;
    hop.queueId = 0x0d;
    hop.queueOccupancy = 0x0e0f10;
    hop.ingressTimestamp = 0x1112131415161718;
    hop.egressTimestamp = 0x191a1b1c1d1e1f20;
    hop.ingressInterface2 = 0x21222324;
    hop.egressInterface2 = 0x25262728;
    hop.txUtilization = 0x292a2b2c;
    hop.bufferId = 0x2d;
    hop.bufferOccupancy = 0x2e2f30;
    for (std::size_t i = 0; i < hop.reserved.size(); ++i)
    {
        hop.reserved[i] = 0x31323334 + 0x04040404 * static_cast<uint32_t>(i);
    }
    hop.last = 0x494a4b4c;
    Bytes expected(76);
    for (std::size_t i = 0; i < expected.size(); ++i)
    {
        expected[i] = static_cast<uint8_t>(i + 1);
    }
    EXPECT_EQ(EncodedHop(hop, 0xffff), expected);
    EXPECT_EQ(DecodeIntHop(expected.data(), 0xffff), hop);
}

TEST(IntHop, WhatANodeDoesNotHaveIsAllOnes)
{
    EXPECT_EQ(EncodedHop({}, 0xffff), Bytes(76, 0xff));
    EXPECT_EQ(DecodeIntHop(nullptr, 0), IntHop());
}

TEST(IntHop, AValueWiderThanItsFieldLosesItsUpperBits)
{
    IntHop hop;
    hop.queueId = 1;
    hop.queueOccupancy = 0xff000002;
    EXPECT_EQ(EncodedHop(hop, INT_QUEUE_OCCUPANCY), (Bytes{1, 0, 0, 2}));
}

TEST(IntHop, EveryBitmapComesBackFromItsBytes)
{
    std::mt19937 random(1);
    for (unsigned bitmap = 0; bitmap <= 0xffff; ++bitmap)
    {
        Bytes bytes(4 * IntHopWords(static_cast<uint16_t>(bitmap)));
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(random());
        }
        const IntHop hop = DecodeIntHop(bytes.data(), static_cast<uint16_t>(bitmap));
        ASSERT_EQ(EncodedHop(hop, static_cast<uint16_t>(bitmap)), bytes) << bitmap;
    }
}

} // namespace
