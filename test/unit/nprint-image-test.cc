/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "random-packets.h"
#include "shared-data.h"

#include "ns3/nprint-image.h"
#include "ns3/nprint-reader.h"
#include "ns3/nprint-writer.h"
#include "ns3/png-writer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Pixels = std::vector<uint8_t>;

/// @return all pixels of an image, 3 bytes each
Pixels
PixelsOf(std::istream& stream)
{
    PngReader image(stream, "image");
    Pixels all;
    for (Pixels row; image.Next(row);)
    {
        all.insert(all.end(), row.begin(), row.end());
    }
    EXPECT_EQ(all.size(), 3 * image.Width() * image.Height());
    return all;
}

Pixels
PixelsOf(const std::string& png)
{
    std::istringstream stream(png);
    return PixelsOf(stream);
}

Pixels
PixelsOf(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return PixelsOf(stream);
}

/// @param pixels 4 bytes each
std::string
Png(std::size_t width,
    std::size_t height,
    const Pixels& pixels,
    const std::vector<PngText>& texts = {})
{
    std::ostringstream stream;
    PngWriter image(stream, width, height, texts);
    const auto row = static_cast<std::ptrdiff_t>(4 * width);
    for (std::size_t y = 0; y < height; ++y)
    {
        const auto from = pixels.begin() + static_cast<std::ptrdiff_t>(y) * row;
        image.Write(Pixels(from, from + row));
    }
    image.Finish();
    return stream.str();
}

std::string
ColumnsImage(const NprintLayout& layout, const std::vector<NprintRow>& rows)
{
    NprintColumnsImage image(layout);
    for (const NprintRow& row : rows)
    {
        image.Add(row);
    }
    std::ostringstream png;
    image.Write(png);
    return png.str();
}

std::string
Clean(const std::string& png)
{
    std::istringstream stream(png);
    PngReader image(stream, "image");
    std::ostringstream clean;
    WriteCleanImage(clean, image);
    return clean.str();
}

std::vector<NprintRow>
RowsOf(const std::string& png, std::string* header = nullptr)
{
    std::istringstream stream(png);
    NprintImageReader reader(stream, "image");
    std::vector<NprintRow> rows;
    for (NprintRow row; reader.Next(row);)
    {
        rows.push_back(row);
    }
    if (header)
    {
        *header = reader.Layout().Header();
    }
    return rows;
}

TEST(NprintImage, OneIsRedZeroGreenAndWhatIsAbsentBlue)
{
    const NprintLayout layout = NprintLayout::Parse("ipv4_ver_0,ipv4_ver_1,ipv4_ver_2", "f");
    NprintRow row = layout.MakeRow();
    row.SetBit(layout.Places()[0], true);
    row.SetBit(layout.Places()[1], false);
    EXPECT_EQ(PixelsOf(ColumnsImage(layout, {row})), (Pixels{255, 0, 0, 0, 255, 0, 0, 0, 255}));
}

TEST(NprintImage, NetDiffusionsIsPaddedWithBlueRowsThatAreKept)
{
    RandomPackets random(10);
    const NprintLayout layout = NprintLayout::NetDiffusion();
    std::vector<NprintRow> rows = {random.Row(layout), random.Row(layout)};
    std::ostringstream png;
    WriteNetDiffusionImage(png, rows);
    std::string header;
    const std::vector<NprintRow> back = RowsOf(png.str(), &header);
    EXPECT_EQ(header, layout.Header());
    ASSERT_EQ(back.size(), 1024u);
    for (std::size_t i = 0; i < back.size(); ++i)
    {
        EXPECT_EQ(back[i].index, std::to_string(i));
        EXPECT_EQ(back[i].IsEmpty(), i >= 2);
    }
    rows[1].index = "1";
    EXPECT_EQ(back[1], rows[1]);
}

TEST(NprintImage, OfAnyColumnsIsReadBackWithAllThatStandsInFront)
{
    RandomPackets random(11);
    for (int i = 0; i < 20; ++i)
    {
        const NprintLayout layout(random.Choice());
        std::vector<NprintRow> rows;
        for (int row = 0; row < 4; ++row)
        {
            rows.push_back(random.Row(layout));
        }
        const std::string png = ColumnsImage(layout, rows);
        for (const std::string& image : {png, Clean(png)})
        {
            std::string header;
            EXPECT_TRUE(RowsOf(image, &header) == rows);
            EXPECT_EQ(header, layout.Header());
        }
    }
}

TEST(NprintImage, ColoursBecomePureByTheirLargestChannelAndRedBeforeThat)
{
    const std::vector<std::pair<Pixels, Pixels>> rules = {
        {{1, 159, 99}, {255, 0, 0}},    // red above 0, green below 160, blue below 100
        {{0, 159, 99}, {0, 255, 0}},    // no red
        {{1, 160, 99}, {0, 255, 0}},    // green too large
        {{1, 99, 100}, {0, 0, 255}},    // blue too large
        {{200, 200, 200}, {255, 0, 0}}, // ties: red, green, blue
        {{0, 200, 200}, {0, 255, 0}},
        {{0, 0, 0}, {255, 0, 0}},
        {{150, 160, 170}, {0, 0, 255}},
        {{170, 160, 150}, {255, 0, 0}},
    };
    for (const auto& [before, after] : rules)
    {
        const std::string png = Png(1, 1, {before[0], before[1], before[2], 7});
        EXPECT_EQ(PixelsOf(Clean(png)), after) << +before[0] << " " << +before[1];
    }
}

TEST(NprintImage, WhatIsNoSuchImageIsRefused)
{
    const auto refuses = [](const std::string& png, const std::string& why) {
        ExpectInputError([&] { RowsOf(png); }, "image" + why);
    };
    const Pixels blue = {0, 0, 255, 255};
    refuses("", ": is no PNG image");
    refuses("GIF89a..........", ": is no PNG image");
    refuses(Png(1, 1, blue), ": is 1 pixels wide, expected 1088, the columns of NetDiffusion's");
    const PngText columns{NPRINT_COLUMNS_KEYWORD, "i,ipv4_ver_0", false};
    refuses(Png(1, 1, {0, 1, 255, 255}, {columns}),
            ": pixel 0 of row 0 is #0001ff, expected pure red, green or blue");
    refuses(Png(1, 1, blue, {{NPRINT_COLUMNS_KEYWORD, "i,ipv4_ver_0,ipv4_ver_1", false}}),
            ": is 1 pixels wide, expected 2, the columns that its text chunk names");
    refuses(Png(1, 1, blue, {{NPRINT_COLUMNS_KEYWORD, "i,x", false}}),
            ": text chunk nprint-columns:1: column 2 is 'x'");
    refuses(Png(1, 1, blue, {columns}), ": line 1 of its text chunk nprint-rows is not");
    refuses(Png(1, 1, blue, {columns, {NPRINT_ROWS_KEYWORD, "a\nb\n", true}}),
            ": has more lines in its text chunk nprint-rows than rows");
    EXPECT_EQ(RowsOf(Png(1, 1, blue, {columns, {NPRINT_ROWS_KEYWORD, "a\n", true}}))[0].index, "a");
    ExpectInputError([] { ColumnsImage(NprintLayout::NetDiffusion(), {}); },
                     "an image of 1088 columns and 0 rows, expected 1 to 1000000 of each");
}

TEST(NprintImage, CutAtAnyByteItIsRefusedWithOneLine)
{
    RandomPackets random(12);
    NprintChoice choice;
    choice.udp = true;
    const NprintLayout layout(choice);
    const std::string whole = ColumnsImage(layout, {random.Row(layout), random.Row(layout)});
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        try
        {
            RowsOf(whole.substr(0, size));
            ADD_FAILURE() << size << " of " << whole.size() << " bytes are taken for an image";
        }
        catch (const InputError& error)
        {
            EXPECT_EQ(std::string(error.what()).rfind("image: is ", 0), 0u) << error.what();
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
        }
    }
}

class NprintImagesOfNetDiffusion : public SharedDataTest
{
};

TEST_F(NprintImagesOfNetDiffusion, HaveTheSamePixelsAndText)
{
    NprintReader reader(SharedFile("data/netdiffusion/netflix_01.nprint"));
    std::vector<NprintRow> rows;
    for (NprintRow row; reader.Next(row);)
    {
        rows.push_back(row);
    }
    std::ostringstream png;
    WriteNetDiffusionImage(png, rows);
    EXPECT_TRUE(PixelsOf(png.str()) == PixelsOf(SharedFile("data/netdiffusion/netflix_01.png")));

    PngReader generated(SharedFile("data/netdiffusion/netflix_5.generated.png"));
    std::ostringstream clean;
    WriteCleanImage(clean, generated);
    EXPECT_TRUE(PixelsOf(clean.str()) ==
                PixelsOf(SharedFile("data/netdiffusion/netflix_5.color.png")));

    std::ostringstream text;
    NprintWriter writer(text, NprintLayout::NetDiffusion());
    for (const NprintRow& row : RowsOf(clean.str()))
    {
        writer.Write(row);
    }
    writer.Finish();
    std::ifstream stream(SharedFile("data/netdiffusion/netflix_5.generated.nprint"),
                         std::ios::binary);
    EXPECT_TRUE(text.str() == std::string(std::istreambuf_iterator<char>(stream), {}));
}

} // namespace
