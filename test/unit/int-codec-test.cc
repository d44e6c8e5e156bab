/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/int-codec.h"

#include <gtest/gtest.h>

#include <array>

namespace
{

using namespace ns3::synthnet;
using ShimBytes = std::array<uint8_t, INT_SHIM_BYTES>;
using HeaderBytes = std::array<uint8_t, INT_HEADER_BYTES>;

ShimBytes
EncodedShim(const IntShim& shim)
{
    ShimBytes bytes;
    EncodeIntShim(shim, bytes.data());
    return bytes;
}

HeaderBytes
EncodedHeader(const IntHeader& header, IntType type)
{
    HeaderBytes bytes;
    EncodeIntHeader(header, type, bytes.data());
    return bytes;
}

TEST(IntShim, HoldsWhatItsNextProtocolTypeNames)
{
    EXPECT_EQ(EncodedShim({INT_MD, INT_NPT_DSCP, 23, 0x17, 9, 9}), (ShimBytes{0x10, 23, 0, 0x5c}));
    EXPECT_EQ(EncodedShim({INT_MX, INT_NPT_PORT, 3, 9, 9028, 9}), (ShimBytes{0x34, 3, 0x23, 0x44}));
    EXPECT_EQ(EncodedShim({INT_DESTINATION, INT_NPT_PROTOCOL, 255, 9, 9, 17}),
              (ShimBytes{0x28, 255, 0, 17}));
    EXPECT_EQ(EncodedShim({INT_MD, 3, 1, 9, 9, 9}), (ShimBytes{0x1c, 1, 0, 0}));
}

TEST(IntShim, ComesBackAtTheLimitsOfEveryField)
{
    for (const uint8_t type : {0, 1, 15})
    {
        for (const uint8_t length : {0, 1, 255})
        {
            for (const uint16_t most : {0, 1})
            {
                const IntShim dscp{type, INT_NPT_DSCP, length, static_cast<uint8_t>(63 * most)};
                const IntShim port{type,
                                   INT_NPT_PORT,
                                   length,
                                   0,
                                   static_cast<uint16_t>(65535 * most)};
                IntShim protocol{type, INT_NPT_PROTOCOL, length};
                protocol.protocol = static_cast<uint8_t>(255 * most);
                for (const IntShim& shim : {dscp, port, protocol})
                {
                    EXPECT_EQ(DecodeIntShim(EncodedShim(shim).data()), shim);
                }
            }
        }
    }
}

TEST(IntShim, WhatIsReservedIsNotLookedAt)
{
    const ShimBytes bytes{0x13, 3, 0xff, 0x5f};
    EXPECT_EQ(DecodeIntShim(bytes.data()), (IntShim{INT_MD, INT_NPT_DSCP, 3, 0x17}));
    const ShimBytes other{0x1b, 3, 0xff, 6};
    EXPECT_EQ(DecodeIntShim(other.data()), (IntShim{INT_MD, INT_NPT_PROTOCOL, 3, 0, 0, 6}));
}

TEST(IntHeader, OfTheCheckVectors)
{
    IntHeader header;
    header.hopMl = 10;
    header.remainingHops = 7;
    header.bitmap = 0xfe00;
    header.domainId = 0x7777;
    header.domainInstructions = 0x8888;
    header.domainFlags = 0x9999;
    EXPECT_EQ(EncodedHeader(header, INT_MD),
              (HeaderBytes{0x20, 0, 10, 7, 0xfe, 0, 0x77, 0x77, 0x88, 0x88, 0x99, 0x99}));
    EXPECT_EQ(EncodedHeader(header, INT_MX),
              (HeaderBytes{0x20, 0, 0, 0, 0xfe, 0, 0x77, 0x77, 0x88, 0x88, 0x99, 0x99}));
}

TEST(IntHeader, FlagsHaveTheirPlaces)
{
    IntHeader header;
    header.discard = true;
    EXPECT_EQ(EncodedHeader(header, INT_MD)[0], 0x28);
    EXPECT_EQ(EncodedHeader(header, INT_MX)[0], 0x28);
    header.discard = false;
    header.exceeded = true;
    EXPECT_EQ(EncodedHeader(header, INT_MD)[0], 0x24);
    EXPECT_EQ(EncodedHeader(header, INT_MX)[0], 0x20);
    header.exceeded = false;
    header.mtuExceeded = true;
    EXPECT_EQ(EncodedHeader(header, INT_MD)[0], 0x22);
    EXPECT_EQ(EncodedHeader(header, INT_MX)[0], 0x20);
}

TEST(IntHeader, ComesBackAtTheLimitsOfEveryField)
{
    IntHeader most;
    most.version = 15;
    most.discard = true;
    most.bitmap = 0xffff;
    most.domainId = 0xffff;
    most.domainInstructions = 0xffff;
    most.domainFlags = 0xffff;
    EXPECT_EQ(DecodeIntHeader(EncodedHeader(most, INT_MX).data(), INT_MX), most);
    most.exceeded = true;
    most.mtuExceeded = true;
    most.hopMl = 31;
    most.remainingHops = 255;
    EXPECT_EQ(DecodeIntHeader(EncodedHeader(most, INT_MD).data(), INT_MD), most);

    IntHeader least;
    least.version = 0;
    EXPECT_EQ(DecodeIntHeader(EncodedHeader(least, INT_MD).data(), INT_MD), least);
    EXPECT_EQ(EncodedHeader(least, INT_MD), HeaderBytes{});
}

TEST(IntHeader, WhatIsReservedIsNotLookedAt)
{
    IntHeader header;
    header.hopMl = 1;
    HeaderBytes bytes = EncodedHeader(header, INT_MD);
    bytes[0] |= 0x01;
    bytes[1] = 0xff;
    bytes[2] |= 0xe0;
    EXPECT_EQ(DecodeIntHeader(bytes.data(), INT_MD), header);
}

} // namespace
