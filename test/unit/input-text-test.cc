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

} // namespace
