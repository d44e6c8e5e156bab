/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "random-packets.h"
#include "shared-data.h"

#include "ns3/nprint-reader.h"
#include "ns3/nprint-writer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

std::string
TextOf(const NprintLayout& layout, const std::vector<NprintRow>& rows)
{
    std::ostringstream text;
    NprintWriter writer(text, layout);
    for (const NprintRow& row : rows)
    {
        writer.Write(row);
    }
    writer.Finish();
    return text.str();
}

/// What a reader makes of a text.
struct ReadBack
{
    explicit ReadBack(const std::string& text)
    {
        std::istringstream stream(text);
        NprintReader reader(stream, "f.npt");
        header = reader.Layout().Header();
        for (NprintRow row; reader.Next(row);)
        {
            rows.push_back(row);
        }
        damage = reader.DamageNote();
    }

    std::string header;
    std::vector<NprintRow> rows;
    std::string damage;
};

TEST(NprintText, AnyRowsAreReadBack)
{
    RandomPackets random(8);
    for (int i = 0; i < 60; ++i)
    {
        const NprintLayout layout(random.Choice());
        std::vector<NprintRow> rows;
        for (int row = 0; row < 5; ++row)
        {
            rows.push_back(random.Row(layout));
        }
        const std::string text = TextOf(layout, rows);
        const ReadBack back(text);
        EXPECT_EQ(back.header, layout.Header());
        EXPECT_EQ(back.damage, "");
        ASSERT_EQ(back.rows.size(), rows.size());
        for (std::size_t row = 0; row < rows.size(); ++row)
        {
            EXPECT_EQ(back.rows[row], rows[row]);
        }
        EXPECT_TRUE(TextOf(layout, back.rows) == text);
    }
}

TEST(NprintText, ColumnsInAnyOrderAreReadAndWritten)
{
    const std::string text = "src_ip,udp_len_3,ipv4_ver_1,ipv4_ver_2,payload_bit_9\n"
                             "a,1,0,-1,1\n"
                             ",-1,-1,1,0\n";
    const ReadBack back(text);
    ASSERT_EQ(back.rows.size(), 2u);
    EXPECT_EQ(back.rows[0].index, "a");
    EXPECT_TRUE(back.rows[0].Bit(NprintFieldOf("udp_len").at + 3));
    EXPECT_FALSE(back.rows[0].Has(NprintFieldOf("ipv4_ver").at + 2));
    EXPECT_TRUE(TextOf(NprintLayout::Parse(back.header, ""), back.rows) == text);
}

TEST(NprintText, LinesMayEndAsOnWindowsAndTheLastOneWithoutAnEnd)
{
    EXPECT_EQ(ReadBack("i,ipv4_ver_0\r\n7,1\r\n8,-1").rows.size(), 2u);
    EXPECT_EQ(ReadBack("i,ipv4_ver_0\r\n7,1\r\n8,-1").damage, "");
}

TEST(NprintText, ALineThatIsNoRowIsNamed)
{
    const auto refuses = [](const std::string& line, const std::string& why) {
        ExpectInputError(
            [&] { ReadBack("rts,ipv4_ver_0,ipv4_ver_1\n1,0,1\n" + line + "\n1,0,0\n"); },
            "f.npt:3: " + why);
    };
    refuses("1,0", "has 2 columns, expected 3");
    refuses("", "column 1 is ''");
    refuses("1,0,1,1", "has more columns than the 3 of the first line");
    refuses("1,0,1,", "has more columns than the 3 of the first line");
    refuses("1,2,1", "column 2 (ipv4_ver_0) is '2', expected 0, 1 or -1");
    refuses("1,0,", "column 3 (ipv4_ver_1) is ''");
    refuses("1,0,-", "column 3 (ipv4_ver_1) is '-'");
    refuses("1,0,1 ", "column 3 (ipv4_ver_1) is '1 '");
    refuses("x,0,1", "column 1 is 'x', expected µs since the previous packet");
    refuses("99999999999999999999,0,1", "column 1 is");
}

TEST(NprintText, WhatIsNoNprintFileIsRefused)
{
    const ScratchDirectory scratch;
    const auto refuses = [](const std::filesystem::path& path, const std::string& why) {
        ExpectInputError([&] { NprintReader reader(path); }, path.string() + why);
    };
    refuses(scratch.Path() / "none", ": cannot be read: ");
    refuses(scratch.Path(), ": cannot be read: is a directory, expected an nPrint file");
    refuses(scratch.Write("empty", ""), ": is empty, expected an nPrint file");
    refuses(scratch.Write("csv", "a,b\n1,2\n"), ":1: column 2 is 'b'");
    refuses(scratch.Write("long", std::string(17 * 1024 * 1024, 'x')), ":1: is longer than");
    const auto file =
        scratch.Write("longrow", "i,ipv4_ver_0\n" + std::string(1024 * 1024, 'x') + ",1\n");
    ExpectInputError(
        [&] {
            NprintReader reader(file);
            NprintRow row;
            reader.Next(row);
        },
        ":2: is longer than");
}

TEST(NprintText, CutAtAnyByteItIsReadUpToThere)
{
    RandomPackets random(9);
    NprintChoice choice;
    choice.udp = true;
    choice.hasRts = true;
    const NprintLayout layout(choice);
    std::vector<NprintRow> rows;
    for (int row = 0; row < 3; ++row)
    {
        rows.push_back(random.Row(layout));
    }
    const std::string text = TextOf(layout, rows);
    std::vector<std::size_t> ends; // of lines, before \n
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
    {
        ends.push_back(at);
    }
    for (std::size_t size = ends[0]; size <= text.size(); ++size)
    {
        const ReadBack back(text.substr(0, size));
        std::size_t whole = 0;
        bool isInside = false;
        for (std::size_t row = 0; row < rows.size(); ++row)
        {
            whole += ends[row + 1] <= size ? 1 : 0;
            isInside |= size > ends[row] + 1 && size < ends[row + 1];
        }
        ASSERT_EQ(back.rows.size(), whole) << size;
        ASSERT_EQ(!back.damage.empty(), isInside) << size << " " << back.damage;
        if (isInside)
        {
            EXPECT_EQ(back.damage,
                      "f.npt: damaged, " + std::to_string(whole) + (whole == 1 ? " row" : " rows") +
                          " read, stopped at line " + std::to_string(whole + 2) +
                          ", which ends inside a row");
        }
    }
    for (std::size_t size = 0; size < ends[0];
         ++size) // in the first line: refused, or fewer columns
    {
        try
        {
            EXPECT_TRUE(ReadBack(text.substr(0, size)).rows.empty());
        }
        catch (const InputError& error)
        {
            EXPECT_EQ(std::string(error.what()).rfind("f.npt:", 0), 0u) << error.what();
        }
    }
}

class NprintTextOfOthers : public SharedDataTest
{
};

TEST_F(NprintTextOfOthers, IsWrittenAsItWasRead)
{
    for (const char* name :
         {"data/netdiffusion/netflix_01.nprint", "data/netdiffusion/netflix_5.generated.nprint"})
    {
        std::ifstream stream(SharedFile(name), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        const ReadBack back(text);
        EXPECT_EQ(back.rows.size(), 1024u);
        EXPECT_TRUE(TextOf(NprintLayout::Parse(back.header, ""), back.rows) == text) << name;
    }
}

} // namespace
