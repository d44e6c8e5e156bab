/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/comparison-pictures.h"
#include "ns3/evaluation-page.h"
#include "ns3/evaluation-pictures.h"
#include "ns3/html-text.h"
#include "ns3/kernel-density.h"
#include "ns3/measure-notes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;

bool
Contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// b follows a in the real table and opposes it in the synthetic one; c is constant.
EvaluationTables
Tables(int syntheticRows = 60)
{
    const auto text = [](int rows, int sign) {
        std::string lines = "a,b,c\n";
        for (int row = 0; row < rows; ++row)
        {
            const int a = row * 7 % 11;
            lines += std::to_string(a) + "," + std::to_string(sign * a + row % 2) + ",4\n";
        }
        return lines;
    };
    return PrepareTables({ParseCsv(text(40, 1), "real.csv"), 0},
                         {ParseCsv(text(syntheticRows, -1), "synthetic.csv"), 3},
                         std::nullopt,
                         3);
}

TEST(KernelDensity, IsASumOfNormalDensities)
{
    const Eigen::VectorXd density = KernelDensity(Values({0, 2}), Values({0, 1}), 0.5);
    const double peak = 1 / (0.5 * std::sqrt(2 * M_PI));
    EXPECT_NEAR(density(0), peak / 2 * (1 + std::exp(-8)), 1e-12);
    EXPECT_NEAR(density(1), peak * std::exp(-2), 1e-12);
}

TEST(SilvermanBandwidth, TakesTheSmallerOfDeviationAndQuartiles)
{
    const double root = std::pow(5, -0.2);
    EXPECT_NEAR(SilvermanBandwidth(Values({0, 1, 2, 3, 4})), 0.9 * std::sqrt(2) * root, 1e-12);
    EXPECT_NEAR(SilvermanBandwidth(Values({0, 1, 2, 3, 99})), 0.9 * 2 / 1.34 * root, 1e-12);
    EXPECT_NEAR(SilvermanBandwidth(Values({0, 0, 0, 0, 5})), 0.9 * 2 * root, 1e-12) << "IQR 0";
    EXPECT_EQ(SilvermanBandwidth(Values({0.1, 0.1, 0.1})), 0);
}

TEST(ViolinPicture, HasTheDensityOfEachSideOverItsRange)
{
    // More than ten values, most of them near 1.
    const std::string real = "a\n0\n0.8\n0.9\n1\n1\n1\n1\n1\n1.1\n1.2\n1.3\n1.4\n1.5\n2\n10\n";
    const Comparison comparison{{"r", ParseCsv(real, "r").table},
                                {{"s", ParseCsv("a\n5\n5\n", "s").table}},
                                "synthetic"};
    const Panel panel = ViolinPicture(comparison).panels.at(0);
    ASSERT_EQ(panel.violins.size(), 2u);
    const Violin& violin = panel.violins[0];
    EXPECT_EQ(violin.at(0), 0);
    EXPECT_EQ(violin.at(violin.at.size() - 1), 10);
    EXPECT_EQ(violin.width.maxCoeff(), 1);
    Index widest = 0;
    violin.width.maxCoeff(&widest);
    EXPECT_NEAR(violin.at(widest), 1, 0.2);
    EXPECT_EQ(violin.lowQuartile, 1);
    EXPECT_EQ(violin.median, 1);
    EXPECT_DOUBLE_EQ(violin.highQuartile, 1.35);
    EXPECT_NEAR(panel.violins[1].at(3) - panel.violins[1].at(0), 0, 0.2) << "a single value";
    EXPECT_NEAR(panel.violins[1].at.mean(), 5, 1e-9);
    EXPECT_EQ(panel.violins[1].label, "synthetic");
}

TEST(ViolinPicture, OfALogarithmicAxisHasTheDensityOfLogarithms)
{
    std::string text = "deq_timedelta1\n10\n10\n10\n100000\n";
    for (int value = 11; value < 20; ++value)
    {
        text += std::to_string(value) + "\n";
    }
    const Comparison comparison{{"r", ParseCsv(text, "r").table},
                                {{"s", ParseCsv(text, "s").table}},
                                "synthetic"};
    const Panel panel = ViolinPicture(comparison).panels.at(0);
    ASSERT_TRUE(panel.logY);
    const auto& at = panel.violins[0].at;
    EXPECT_NEAR(at(1) / at(0), at(2) / at(1), 1e-9) << "equal steps on the axis";
    EXPECT_NEAR(at(at.size() - 1), 100000, 1e-6);
}

TEST(ViolinPicture, OfFewValuesHasNothingBetweenThem)
{
    const Comparison comparison{{"r", ParseCsv("a\n0\n0\n0\n30\n", "r").table},
                                {{"s", ParseCsv("a\n7\n8\n", "s").table}},
                                "synthetic"};
    const Panel panel = ViolinPicture(comparison).panels.at(0);
    const Violin& violin = panel.violins[0];
    ASSERT_EQ(violin.at.size(), 8) << "two bars";
    EXPECT_EQ(violin.width, Values({0, 1, 1, 0, 0, 1.0 / 3, 1.0 / 3, 0}));
    EXPECT_NEAR(violin.at(1) + violin.at(2), 0, 1e-9) << "one at 0";
    EXPECT_LT(violin.at(2), 1);
    EXPECT_NEAR(violin.at(5) + violin.at(6), 60, 1e-9) << "one at 30";
}

TEST(CorrelationPicture, ShowsBothMatricesAndTheirDifference)
{
    const Picture picture = CorrelationPicture(Tables());
    ASSERT_EQ(picture.panels.size(), 3u);
    const auto& real = *picture.panels[0].heatMap;
    const auto& synthetic = *picture.panels[1].heatMap;
    ASSERT_EQ(real.values.rows(), 2) << "without the constant column";
    EXPECT_EQ(real.rowLabels, (std::vector<std::string>{"a", "b"}));
    EXPECT_GT(real.values(0, 1), 0.9);
    EXPECT_LT(synthetic.values(0, 1), -0.9);
    EXPECT_EQ(picture.panels[2].heatMap->values, synthetic.values - real.values);
    EXPECT_GE(real.largest, 1);
    EXPECT_GE(picture.panels[2].heatMap->largest, 1);
}

TEST(AutocorrelationPicture, BeginsAtOneAndHasTheLagsOfAWindow)
{
    const Picture picture = AutocorrelationPicture(Tables());
    ASSERT_EQ(picture.panels.size(), 2u);
    const auto& curves = picture.panels[0].curves;
    ASSERT_EQ(curves.size(), 2u);
    EXPECT_EQ(curves[0].x, Values({0, 1, 2}));
    EXPECT_EQ(curves[0].y(0), 1);
    EXPECT_LE(picture.panels[0].yMin, curves[0].y.minCoeff());
}

TEST(PcaPicture, HasEquallyManyPointsOfBothSidesWithinItsAxes)
{
    for (const auto& picture : {PcaPicture(Tables(), 15), TSnePicture(Tables(), 15)})
    {
        const Panel& panel = picture.panels.at(0);
        ASSERT_EQ(panel.points.size(), 2u);
        for (const auto& points : panel.points)
        {
            EXPECT_EQ(points.x.size(), 15);
            EXPECT_GE(points.x.minCoeff(), panel.xMin);
            EXPECT_LE(points.y.maxCoeff(), panel.yMax);
        }
    }
    EXPECT_EQ(PcaPicture(Tables(12)).panels[0].points[0].x.size(), 4) << "as the smaller side has";
    EXPECT_TRUE(Contains(PcaPicture(Tables()).panels[0].xLabel, " % of the real variance"));
}

TEST(EvaluationPictures, AreDrawn)
{
    EXPECT_TRUE(Contains(DrawPicture(CorrelationPicture(Tables()), "svg"), "synthetic less real"));
    EXPECT_TRUE(Contains(DrawPicture(PcaPicture(Tables()), "svg"), "first component"));
    EXPECT_TRUE(Contains(DrawPicture(AutocorrelationPicture(Tables()), "svg"), "lag (rows)"));
    EXPECT_EQ(DrawPicture(TSnePicture(Tables()), "png").substr(1, 3), "PNG");
}

TEST(Base64, IsThatOfTheStandard)
{
    EXPECT_EQ(Base64(""), "");
    EXPECT_EQ(Base64("f"), "Zg==");
    EXPECT_EQ(Base64("fo"), "Zm8=");
    EXPECT_EQ(Base64("foo"), "Zm9v");
    EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(Base64(std::string("\xff\x00\xfe", 3)), "/wD+");
}

TEST(EscapeHtml, LeavesNoMarkup)
{
    EXPECT_EQ(EscapeHtml("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
}

TEST(MeasureNote, KnowsEveryStandardMeasure)
{
    const auto tables = Tables();
    Evaluation evaluation(tables, {1, 5, 1, 1});
    evaluation.AddStandardScores();
    const auto scores = evaluation.Run().scores;
    ASSERT_GT(scores.size(), 5u);
    for (const auto& score : scores)
    {
        EXPECT_NE(MeasureNote(score.measure), "") << score.measure;
    }
    EXPECT_EQ(MeasureNote("M7"), MeasureNote("M"));
    EXPECT_EQ(MeasureNote("Mx"), "");
}

TEST(EvaluationPage, HoldsAllAndAsksForNothing)
{
    EvaluationReport report;
    report.facts = {{"real", "a<b.csv"}};
    const Limits upTo{-std::numeric_limits<double>::infinity(), 4.5};
    report.scores = {{"M", "all", "2 draws", {0.25, 0.125, 2}, Repeated{3, 2, 4}, upTo},
                     {"KS", "all", "2 draws", {5, 5, 5}, Repeated{3, 2, 4}, upTo},
                     {"nearest", "all", "2", {5, 5, 5}, Repeated{3, 2, 4}, Limits{1, 6}, true}};
    report.notes = {"s<.csv: has few windows"};
    report.features = {{"Buffer", 0.5, 0.25, 7}};
    report.pictures = {{"A picture", "png", "foo"}, {"Another", "svg", "foobar"}};
    std::ostringstream stream;
    WriteEvaluationPage(stream, report);
    const std::string page = stream.str();
    for (const auto* part : {"a&lt;b.csv",
                             "0.25</td><td class=\"number spread\">0.125 … 2",
                             "<td class=\"yes\">yes</td>",
                             "<td class=\"no\">no</td>",
                             "≤ 4.5</td>",
                             "1 … 6</td>",
                             "<p class=\"note\">Note: s&lt;.csv: has few windows.</p>",
                             "<td>Buffer</td>",
                             "src=\"data:image/png;base64,Zm9v\"",
                             "src=\"data:image/svg+xml;base64,Zm9vYmFy\"",
                             "Differences of median"})
    {
        EXPECT_TRUE(Contains(page, part)) << part;
    }
    for (const auto* part : {"http:", "https:", "<script", "<link", "url("})
    {
        EXPECT_FALSE(Contains(page, part)) << part;
    }
}

std::string
VerdictOn(double median, bool isDistance)
{
    const double low = isDistance ? 2 : -std::numeric_limits<double>::infinity();
    const Score score{"", "", "", {median, 0, 0}, Repeated{3, 2.5, 3}, Limits{low, 4}, isDistance};
    return VerdictText(score.AgainstReal().value());
}

TEST(Score, IsAsRealWithinTheLimitsOfTheNextRepetition)
{
    EXPECT_EQ(VerdictOn(0, false), "yes");
    EXPECT_EQ(VerdictOn(4, false), "yes");
    EXPECT_EQ(VerdictOn(4.1, false), "no");
    EXPECT_FALSE((Score{"", "", "", {1, 1, 1}, Repeated{1, 1, 1}, {}}.AgainstReal()))
        << "one repetition has no limits";
}

TEST(Score, OfADistanceSaysOnWhichSideItIsNotAsReal)
{
    EXPECT_EQ(VerdictOn(1.9, true), "no, nearer");
    EXPECT_EQ(VerdictOn(2, true), "yes");
    EXPECT_EQ(VerdictOn(4, true), "yes");
    EXPECT_EQ(VerdictOn(4.1, true), "no, farther");
}

} // namespace
