/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "random-packets.h"

#include "ns3/nprint-row.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace
{

using namespace ns3::synthnet;

TEST(NprintRow, StartsEmpty)
{
    const NprintRow row(3);
    EXPECT_TRUE(row.IsEmpty());
    EXPECT_EQ(row.Cells(), 8 * (NPRINT_HEADER_BYTES + 3));
    EXPECT_FALSE(row.Has(0));
    EXPECT_FALSE(row.Field("ipv4_ver"));
    EXPECT_EQ(row.BytesOf(NprintHeader::PAYLOAD), 0u);
}

TEST(NprintRow, EveryFieldKeepsItsValueAndLeavesTheOthers)
{
    for (const NprintField& field : NprintFields())
    {
        if (field.bits > 64)
        {
            continue;
        }
        const uint64_t most = field.bits == 64 ? ~uint64_t{0} : (uint64_t{1} << field.bits) - 1;
        for (const uint64_t value : {uint64_t{0}, uint64_t{1}, most, most / 3})
        {
            NprintRow row;
            row.SetField(field, value);
            EXPECT_EQ(row.Field(field), value & most) << field.name;
            EXPECT_EQ(row.Present(field), field.bits);
            for (std::size_t bit = 0; bit < field.bits; ++bit)
            {
                EXPECT_EQ(row.Bit(field.at + bit), (value >> (field.bits - 1 - bit) & 1) != 0);
            }
            row.ClearField(field);
            EXPECT_TRUE(row.IsEmpty()) << field.name;
        }
    }
}

TEST(NprintRow, AFieldWithoutOneBitHasNoValue)
{
    NprintRow row;
    const NprintField field = NprintFieldOf("ipv4_foff");
    row.SetField(field, 0x1fff);
    row.ClearBit(field.at + 7);
    EXPECT_FALSE(row.Field(field));
    EXPECT_FALSE(row.Bit(field.at + 7));
    EXPECT_EQ(row.Present(field), 12u);
    row.SetBit(field.at + 7, false);
    EXPECT_EQ(row.Field(field), 0x1fdfu);
}

TEST(NprintRow, AWideFieldHasNoNumber)
{
    NprintRow row;
    EXPECT_THROW(row.Field("ipv6_src"), std::invalid_argument);
    EXPECT_THROW(row.SetField("tcp_opt", 0), std::invalid_argument);
    EXPECT_THROW(row.Field("no_field"), std::invalid_argument);
}

TEST(NprintRow, AHeaderIsItsBytes)
{
    NprintRow row(4);
    const std::vector<uint8_t> bytes = {0x12, 0x34, 0x00, 0x50};
    row.SetHeader(NprintHeader::UDP, bytes.data(), bytes.size());
    EXPECT_EQ(row.Field("udp_sport"), 0x1234u);
    EXPECT_EQ(row.Field("udp_dport"), 0x50u);
    EXPECT_FALSE(row.Field("udp_len"));
    EXPECT_EQ(row.BytesOf(NprintHeader::UDP), 4u);
    EXPECT_EQ(row.Present(NprintHeader::UDP), 32u);
    row.SetHeader(NprintHeader::UDP, bytes.data(), 1);
    EXPECT_EQ(row.BytesOf(NprintHeader::UDP), 1u);
    EXPECT_EQ(row.Header(NprintHeader::UDP)[1], 0) << "what is absent is 0";
    row.SetHeader(NprintHeader::PAYLOAD, bytes.data(), 4);
    EXPECT_EQ(row.BytesOf(NprintHeader::PAYLOAD), 4u);
    EXPECT_THROW(row.SetHeader(NprintHeader::PAYLOAD, bytes.data(), 5), std::invalid_argument);
}

TEST(NprintRow, OfTheSameCellsAreEqual)
{
    RandomPackets random(2);
    const NprintLayout layout(NprintChoice::Headers());
    const NprintRow row = random.Row(layout);
    NprintRow copy = row;
    EXPECT_EQ(copy, row);
    const std::size_t place = random.Below(row.Cells());
    row.Has(place) ? copy.ClearBit(place) : copy.SetBit(place, false);
    EXPECT_FALSE(copy == row);
}

} // namespace
