/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "panel-script.h"

#include "../dataset/csv.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace ns3::synthnet
{

using Eigen::Index;

namespace
{

/// Of a box plot's box, in the distance of its neighbour.
constexpr double BOX_WIDTH = 0.5;

/// How far a violin reaches to either side of its place.
constexpr double VIOLIN_REACH = 0.4375;

std::string
BlockName(std::size_t panel, const char* kind, std::size_t index = 0)
{
    return "$p" + std::to_string(panel) + kind + std::to_string(index);
}

/// A data block; Row writes one line without its end.
template <typename Row>
void
WriteBlock(std::ostream& script, const std::string& name, Index rows, Row row)
{
    script << name << " << EOD\n";
    for (Index i = 0; i < rows; ++i)
    {
        row(i);
        script << '\n';
    }
    script << "EOD\n";
}

void
WritePairs(std::ostream& script,
           const std::string& name,
           const Eigen::VectorXd& x,
           const Eigen::VectorXd& y)
{
    WriteBlock(script, name, x.size(), [&](Index i) {
        if (!std::isnan(x(i))) // a blank line breaks the curve
        {
            script << FormatNumber(x(i)) << ' ' << FormatNumber(y(i));
        }
    });
}

void
WriteBox(std::ostream& script, const Box& box, std::size_t panel, std::size_t index)
{
    script << BlockName(panel, "b", index) << " << EOD\n"
           << index + 1 << ' ' << FormatNumber(box.lowQuartile) << ' '
           << FormatNumber(box.lowWhisker) << ' ' << FormatNumber(box.highWhisker) << ' '
           << FormatNumber(box.highQuartile) << ' ' << FormatNumber(box.median) << "\nEOD\n";
    WriteBlock(script,
               BlockName(panel, "o", index),
               static_cast<Index>(box.outliers.size()),
               [&](Index i) {
                   script << index + 1 << ' '
                          << FormatNumber(box.outliers[static_cast<std::size_t>(i)]);
               });
}

/// The outline, up on the right and down on the left, and the quartiles.
void
WriteViolin(std::ostream& script, const Violin& violin, std::size_t panel, std::size_t index)
{
    const Index count = violin.at.size();
    const auto place = static_cast<double>(index + 1);
    WriteBlock(script, BlockName(panel, "v", index), 2 * count, [&](Index i) {
        const bool isRight = i < count;
        const Index at = isRight ? i : 2 * count - 1 - i;
        const double reach = VIOLIN_REACH * violin.width(at);
        script << FormatNumber(isRight ? place + reach : place - reach) << ' '
               << FormatNumber(violin.at(at));
    });
    script << BlockName(panel, "q", index) << " << EOD\n"
           << index + 1 << ' ' << FormatNumber(violin.lowQuartile) << ' '
           << FormatNumber(violin.highQuartile) << ' ' << FormatNumber(violin.median) << "\nEOD\n";
}

void
WriteHeatMap(std::ostream& script, const HeatMap& map, std::size_t panel)
{
    WriteBlock(script, BlockName(panel, "h"), map.values.rows(), [&](Index row) {
        for (Index column = 0; column < map.values.cols(); ++column)
        {
            script << (column == 0 ? "" : " ") << FormatNumber(map.values(row, column));
        }
    });
}

std::string
CurvePlot(const Curve& curve, const std::string& block)
{
    const Look look = LookOf(curve.side);
    const std::string with = curve.style == Curve::Style::STEPS ? "steps" : "lines";
    const bool faint = curve.style == Curve::Style::FAINT;
    return block + " using 1:2 with " + with + " lw " + (faint ? "1" : "2.5") + " dt " +
           std::to_string(curve.style == Curve::Style::STEPS ? look.dash : 1) + " lc rgb '" +
           (faint ? look.pale : look.colour) + "'";
}

std::string
BoxPlot(const Box& box, const std::string& block, const std::string& outliers)
{
    const Look look = LookOf(box.side);
    std::string plots = block +
                        " using 1:2:3:4:5 with candlesticks whiskerbars 0.6 lw 1.5 lc rgb '" +
                        look.pale + "' fs solid 1 border lc rgb '" + look.colour + "', " + block +
                        " using ($1-" + FormatNumber(BOX_WIDTH / 2) + "):6:(" +
                        FormatNumber(BOX_WIDTH) + "):(0) with vectors nohead lw 3.5 lc rgb '" +
                        look.colour + "'"; // a box of no height has slanted ends
    if (!box.outliers.empty())
    {
        plots +=
            ", " + outliers + " using 1:2 with points pt 7 ps 0.35 lc rgb '" + look.colour + "'";
    }
    return plots;
}

std::string
PointsPlot(const Points& points, const std::string& block)
{
    const std::string halfTransparent = "#80";
    const Look look = LookOf(points.side);
    return block + " using 1:2 with points pt " + std::to_string(look.shape) + " ps 0.7 lc rgb '" +
           halfTransparent + (look.colour + 1) + "'";
}

std::string
ViolinPlot(const Violin& violin, const std::string& outline, const std::string& quartiles)
{
    const Look look = LookOf(violin.side);
    return outline + " using 1:2 with filledcurves closed fc rgb '" + look.pale +
           "' fs solid 1 border lc rgb '" + look.colour + "', " + quartiles +
           " using 1:2:(0):($3-$2) with vectors nohead lw 5 lc rgb '" + look.colour + "', " +
           quartiles + " using 1:4 with points pt 7 ps 0.7 lc rgb 'white'";
}

std::string
HeatMapPlot(const HeatMap& map, const std::string& block)
{
    constexpr Index MOST_NUMBERS = 16; // in a row, so that they can be read
    const std::string places = " matrix using ($1+1):($2+1):";
    std::string plots = block + places + "3 with image";
    if (map.values.cols() <= MOST_NUMBERS)
    {
        plots += ", " + block + places +
                 "(abs($3) < 0.05 ? '' : sprintf('%.1f', $3)) with labels font ',8'";
    }
    return plots;
}

/// 500k and 1.2M instead of long numbers.
const char*
TicFormat(double largest)
{
    constexpr double LONG = 20000;
    return largest >= LONG ? "%.1s%c" : "%g";
}

/// A label at a place of an axis, which gnuplot takes for a format of numbers.
std::string
Tic(const std::string& label, std::size_t place)
{
    std::string format;
    for (const char each : label)
    {
        format += each == '%' ? "%%" : std::string(1, each);
    }
    return QuoteForGnuplot(format) + " " + std::to_string(place);
}

/// Names below what stands beside one another at 1, 2, …
void
WritePlaces(std::ostream& script, const std::vector<std::string>& labels)
{
    std::string tics;
    for (std::size_t index = 0; index < labels.size(); ++index)
    {
        tics += (tics.empty() ? "" : ", ") + Tic(labels[index], index + 1);
    }
    script << "set xtics (" << tics
           << ")\nset xrange [0.4:" << static_cast<double>(labels.size()) + 0.6 << "]\n";
}

void
WriteAxes(std::ostream& script, const Panel& panel)
{
    script << (panel.logX ? "set logscale x\n" : "unset logscale x\n")
           << (panel.logY ? "set logscale y\n" : "unset logscale y\n") << "set format x '"
           << TicFormat(panel.logX ? 0 : panel.xMax) << "'\n"
           << "set format y '" << TicFormat(panel.logY ? 0 : panel.yMax) << "'\n"
           << "set yrange [" << FormatNumber(panel.yMin) << ":" << FormatNumber(panel.yMax)
           << "]\n";
    std::vector<std::string> labels;
    for (const auto& box : panel.boxes)
    {
        labels.push_back(box.label);
    }
    for (const auto& violin : panel.violins)
    {
        labels.push_back(violin.label);
    }
    if (!labels.empty())
    {
        script << "set boxwidth " << FormatNumber(BOX_WIDTH) << "\n";
        WritePlaces(script, labels);
        return;
    }
    script << "set xtics auto\nset xrange [" << FormatNumber(panel.xMin) << ":"
           << FormatNumber(panel.xMax) << "]\n";
}

void
WriteHeatMapAxes(std::ostream& script, const HeatMap& map)
{
    script << "unset logscale\nunset colorbox\n"
           << "set palette defined (-1 '#2166AC', 0 '#F7F7F7', 1 '#D6604D')\n"
           << "set cbrange [" << FormatNumber(-map.largest) << ":" << FormatNumber(map.largest)
           << "]\nset format '%g'\nset xrange [0.5:" << map.values.cols() << ".5]\n"
           << "set yrange [" << map.values.rows() << ".5:0.5]\n"
           << "set xtics 1,1 scale 0\n";
    std::string tics;
    for (std::size_t row = 0; row < map.rowLabels.size(); ++row)
    {
        const std::string label = map.rowLabels[row] + "  " + std::to_string(row + 1);
        tics += (tics.empty() ? "" : ", ") + Tic(label, row + 1);
    }
    script << (tics.empty() ? "set ytics 1,1 scale 0\n" : "set ytics (" + tics + ") scale 0\n");
}

} // namespace

Look
LookOf(Side side)
{
    switch (side)
    {
    case Side::REAL:
        return {"#0072B2", "#8CC4E4", 1, 7};
    case Side::OTHER:
        return {"#D55E00", "#F2B98C", 2, 9};
    case Side::THIRD:
        return {"#009E73", "#8CD6BF", 3, 5};
    case Side::FOURTH:
        return {"#CC79A7", "#EBCBDC", 4, 11};
    case Side::FIFTH:
        return {"#E69F00", "#F7DDA6", 5, 13};
    default:
        return {"#555555", "#BBBBBB", 6, 3};
    }
}

std::string
QuoteForGnuplot(const std::string& text)
{
    // gnuplot 5.4 cannot read a quote behind the opening one in single quotes. In double quotes
    // everything that may be special is given by its number; behind a first 0 there are three more
    // octal digits at most.
    const std::string special = "'\"\\`@";
    std::ostringstream quoted;
    quoted << '"';
    for (const char each : text)
    {
        if (special.find(each) != std::string::npos)
        {
            quoted << "\\" << std::oct << std::setw(4) << std::setfill('0')
                   << static_cast<int>(each);
        }
        else
        {
            const bool isControl = static_cast<unsigned char>(each) < ' ';
            quoted << (isControl ? ' ' : each);
        }
    }
    quoted << '"';
    return quoted.str();
}

void
WritePanelData(std::ostream& script, const Panel& panel, std::size_t number)
{
    for (std::size_t index = 0; index < panel.curves.size(); ++index)
    {
        const auto& curve = panel.curves[index];
        WritePairs(script, BlockName(number, "c", index), curve.x, curve.y);
    }
    for (std::size_t index = 0; index < panel.boxes.size(); ++index)
    {
        WriteBox(script, panel.boxes[index], number, index);
    }
    for (std::size_t index = 0; index < panel.points.size(); ++index)
    {
        const auto& points = panel.points[index];
        WritePairs(script, BlockName(number, "s", index), points.x, points.y);
    }
    for (std::size_t index = 0; index < panel.violins.size(); ++index)
    {
        WriteViolin(script, panel.violins[index], number, index);
    }
    if (panel.heatMap)
    {
        WriteHeatMap(script, *panel.heatMap, number);
    }
}

void
WritePanel(std::ostream& script, const Panel& panel, std::size_t number)
{
    script << "set title " << QuoteForGnuplot(panel.title) << "\n"
           << "set xlabel " << QuoteForGnuplot(panel.xLabel) << "\n"
           << "set ylabel " << QuoteForGnuplot(panel.yLabel) << "\n";
    std::vector<std::string> plots;
    if (panel.heatMap)
    {
        WriteHeatMapAxes(script, *panel.heatMap);
        plots.push_back(HeatMapPlot(*panel.heatMap, BlockName(number, "h")));
    }
    else
    {
        WriteAxes(script, panel);
    }
    for (std::size_t index = 0; index < panel.curves.size(); ++index)
    {
        plots.push_back(CurvePlot(panel.curves[index], BlockName(number, "c", index)));
    }
    for (std::size_t index = 0; index < panel.boxes.size(); ++index)
    {
        plots.push_back(BoxPlot(panel.boxes[index],
                                BlockName(number, "b", index),
                                BlockName(number, "o", index)));
    }
    for (std::size_t index = 0; index < panel.points.size(); ++index)
    {
        plots.push_back(PointsPlot(panel.points[index], BlockName(number, "s", index)));
    }
    for (std::size_t index = 0; index < panel.violins.size(); ++index)
    {
        plots.push_back(ViolinPlot(panel.violins[index],
                                   BlockName(number, "v", index),
                                   BlockName(number, "q", index)));
    }
    script << "plot ";
    for (std::size_t index = 0; index < plots.size(); ++index)
    {
        script << (index == 0 ? "" : ", ") << plots[index];
    }
    script << "\n";
}

} // namespace ns3::synthnet
