/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "gap-text.h"
#include "option-values.h"
#include "text-table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace
{

using namespace ns3::synthnet;

TEST(OptionValues, AChoiceIsOneOfTwo)
{
    EXPECT_TRUE(ParseChoice("outliers", "remove", "keep", "remove"));
    EXPECT_FALSE(ParseChoice("outliers", "keep", "keep", "remove"));
    ExpectInputError([] { ParseChoice("outliers", "", "keep", "remove"); },
                     "bad value '' of --outliers, expected keep or remove");
}

TEST(OptionValues, AChoiceIsOneOfSeveral)
{
    EXPECT_EQ(ParseOneOf("missing", "drop", {"keep", "mean", "drop"}), 2u);
    ExpectInputError(
        [] {
            ParseOneOf("missing", "zero", {"keep", "mean", "drop"});
        },
        "bad value 'zero' of --missing, expected keep, mean or drop");
}

TEST(OptionValues, AListIsWhatStandsBetweenCommas)
{
    EXPECT_EQ(ParseList("a,,b c,"), (std::vector<std::string>{"a", "b c"}));
    EXPECT_TRUE(ParseList("").empty());
}

TEST(OptionValues, NamesAreDifferent)
{
    EXPECT_EQ(ParseNames("oneHot", "a,b"), (std::vector<std::string>{"a", "b"}));
    ExpectInputError([] { ParseNames("oneHot", "a,b,a"); },
                     "--oneHot names 'a' twice, expected each once");
}

TEST(TextTable, NamesStandLeftAndNumbersRight)
{
    TextTable table;
    table.AddRow({"name", "M", "KS"});
    table.AddRule();
    table.AddRow({"a", "0.25", "1"});
    table.AddRow({"longer"});
    std::ostringstream stream;
    table.Print(stream);
    EXPECT_EQ(stream.str(),
              "name       M  KS\n"
              "----------------\n"
              "a       0.25   1\n"
              "longer\n");
}

TEST(ShortNumber, HasFourDigits)
{
    EXPECT_EQ(ShortNumber(0), "0");
    EXPECT_EQ(ShortNumber(17), "17");
    EXPECT_EQ(ShortNumber(0.33219), "0.332");
    EXPECT_EQ(ShortNumber(12.3456), "12.35");
    EXPECT_EQ(ShortNumber(-335709.4), "-335709");
    EXPECT_EQ(ShortNumber(1234567.8), "1.235e+06");
    EXPECT_EQ(ShortNumber(0.00012), "1.200e-04");
    EXPECT_EQ(ShortNumber(std::nan("")), "nan");
}

TEST(GapText, SumsWithAndWithoutTheDoubtfulColumns)
{
    const std::vector<FeatureGap> run{{"enq_qdepth1", 0.5, 0.25, 3},
                                      {"deq_qdepth1", 0.5, 0.75, 3},
                                      {"FPS", 0.125, 0, 0},
                                      {"CalcBitrate", 2, 1, 9}};
    std::ostringstream stream;
    PrintGaps(stream, {run});
    const std::string text = stream.str();
    for (const auto* line : {"sum of M                               3.125\n",
                             "sum of M without CalcBitrate           1.125\n",
                             "sum of M without FPS, ReportedBitrate      3\n",
                             "mean KS of the 2 INT features                 0.500\n"})
    {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

} // namespace
