/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/input-text.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace
{

using namespace ns3::synthnet;

TEST(ParseWhole, TakesANumberThatIsAllOfTheText)
{
    EXPECT_EQ(ParseWhole<uint32_t>("4294967295"), 4294967295u);
    EXPECT_EQ(ParseWhole<int>("-7"), -7);
    EXPECT_EQ(ParseWhole<double>("1.5e3"), 1500);
}

TEST(ParseWhole, RefusesEverythingElse)
{
    for (const char* text : {"", " 1", "1 ", "1x", "+1", "-1", "0x1", "4294967296"})
    {
        EXPECT_FALSE(ParseWhole<uint32_t>(text)) << text;
    }
    EXPECT_FALSE(ParseWhole<double>("1,5"));
    EXPECT_FALSE(ParseWhole<double>("1e999"));
}

TEST(QuoteInput, MakesOneShortLineOfAnything)
{
    EXPECT_EQ(QuoteInput("it's"), "'it's'");
    EXPECT_EQ(QuoteInput("\x1bone\nline\xff!"), "'?one?line?!'");
    EXPECT_EQ(QuoteInput(std::string(60, 'x')), "'" + std::string(60, 'x') + "'");
    EXPECT_EQ(QuoteInput(std::string(61, 'x')), "'" + std::string(60, 'x') + "...'");
}

TEST(IsUtf8, TakesCharactersOfOneToFourBytes)
{
    for (const char* text : {"",
                             "a\x7f",
                             "\xC2\x80\xDF\xBF",
                             "\xE0\xA0\x80",
                             "\xED\x9F\xBF",
                             "\xEE\x80\x80",
                             "\xF0\x90\x80\x80",
                             "\xF4\x8F\xBF\xBF"})
    {
        EXPECT_TRUE(IsUtf8(text)) << text;
    }
}

TEST(IsUtf8, RefusesOtherBytes)
{
    for (const char* text : {"\x80",
                             "\xC1\xBF",
                             "\xE0\x9F\xBF",
                             "\xED\xA0\x80",
                             "\xF0\x8F\xBF\xBF",
                             "\xF4\x90\x80\x80",
                             "\xF5\x80\x80\x80",
                             "\xFF",
                             "a\xC3",
                             "\xC3(",
                             "\xE2\x82",
                             "\xE2(\x82",
                             "\xF0\x90\x80"})
    {
        EXPECT_FALSE(IsUtf8(text)) << text;
    }
}

} // namespace
