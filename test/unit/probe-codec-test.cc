/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/input-error.h"
#include "ns3/probe-codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

using HopBytes = std::array<uint8_t, PROBE_HOP_BYTES>;

HopBytes
Encode(const IntMetadata& hop)
{
    HopBytes bytes;
    EncodeProbeHop(hop, bytes.data());
    return bytes;
}

/// A hop whose one set bit must land on one bit of the wire, counted from the first.
struct LowestBit
{
    const char* name;
    std::function<void(IntMetadata&)> set;
    unsigned bit;
};

// The last bit of each field: 31, then 9 + 9 + 9, 48 + 48, 32, 19, 32, 19 more.
const std::vector<LowestBit>&
LowestBits()
{
    static const std::vector<LowestBit> bits{
        {"switch id", [](IntMetadata& hop) { hop.switchId = 1; }, 30},
        {"ingress port", [](IntMetadata& hop) { hop.ingressPort = 1; }, 39},
        {"egress port", [](IntMetadata& hop) { hop.egressPort = 1; }, 48},
        {"egress spec", [](IntMetadata& hop) { hop.egressSpec = 1; }, 57},
        {"ingress time", [](IntMetadata& hop) { hop.ingressGlobalTimestamp = 1; }, 105},
        {"egress time", [](IntMetadata& hop) { hop.egressGlobalTimestamp = 1; }, 153},
        {"enq time", [](IntMetadata& hop) { hop.enqTimestamp = 1; }, 185},
        {"enq depth", [](IntMetadata& hop) { hop.enqQdepth = 1; }, 204},
        {"deq delta", [](IntMetadata& hop) { hop.deqTimedelta = 1; }, 236},
        {"deq depth", [](IntMetadata& hop) { hop.deqQdepth = 1; }, 255},
    };
    return bits;
}

TEST(ProbeCodec, TheLowestBitOfEachFieldIsWhereTheTableOfWidthsPutsIt)
{
    for (const LowestBit& field : LowestBits())
    {
        IntMetadata hop;
        field.set(hop);
        HopBytes expected{};
        expected[field.bit / 8] = static_cast<uint8_t>(0x80 >> field.bit % 8);
        EXPECT_EQ(Encode(hop), expected) << field.name;
        EXPECT_EQ(DecodeProbeHop(expected.data()), hop) << field.name;
    }
}

TEST(ProbeCodec, TheFirstRowOfTheMeasuredLogHasTheseBytes)
{
    IntMetadata hop;
    hop.switchId = 3;
    hop.egressPort = 1;
    hop.ingressGlobalTimestamp = 107360505;
    hop.egressGlobalTimestamp = 107360619;
    hop.enqTimestamp = 107360594;
    hop.deqTimedelta = 27;
    const HopBytes expected{0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x80, 0x00, 0x00, 0x01, 0x99,
                            0x8c, 0x3e, 0x40, 0x00, 0x01, 0x99, 0x8c, 0x5a, 0xc1, 0x99, 0x8c,
                            0x54, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0xd8, 0x00, 0x00};
    EXPECT_EQ(Encode(hop), expected);
    EXPECT_EQ(DecodeProbeHop(expected.data()), hop);
}

TEST(ProbeCodec, AHopWithAllFieldsInUseHasTheseBytes)
{
    IntMetadata hop;
    hop.switchId = 0x2345678a;
    hop.ingressPort = 0x155;
    hop.egressPort = 0x0aa;
    hop.egressSpec = 0x1ff;
    hop.ingressGlobalTimestamp = 0x123456789abc;
    hop.egressGlobalTimestamp = 0xfedcba987654;
    hop.enqTimestamp = 0x89abcdef;
    hop.enqQdepth = 0x5a5a5;
    hop.deqTimedelta = 0x01020304;
    hop.deqQdepth = 0x2b3c4;
    const HopBytes expected{0x46, 0x8a, 0xcf, 0x15, 0x55, 0x55, 0x7f, 0xc4, 0x8d, 0x15, 0x9e,
                            0x26, 0xaf, 0x3f, 0xb7, 0x2e, 0xa6, 0x1d, 0x95, 0x22, 0x6a, 0xf3,
                            0x7b, 0xed, 0x2d, 0x28, 0x08, 0x10, 0x18, 0x22, 0xb3, 0xc4};
    EXPECT_EQ(Encode(hop), expected);
    EXPECT_EQ(DecodeProbeHop(expected.data()), hop);
}

IntMetadata
Largest()
{
    IntMetadata hop;
    hop.switchId = 0x7fffffff;
    hop.ingressPort = hop.egressPort = hop.egressSpec = 511;
    hop.ingressGlobalTimestamp = hop.egressGlobalTimestamp = 0xffffffffffff;
    hop.enqTimestamp = hop.deqTimedelta = 0xffffffff;
    hop.enqQdepth = hop.deqQdepth = 0x7ffff;
    return hop;
}

TEST(ProbeCodec, TheLargestValuesFillEveryBit)
{
    HopBytes ones;
    ones.fill(0xff);
    EXPECT_EQ(Encode(Largest()), ones);
    EXPECT_EQ(DecodeProbeHop(ones.data()), Largest());
    EXPECT_EQ(Encode({}), HopBytes{});
}

TEST(ProbeCodec, AValueTooWideLosesItsUpperBitsAndTouchesNoNeighbour)
{
    IntMetadata hop;
    hop.switchId = 0x80000000;
    hop.ingressPort = hop.egressPort = hop.egressSpec = 512;
    hop.ingressGlobalTimestamp = hop.egressGlobalTimestamp = uint64_t{1} << 48;
    hop.enqQdepth = hop.deqQdepth = 0x80000;
    EXPECT_EQ(Encode(hop), HopBytes{});
    hop.ingressPort = 513;
    EXPECT_EQ(DecodeProbeHop(Encode(hop).data()).ingressPort, 1);
}

TEST(ProbeCodec, AProbeIsItsCountAndItsHopsTheNewestFirst)
{
    EXPECT_EQ(EncodeProbe({}), (std::vector<uint8_t>{0, 0}));
    IntMetadata newest;
    newest.switchId = 3;
    IntMetadata oldest;
    oldest.switchId = 1;
    const std::vector<uint8_t> bytes = EncodeProbe({newest, Largest(), oldest});
    ASSERT_EQ(bytes.size(), 2u + 3u * 32u);
    EXPECT_EQ(bytes[0], 0);
    EXPECT_EQ(bytes[1], 3);
    EXPECT_EQ(bytes[2 + 3], 6);
    EXPECT_EQ(bytes[2 + 32], 0xff);
    EXPECT_EQ(bytes[2 + 64 + 3], 2);
    const ProbeHops expected{newest, Largest(), oldest};
    EXPECT_EQ(DecodeProbe(bytes.data(), bytes.size()), expected);
}

TEST(ProbeCodec, TheCountHasSixteenBits)
{
    const ProbeHops hops(PROBE_MAX_HOPS, Largest());
    const std::vector<uint8_t> bytes = EncodeProbe(hops);
    EXPECT_EQ(bytes[0], 0xff);
    EXPECT_EQ(bytes[1], 0xff);
    EXPECT_EQ(DecodeProbe(bytes.data(), bytes.size())->size(), PROBE_MAX_HOPS);
    EXPECT_THROW(EncodeProbe(ProbeHops(PROBE_MAX_HOPS + 1)), InputError);
    EXPECT_EQ(EncodeProbe(ProbeHops(256))[0], 1);
    EXPECT_EQ(EncodeProbe(ProbeHops(256))[1], 0);
}

TEST(ProbeCodec, EverySizeButTheCountsIsRefused)
{
    std::vector<uint8_t> bytes = EncodeProbe({Largest(), Largest()});
    bytes.resize(bytes.size() + 40);
    for (std::size_t size = 0; size <= bytes.size(); ++size)
    {
        // A copy of just this size lets a sanitizer see any read beyond it.
        const std::vector<uint8_t> part(bytes.begin(), bytes.begin() + static_cast<long>(size));
        EXPECT_EQ(DecodeProbe(part.data(), part.size()).has_value(), size == 66) << size;
    }
    EXPECT_FALSE(DecodeProbe(nullptr, 0));
}

} // namespace
