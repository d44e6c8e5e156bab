/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "gap-text.h"
#include "option-values.h"
#include "program.h"
#include "text-table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <new>
#include <sstream>
#include <stdexcept>

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

TEST(OptionValues, ANumberMayBeHexadecimal)
{
    EXPECT_EQ(ParseWithin("dscp", "0x17", 0, 63), 0x17);
    EXPECT_EQ(ParseWithin("dscp", "63", 0, 63), 63);
    for (const std::string bad :
         {"", "0x", "64", "-1", "0x-1", "17x", " 17", "0x10000000000000000"})
    {
        ExpectInputError([&] { ParseWithin("dscp", bad, 0, 63); },
                         "bad value '" + bad + "' of --dscp, expected 0 to 63");
    }
}

TEST(OptionValues, ANumberMayHaveBothLimits)
{
    EXPECT_EQ(NeedWithin("draws", 1, 1, 9), 1);
    EXPECT_EQ(NeedWithin("draws", 9, 1, 9), 9);
    ExpectInputError([] { NeedWithin("draws", 10, 1, 9); },
                     "bad value 10 of --draws, expected 1 to 9");
    ExpectInputError([] { NeedWithin("draws", 0, 1, 9); }, "bad value 0 of --draws");
}

/// Runs a program with the options --count and --offset; expects that it fails.
/// @return what it wrote to standard error
std::string
ErrorOf(Program& program, const std::string& option, const std::function<void()>& work)
{
    uint64_t count = 0;
    int64_t offset = 0;
    boost::program_options::options_description options;
    options.add_options()("count", boost::program_options::value(&count));
    options.add_options()("offset", boost::program_options::value(&offset));
    program.SetWork(options, work);
    std::string name = "synthnet-x";
    std::string argument = option;
    char* arguments[] = {name.data(), argument.data()};
    testing::internal::CaptureStderr();
    EXPECT_EQ(program.Run(2, arguments), 1);
    return testing::internal::GetCapturedStderr();
}

TEST(Program, ACountIsNotNegative)
{
    Program program("synthnet-x", "");
    EXPECT_EQ(ErrorOf(program, "--count=-1", [] {}),
              "synthnet-x: the argument ('-1') for option '--count' is invalid, expected a whole "
              "number that is not negative\n");
    // Another number may be: what ends this one is its work.
    EXPECT_EQ(ErrorOf(program, "--offset=-1", [] { throw InputError("work"); }),
              "synthnet-x: work\n");
}

TEST(Program, SaysWhatAnExceptionMeans)
{
    Program program("synthnet-x", "");
    EXPECT_EQ(ErrorOf(program, "--count=1", [] { throw std::bad_alloc(); }),
              "synthnet-x: not enough memory, expected smaller tables or options\n");
    program.SetErrorText([](const std::exception& error) {
        return dynamic_cast<const std::logic_error*>(&error) ? "better" : "";
    });
    EXPECT_EQ(ErrorOf(program, "--count=1", [] { throw std::logic_error("worse"); }),
              "synthnet-x: better\n");
    EXPECT_EQ(ErrorOf(program, "--count=1", [] { throw InputError("known"); }),
              "synthnet-x: known\n");
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
