/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/comparison-pictures.h"
#include "ns3/csv.h"
#include "ns3/feature-label.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;

Observation
ParsedObservation(const std::string& name, const std::string& text)
{
    return {name, ParseCsv(text, name).table};
}

Comparison
Small()
{
    return {ParsedObservation("real.csv", "deq_timedelta1,Buffer\n20,1\n30,2\n20,2\n9000,4\n"),
            {ParsedObservation("a.csv", "Buffer,deq_timedelta1\n3,0\n3,40\n"),
             ParsedObservation("b.csv", "Buffer,deq_timedelta1\n5,50\n")},
            "simulated"};
}

TEST(FeatureLabel, SaysWhatAColumnMeansAndItsUnit)
{
    EXPECT_EQ(LabelOf("enq_qdepth3").title, "enq_qdepth3: queue on arrival, SW3");
    EXPECT_EQ(LabelOf("enq_qdepth3").unit, "packets");
    EXPECT_EQ(LabelOf("deq_qdepth1").unit, "packets");
    EXPECT_EQ(LabelOf("deq_timedelta2").unit, "µs");
    EXPECT_TRUE(LabelOf("deq_timedelta2").isDuration);
    EXPECT_EQ(LabelOf("Buffer").unit, "s");
    EXPECT_EQ(LabelOf("ReportedBitrate").title, "ReportedBitrate: of the quality requested");
    EXPECT_EQ(LabelOf("CalcBitrate").unit, "kbit / 5") << "a sum, no rate";
    EXPECT_EQ(LabelOf("q_size").title, "q_size");
    EXPECT_EQ(LabelOf("enq_qdepth").title, "enq_qdepth");
}

TEST(CdfPicture, StepsFromZeroToOneAtTheDistinctValuesOfAllRuns)
{
    const Picture picture = CdfPicture(Small());
    ASSERT_EQ(picture.panels.size(), 2u);
    const Panel& buffer = picture.panels[1];
    ASSERT_EQ(buffer.curves.size(), 2u);
    const Curve& real = buffer.curves[0];
    EXPECT_EQ(real.style, Curve::Style::STEPS);
    ASSERT_EQ(real.x.size(), 5);
    EXPECT_TRUE(real.x.segment(1, 3).isApprox(Eigen::Vector3d(1, 2, 4)));
    EXPECT_TRUE(real.y.segment(1, 3).isApprox(Eigen::Vector3d(0.25, 0.75, 1)));
    EXPECT_EQ(real.y(0), 0);
    const Curve& pooled = buffer.curves[1];
    EXPECT_TRUE(pooled.x.segment(1, 2).isApprox(Eigen::Vector2d(3, 5)));
    EXPECT_DOUBLE_EQ(pooled.y(1), 2.0 / 3);
    EXPECT_LT(buffer.xMin, 1);
    EXPECT_GT(buffer.xMax, 5);
    EXPECT_EQ(real.x(0), buffer.xMin);
    EXPECT_EQ(real.x(4), buffer.xMax);
}

TEST(CdfPicture, DurationsThatSpanOrdersOfMagnitudeAreLogarithmic)
{
    const Picture picture = CdfPicture(Small());
    EXPECT_TRUE(picture.panels[0].logX);
    EXPECT_GT(picture.panels[0].xMin, 0);
    EXPECT_EQ(picture.panels[0].curves[1].x(1), 1); // 0 µs is shown as the clock's resolution
    EXPECT_FALSE(picture.panels[1].logX);
    const Comparison narrow{ParsedObservation("r", "deq_timedelta1\n20\n60\n"),
                            {ParsedObservation("s", "deq_timedelta1\n30\n")},
                            "simulated"};
    EXPECT_FALSE(CdfPicture(narrow).panels[0].logX);
}

TEST(BoxPicture, HasTukeysBoxesSideBySide)
{
    const Comparison comparison{ParsedObservation("r", "a\n2\n2\n3\n4\n4\n8\n8\n-1\n3\n3\n"),
                                {ParsedObservation("s", "a\n7\n")},
                                "synthetic"};
    // quartiles 2.25 and 4, fences −0.375 and 6.625
    const Panel panel = BoxPicture(comparison).panels.at(0);
    ASSERT_EQ(panel.boxes.size(), 2u);
    const Box& box = panel.boxes[0];
    EXPECT_EQ(box.label, "real");
    EXPECT_DOUBLE_EQ(box.lowQuartile, 2.25);
    EXPECT_DOUBLE_EQ(box.median, 3);
    EXPECT_DOUBLE_EQ(box.highQuartile, 4);
    EXPECT_DOUBLE_EQ(box.lowWhisker, 2);
    EXPECT_DOUBLE_EQ(box.highWhisker, 4);
    EXPECT_EQ(box.outliers, (std::vector<double>{-1, 8}));
    EXPECT_EQ(panel.boxes[1].label, "synthetic");
    EXPECT_DOUBLE_EQ(panel.boxes[1].lowWhisker, 7);
    EXPECT_LT(panel.yMin, -1);
    EXPECT_GT(panel.yMax, 8);
}

TEST(TimeSeriesPicture, ShowsTheRealAndTheFirstRunOnTheSameScales)
{
    const Picture picture = TimeSeriesPicture(Small(), 3);
    EXPECT_EQ(picture.columns, 2u);
    ASSERT_EQ(picture.panels.size(), 4u);
    const Panel& real = picture.panels[2];
    const Panel& first = picture.panels[3];
    ASSERT_EQ(real.curves.size(), 2u);
    EXPECT_TRUE(real.curves[0].y.isApprox(Eigen::Vector4d(1, 2, 2, 4)));
    EXPECT_TRUE(real.curves[1].y.isApprox(Eigen::Vector4d(1.5, 5.0 / 3, 8.0 / 3, 3)));
    EXPECT_TRUE(first.curves[0].y.isApprox(Eigen::Vector2d(3, 3)));
    EXPECT_EQ(real.yMin, first.yMin);
    EXPECT_EQ(real.yMax, first.yMax);
    EXPECT_EQ(real.xMax, 3); // four rows against two
    EXPECT_EQ(first.xMax, 3);
    EXPECT_EQ(real.xLabel, "row");
    EXPECT_EQ(picture.panels[0].xLabel, "");
    EXPECT_EQ(picture.legend[1].label, "simulated: a.csv, the first of 2");
}

TEST(TimeSeriesPicture, NoLineAndNoAverageGoesFromOneStretchIntoTheNext)
{
    std::string text = "a\n";
    for (int row = 0; row < 30; ++row)
    {
        text += std::to_string(row + row / 12 * 100) + "\n";
    }
    Comparison comparison{ParsedObservation("real.csv", "a\n1\n3\n7\n"),
                          {ParsedObservation("s.csv", text)},
                          "synthetic"};
    comparison.otherBlock = 12;
    const Picture picture = TimeSeriesPicture(comparison, 3);
    const auto& other = picture.panels.at(1).curves;
    ASSERT_EQ(other.at(1).x.size(), 32);
    for (const Curve& curve : other)
    {
        for (const Eigen::Index gap : {12, 25})
        {
            EXPECT_TRUE(std::isnan(curve.x(gap)));
        }
        EXPECT_TRUE(curve.x.segment(13, 2).isApprox(Eigen::Vector2d(12, 13)));
    }
    EXPECT_TRUE(other[0].y.segment(13, 2).isApprox(Eigen::Vector2d(112, 113)));
    EXPECT_EQ(other[1].y(11), 10.5) << "of 10 and 11";
    EXPECT_TRUE(other[1].y.segment(13, 2).isApprox(Eigen::Vector2d(112.5, 113)));
    EXPECT_EQ(picture.panels[0].curves[1].x.size(), 3) << "the real one has no gap";
}

TEST(TimeSeriesPicture, AveragesNoMoreThanAQuarterOfAStretch)
{
    std::string text = "a\n";
    for (int row = 0; row < 48; ++row)
    {
        text += std::to_string(row % 24 * (row % 24)) + "\n";
    }
    Comparison comparison{ParsedObservation("real.csv", text),
                          {ParsedObservation("s.csv", text)},
                          "synthetic"};
    EXPECT_NE(TimeSeriesPicture(comparison).title.find("over 31 samples"), std::string::npos);
    comparison.otherBlock = 24;
    const Picture picture = TimeSeriesPicture(comparison);
    EXPECT_NE(picture.title.find("over 5 samples"), std::string::npos) << picture.title;
    // The mean of (n − 2)² … (n + 2)² is n² + 2, on both sides.
    EXPECT_DOUBLE_EQ(picture.panels.at(0).curves.at(1).y(10), 102);
    EXPECT_DOUBLE_EQ(picture.panels.at(1).curves.at(1).y(10), 102);
    comparison.realBlock = 6;
    EXPECT_NE(TimeSeriesPicture(comparison).title.find("over 1 sample ("), std::string::npos);
}

TEST(VaryingFeatures, LeaveOutWhatHasOneValueOnBothSides)
{
    const Comparison comparison{ParsedObservation("r", "a,b,c,d\n1,1,1,1\n1,2,1,1\n"),
                                {ParsedObservation("s", "a,b,c,d\n1,1,1,2\n1,1,2,2\n")},
                                "synthetic"};
    EXPECT_EQ(VaryingFeatures(comparison), (std::vector<std::string>{"b", "c", "d"}));
}

TEST(Legend, KeepsTheEndOfALongName)
{
    const std::string path = std::string(60, 'd') + "/run.csv";
    const Comparison comparison{ParsedObservation(path, "a\n1\n"),
                                {ParsedObservation("s", "a\n1\n")},
                                "simulated"};
    const auto label = CdfPicture(comparison).legend[0].label;
    EXPECT_EQ(label.substr(0, 10), "real: ...d");
    EXPECT_EQ(label.substr(label.size() - 8), "/run.csv");
    EXPECT_LT(label.size(), 60u);
}

TEST(Legend, SaysWhatItIsToldToSay)
{
    Comparison comparison = Small();
    comparison.realLabel = "depth 32";
    comparison.otherLabel = "depth 64";
    const Picture series = TimeSeriesPicture(comparison);
    EXPECT_EQ(series.legend[0].label, "depth 32");
    EXPECT_EQ(series.legend[1].label, "depth 64, the first of 2");
    const Panel boxes = BoxPicture(comparison).panels.at(0);
    EXPECT_EQ(boxes.boxes[0].label, "depth 32");
    EXPECT_EQ(boxes.boxes[1].label, "depth 64");
}

TEST(ComparisonPictures, ShowTheChosenFeaturesInTheirOrder)
{
    Comparison comparison = Small();
    comparison.features = {"Buffer"};
    EXPECT_EQ(TimeSeriesPicture(comparison).panels.size(), 2u);
    ASSERT_EQ(CdfPicture(comparison).panels.size(), 1u);
    EXPECT_EQ(CdfPicture(comparison).panels[0].title, LabelOf("Buffer").title);
    comparison.features = {"Buffer", "deq_timedelta1"};
    ASSERT_EQ(BoxPicture(comparison).panels.size(), 2u);
    EXPECT_EQ(BoxPicture(comparison).panels[1].title, LabelOf("deq_timedelta1").title);
    comparison.features = {"Bufer"};
    EXPECT_THROW(BoxPicture(comparison), InputError);
    EXPECT_THROW(ShownFeatures(comparison), InputError);
}

TEST(ComparisonPictures, ValuesTooFarApartForAnAxisAreNamed)
{
    const Comparison comparison{ParsedObservation("real.csv", "a\n-1e308\n1e308\n"),
                                {ParsedObservation("b.csv", "a\n1\n")},
                                "synthetic"};
    const std::string part = "feature 'a' has values too far apart to draw";
    ExpectInputError([&] { TimeSeriesPicture(comparison); }, part);
    ExpectInputError([&] { CdfPicture(comparison); }, part);
    ExpectInputError([&] { BoxPicture(comparison); }, part);
}

} // namespace
