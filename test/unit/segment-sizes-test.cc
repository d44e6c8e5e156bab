/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/double.h"
#include "ns3/segment-sizes.h"
#include "ns3/segment-table.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

const std::vector<Representation> TWO_RATES{{"low", 800'000, 18, 426, 240},
                                            {"high", 4'000'000, 30, 1280, 720}};

TEST(SegmentTable, SizesAreReadInAnyOrder)
{
    const SegmentTable table =
        SegmentTable::Parse("segment,representationId,bytes\r\n1,high,40\n0,high,30\n0,low,10\n"
                            "1,low,20\n\n",
                            "t.csv");
    EXPECT_EQ(table.Sizes("low"), (std::vector<uint64_t>{10, 20}));
    EXPECT_EQ(table.Sizes("high"), (std::vector<uint64_t>{30, 40}));
}

TEST(SegmentTable, AMalformedOneIsRefusedWithItsLine)
{
    const auto refuse = [](const std::string& text, const std::string& part) {
        ExpectInputError([&] { SegmentTable::Parse(text, "t.csv"); }, part);
    };
    const std::string header = "segment,representationId,bytes\n";
    refuse("", "expected the header");
    refuse("segment,bytes\n", "t.csv:1: expected the header");
    refuse(header, "expected the header segment,representationId,bytes and rows");
    refuse(header + "0,low,1\n1,low\n", "t.csv:3: expected a segment");
    refuse(header + "0,,1\n", "t.csv:2: expected a segment");
    refuse(header + "-1,low,1\n", "t.csv:2: expected a segment");
    refuse(header + "100000,low,1\n", "t.csv:2: expected a segment");
    refuse(header + "0,low,0\n", "t.csv:2: expected a segment");
    refuse(header + "0,low,1.5\n", "t.csv:2: expected a segment");
    refuse(header + "0,low,1\n0,low,2\n", "t.csv:3: segment 0 of this representation again");
    refuse(header + "0,low,1\n2,low,2\n", "no size of segment 1 of representation low");
    refuse(header + "0,low,1\n0,high,1\n1,low,2\n", "no size of segment 1 of representation high");
}

TEST(SegmentSizes, AtConstantRateAreBandwidthTimesDuration)
{
    auto sizes = CreateObject<CbrSegmentSizes>();
    sizes->SetMpd(Mpd(TWO_RATES, 4, 18));
    EXPECT_EQ(sizes->GetBytes(0, 0), 400'000u);
    EXPECT_EQ(sizes->GetBytes(1, 3), 2'000'000u);
    EXPECT_EQ(sizes->GetBytes(1, 4), 1'000'000u); // of 2 s
}

TEST(SegmentSizes, FromATableRepeatIt)
{
    const ScratchDirectory scratch;
    const auto path =
        scratch.Write("sizes.csv",
                      "segment,representationId,bytes\n0,low,10\n1,low,20\n0,high,30\n1,high,40\n");
    auto sizes = CreateObject<TableSegmentSizes>();
    sizes->SetAttribute("File", StringValue(path.string()));
    sizes->SetMpd(Mpd(TWO_RATES, 4, 40));
    EXPECT_EQ(sizes->GetBytes(0, 1), 20u);
    EXPECT_EQ(sizes->GetBytes(1, 0), 30u);
    EXPECT_EQ(sizes->GetBytes(1, 9), 40u);
}

TEST(SegmentSizes, FromATableWithoutARepresentationAreRefused)
{
    const ScratchDirectory scratch;
    const auto path =
        scratch.Write("sizes.csv", "segment,representationId,bytes\n0,low,10\n1,low,20\n");
    auto sizes = CreateObject<TableSegmentSizes>();
    sizes->SetAttribute("File", StringValue(path.string()));
    ExpectInputError([&] { sizes->SetMpd(Mpd(TWO_RATES, 4, 40)); },
                     "sizes.csv: no sizes of representation high");
}

/// The relative sizes of one cycle of a variable-rate model.
std::vector<double>
Complexity(double variation, double correlation, uint32_t cycle, int64_t stream)
{
    auto sizes = CreateObject<VbrSegmentSizes>();
    sizes->SetAttribute("CoefficientOfVariation", DoubleValue(variation));
    sizes->SetAttribute("Correlation", DoubleValue(correlation));
    sizes->SetAttribute("CycleLength", UintegerValue(cycle));
    EXPECT_EQ(sizes->AssignStreams(stream), 1);
    sizes->SetMpd(Mpd(TWO_RATES, 4, std::nullopt));
    std::vector<double> complexity;
    for (uint32_t segment = 0; segment < cycle; ++segment)
    {
        complexity.push_back(static_cast<double>(sizes->GetBytes(1, segment)) / 2'000'000);
        EXPECT_NEAR(complexity.back(),
                    static_cast<double>(sizes->GetBytes(0, segment)) / 400'000,
                    1e-5);
        EXPECT_EQ(sizes->GetBytes(1, segment), sizes->GetBytes(1, segment + cycle));
    }
    return complexity;
}

TEST(SegmentSizes, AtVariableRateHaveTheStatedMeanVariationAndCorrelation)
{
    const std::vector<double> x = Complexity(0.4, 0.7, 200'000, 1);
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        sum += x[i];
        squares += (x[i] - 1) * (x[i] - 1);
        products += (x[i] - 1) * (x[(i + 1) % x.size()] - 1);
    }
    const auto n = static_cast<double>(x.size());
    EXPECT_NEAR(sum / n, 1, 1e-6); // over a cycle: the bandwidth
    EXPECT_NEAR(std::sqrt(squares / n), 0.4, 0.02);
    EXPECT_NEAR(products / squares, 0.7, 0.02);
}

TEST(SegmentSizes, AtVariableRateFollowFromTheStream)
{
    EXPECT_EQ(Complexity(0.4, 0.7, 100, 1), Complexity(0.4, 0.7, 100, 1));
    EXPECT_NE(Complexity(0.4, 0.7, 100, 1), Complexity(0.4, 0.7, 100, 2));
    EXPECT_EQ(Complexity(0, 0.7, 100, 1), std::vector<double>(100, 1.0));
}

} // namespace
