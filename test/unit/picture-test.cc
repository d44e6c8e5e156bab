/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/gnuplot-process.h"
#include "ns3/picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace
{

using namespace ns3::synthnet;

bool
Contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::size_t
Count(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    {
        ++count;
    }
    return count;
}

Panel
CurvePanel()
{
    Panel panel;
    panel.title = "the player's buffer";
    panel.xLabel = "time (s)";
    panel.yLabel = "s";
    panel.xMin = 0;
    panel.xMax = 3;
    panel.yMin = -1;
    panel.yMax = 30000;
    panel.curves = {{Side::REAL,
                     Curve::Style::STEPS,
                     Eigen::Vector3d(0, 1, 2),
                     Eigen::Vector3d(1.5, std::nan(""), 2)}};
    return panel;
}

Panel
BoxPanel()
{
    Panel panel;
    panel.yMin = 0;
    panel.yMax = 10;
    panel.boxes = {{Side::REAL, "real", 1, 2, 3, 4, 5, {9, 10}},
                   {Side::OTHER, "simulated", 1, 2, 3, 4, 5, {}}};
    return panel;
}

Picture
SmallPicture()
{
    return {"A title",
            {{Side::REAL, "real: a"}, {Side::OTHER, "simulated: b"}},
            2,
            300,
            200,
            {CurvePanel(), BoxPanel(), CurvePanel()}};
}

TEST(GnuplotScript, HoldsTheDataAndOnePlotAPanel)
{
    const std::string script = GnuplotScript(SmallPicture(), "png");
    EXPECT_TRUE(Contains(script, "$p0c0 << EOD\n0 1.5\n1 nan\n2 2\nEOD\n"));
    EXPECT_TRUE(Contains(script, "$p1b0 << EOD\n1 2 1 5 4 3\nEOD\n"));
    EXPECT_TRUE(Contains(script, "$p1o0 << EOD\n1 9\n1 10\nEOD\n"));
    EXPECT_EQ(Count(script, "\nplot "), 3u);
    EXPECT_TRUE(Contains(script, "layout 2,2 "));
    EXPECT_FALSE(Contains(script, "$p1o1 using")) << "a box without outliers has no points";
}

TEST(GnuplotScript, BreaksACurveWhereItHasNoPlace)
{
    Panel panel = CurvePanel();
    panel.curves[0].x(1) = std::nan("");
    const std::string script = GnuplotScript({"", {}, 1, 300, 200, {panel}}, "png");
    EXPECT_TRUE(Contains(script, "$p0c0 << EOD\n0 1.5\n\n2 2\nEOD\n"));
}

TEST(GnuplotScript, TheLegendOfCloudsHasTheirPoints)
{
    Panel panel = CurvePanel();
    panel.curves.clear();
    panel.points = {{Side::REAL, Eigen::Vector2d(0, 1), Eigen::Vector2d(0, 1)},
                    {Side::OTHER, Eigen::Vector2d(1, 2), Eigen::Vector2d(1, 0)}};
    const std::string script =
        GnuplotScript({"", SmallPicture().legend, 1, 300, 200, {panel}}, "png");
    EXPECT_EQ(Count(script, "set arrow 2"), 0u);
    EXPECT_EQ(Count(script, " point pt 7 "), 1u);
    EXPECT_EQ(Count(script, " point pt 9 "), 1u);
}

TEST(GnuplotScript, AViolinIsAnOutlineAndItsQuartiles)
{
    Panel panel;
    panel.yMin = 0;
    panel.yMax = 3;
    panel.violins = {
        {Side::OTHER, "b", Eigen::Vector2d(1, 2), Eigen::Vector2d(1, 0.5), 1.2, 1.5, 1.8}};
    const std::string script = GnuplotScript({"", {}, 1, 300, 200, {panel}}, "png");
    EXPECT_TRUE(Contains(script, "$p0v0 << EOD\n1.4375 1\n1.21875 2\n0.78125 2\n0.5625 1\nEOD\n"));
    EXPECT_TRUE(Contains(script, "$p0q0 << EOD\n1 1.2 1.8 1.5\nEOD\n"));
    EXPECT_TRUE(Contains(script, "set xtics (\"b\" 1)"));
}

TEST(GnuplotScript, CloudsOfPointsDifferInColourAndShape)
{
    Panel panel = CurvePanel();
    panel.curves.clear();
    panel.points = {{Side::REAL, Eigen::Vector2d(0, 1), Eigen::Vector2d(2, 3)},
                    {Side::OTHER, Eigen::Vector2d(4, 5), Eigen::Vector2d(6, 7)}};
    const std::string script = GnuplotScript({"", {}, 1, 300, 200, {panel}}, "png");
    EXPECT_TRUE(Contains(script, "$p0s1 << EOD\n4 6\n5 7\nEOD\n"));
    EXPECT_TRUE(Contains(script, "$p0s0 using 1:2 with points pt 7 ps 0.7 lc rgb '#800072B2'"));
    EXPECT_TRUE(Contains(script, "$p0s1 using 1:2 with points pt 9 ps 0.7 lc rgb '#80D55E00'"));
}

TEST(GnuplotScript, AHeatMapHasItsFirstRowAtTheTop)
{
    Panel panel;
    Eigen::MatrixXd values(2, 3);
    values << 1, 2, 3, 4, 5, 6;
    panel.heatMap = HeatMap{values, {"a", "it's b"}, 6};
    const std::string script = GnuplotScript({"", {}, 1, 300, 200, {panel}, 150}, "png");
    EXPECT_TRUE(Contains(script, "$p0h0 << EOD\n1 2 3\n4 5 6\nEOD\n"));
    EXPECT_TRUE(Contains(script, "set yrange [2.5:0.5]\n"));
    EXPECT_TRUE(Contains(script, "set xrange [0.5:3.5]\n"));
    EXPECT_TRUE(Contains(script, "set cbrange [-6:6]\n"));
    EXPECT_TRUE(Contains(script, "set ytics (\"a  1\" 1, \"it\\0047s b  2\" 2) scale 0"));
}

TEST(GnuplotScript, LabelsAreNotInterpreted)
{
    Picture picture = SmallPicture();
    picture.title = "two\nlines\tand a tab";
    const std::string script = GnuplotScript(picture, "png");
    EXPECT_TRUE(Contains(script, "set title \"the player\\0047s buffer\"\n"));
    EXPECT_TRUE(Contains(script, "\"two lines and a tab\""));
    EXPECT_TRUE(Contains(script, " noenhanced ")); // an underscore makes no subscript
}

TEST(GnuplotScript, TheFormatSelectsTheTerminal)
{
    EXPECT_TRUE(Contains(GnuplotScript(SmallPicture(), "png"), "set terminal pngcairo "));
    EXPECT_TRUE(Contains(GnuplotScript(SmallPicture(), "svg"), "set terminal svg "));
}

TEST(GnuplotScript, BoxesAreNamedBelow)
{
    EXPECT_TRUE(Contains(GnuplotScript(SmallPicture(), "png"),
                         "set xtics (\"real\" 1, \"simulated\" 2)\nset xrange [0.4:2.6]\n"));
}

TEST(GnuplotScript, TheMedianOfABoxIsALineOverItsWholeWidth)
{
    const std::string script = GnuplotScript(SmallPicture(), "png");
    EXPECT_TRUE(Contains(script, "set boxwidth 0.5\n"));
    EXPECT_TRUE(Contains(script, "$p1b0 using ($1-0.25):6:(0.5):(0) with vectors nohead lw 3.5"));
}

TEST(RunGnuplot, AMissingProgramIsNamedWithItsPackage)
{
    ExpectInputError([] { RunGnuplot("", "gnuplot-that-is-not-there"); },
                     "gnuplot-that-is-not-there cannot be run: No such file or directory, expected "
                     "the package gnuplot-nox");
}

TEST(RunGnuplot, AFailureIsReportedWithItsReason)
{
    ExpectInputError([] { RunGnuplot("frobnicate\n"); }, "gnuplot failed: ");
    ExpectInputError([] { RunGnuplot("", "false"); }, "false failed: no reason given");
}

TEST(RunGnuplot, ReturnsAllThatIsPrinted)
{
    const std::string script =
        "set print '-'\ndo for [i = 1:20000] { print 'a line of twenty-six bytes' }\n";
    EXPECT_EQ(RunGnuplot(script).size(), 20000u * 27);
}

TEST(DrawPicture, ShowsAnyTextAsItIs)
{
    for (const std::string text : {"'quoted'",
                                   "100%",
                                   "% d",
                                   "\\",
                                   "two \"\"",
                                   "`false`",
                                   "'100%",
                                   "\"7",
                                   "`7",
                                   "\\1",
                                   "@0",
                                   "_{x}"})
    {
        Panel panel = BoxPanel();
        panel.title = text;
        panel.xLabel = text;
        panel.boxes[0].label = text;
        const Picture picture{text, {{Side::REAL, text}}, 1, 300, 200, {panel}};
        const std::string svg = DrawPicture(picture, "svg");
        EXPECT_EQ(Count(svg, ">" + text + "</text>"), 5u) << text << "\n" << svg;
    }
}

TEST(DrawPicture, MakesPngAndSvg)
{
    EXPECT_EQ(DrawPicture(SmallPicture(), "png").substr(0, 8), "\x89PNG\r\n\x1A\n");
    const std::string svg = DrawPicture(SmallPicture(), "svg");
    EXPECT_TRUE(Contains(svg, "</svg>"));
    for (const auto* text : {"A title", "real: a", "simulated: b", "time (s)", "30.0k"})
    {
        EXPECT_TRUE(Contains(svg, text)) << text;
    }
}

} // namespace
