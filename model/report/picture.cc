/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "picture.h"

#include "gnuplot-process.h"

#include "../dataset/csv.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

// Pixels.
constexpr unsigned LEFT = 95;
constexpr unsigned RIGHT = 25;
constexpr unsigned TOP = 95;
constexpr unsigned BOTTOM = 60;
constexpr unsigned BETWEEN_COLUMNS = 105;
constexpr unsigned BETWEEN_ROWS = 62;
constexpr unsigned BETWEEN_ROWS_WITH_LABELS = 85;

/// A side's look: two colours of Okabe and Ito's palette, their pale shades, and a dash pattern.
struct Look
{
    const char* colour;
    const char* pale;
    int dash;
};

Look
LookOf(Side side)
{
    return side == Side::REAL ? Look{"#0072B2", "#8CC4E4", 1} : Look{"#D55E00", "#F2B98C", 2};
}

/// In gnuplot's single quotes nothing is special but the quote and the end of the line.
std::string
Quote(const std::string& text)
{
    std::string quoted = "'";
    for (const char each : text)
    {
        const bool isControl = static_cast<unsigned char>(each) < ' ';
        quoted += each == '\'' ? "''" : std::string(1, isControl ? ' ' : each);
    }
    return quoted + "'";
}

/// The size of the canvas and the places on it, in parts of its width and height.
class Canvas
{
  public:
    explicit Canvas(const Picture& picture)
        : m_columns(static_cast<unsigned>(std::min(picture.columns, picture.panels.size()))),
          m_rows(static_cast<unsigned>((picture.panels.size() + m_columns - 1) / m_columns)),
          m_betweenRows(HasLabelsBetween(picture) ? BETWEEN_ROWS_WITH_LABELS : BETWEEN_ROWS),
          m_width(LEFT + m_columns * picture.panelWidth + (m_columns - 1) * BETWEEN_COLUMNS +
                  RIGHT),
          m_height(TOP + m_rows * picture.panelHeight + (m_rows - 1) * m_betweenRows + BOTTOM)
    {
    }

    std::string Size() const
    {
        return std::to_string(m_width) + "," + std::to_string(m_height);
    }

    std::string Layout() const
    {
        std::ostringstream text;
        text << "layout " << m_rows << "," << m_columns << " margins " << Right(LEFT) << ","
             << 1 - Right(RIGHT) << "," << 1 - Down(BOTTOM) << "," << Down(TOP) << " spacing "
             << Right(BETWEEN_COLUMNS) << "," << 1 - Down(m_betweenRows);
        return text.str();
    }

    double Right(unsigned pixels) const
    {
        return static_cast<double>(pixels) / m_width;
    }

    double Down(unsigned pixels) const
    {
        return 1 - static_cast<double>(pixels) / m_height;
    }

  private:
    /// Whether a panel that is not in the last row has a label below it.
    bool HasLabelsBetween(const Picture& picture) const
    {
        const auto last =
            picture.panels.begin() + static_cast<std::ptrdiff_t>(m_rows - 1) * m_columns;
        return std::any_of(picture.panels.begin(), last, [](const Panel& panel) {
            return !panel.xLabel.empty();
        });
    }

    unsigned m_columns;
    unsigned m_rows;
    unsigned m_betweenRows;
    unsigned m_width;
    unsigned m_height;
};

/// Steps of both sides lie on one another: only they are dashed.
bool
HasSteps(const Picture& picture)
{
    return std::any_of(picture.panels.begin(), picture.panels.end(), [](const Panel& panel) {
        return std::any_of(panel.curves.begin(), panel.curves.end(), [](const Curve& curve) {
            return curve.style == Curve::Style::STEPS;
        });
    });
}

/// The title and the legend, drawn with the first panel at places of the whole canvas.
void
WriteHead(std::ostream& script, const Picture& picture, const Canvas& canvas)
{
    constexpr unsigned TITLE_LINE = 22;
    constexpr unsigned LEGEND_LINE = 50;
    constexpr unsigned SAMPLE = 45;
    constexpr unsigned GAP = 8;
    constexpr unsigned CHARACTER = 9;

    script << "set label 1 " << Quote(picture.title) << " at screen " << canvas.Right(LEFT)
           << ", screen " << canvas.Down(TITLE_LINE) << " left font ',15'\n";
    const bool dashed = HasSteps(picture);
    unsigned x = LEFT;
    int tag = 2;
    for (const auto& entry : picture.legend)
    {
        const Look look = LookOf(entry.side);
        const double y = canvas.Down(LEGEND_LINE);
        script << "set arrow " << tag << " from screen " << canvas.Right(x) << ", screen " << y
               << " to screen " << canvas.Right(x + SAMPLE) << ", screen " << y
               << " nohead lw 3 dt " << (dashed ? look.dash : 1) << " lc rgb '" << look.colour
               << "'\n";
        script << "set label " << tag << " " << Quote(entry.label) << " at screen "
               << canvas.Right(x + SAMPLE + GAP) << ", screen " << y << " left\n";
        x += SAMPLE + 5 * GAP + CHARACTER * static_cast<unsigned>(entry.label.size());
        ++tag;
    }
}

std::string
BlockName(std::size_t panel, const char* kind, std::size_t index)
{
    return "$p" + std::to_string(panel) + kind + std::to_string(index);
}

void
WriteData(std::ostream& script, const Panel& panel, std::size_t number)
{
    for (std::size_t index = 0; index < panel.curves.size(); ++index)
    {
        const Curve& curve = panel.curves[index];
        script << BlockName(number, "c", index) << " << EOD\n";
        for (Eigen::Index i = 0; i < curve.x.size(); ++i)
        {
            script << FormatNumber(curve.x(i)) << ' ' << FormatNumber(curve.y(i)) << '\n';
        }
        script << "EOD\n";
    }
    for (std::size_t index = 0; index < panel.boxes.size(); ++index)
    {
        const Box& box = panel.boxes[index];
        script << BlockName(number, "b", index) << " << EOD\n"
               << index + 1 << ' ' << FormatNumber(box.lowQuartile) << ' '
               << FormatNumber(box.lowWhisker) << ' ' << FormatNumber(box.highWhisker) << ' '
               << FormatNumber(box.highQuartile) << ' ' << FormatNumber(box.median) << "\nEOD\n";
        script << BlockName(number, "o", index) << " << EOD\n";
        for (const double value : box.outliers)
        {
            script << index + 1 << ' ' << FormatNumber(value) << '\n';
        }
        script << "EOD\n";
    }
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
                        " using 1:6:6:6:6 with candlesticks lw 3.5 lc rgb '" + look.colour + "'";
    if (!box.outliers.empty())
    {
        plots +=
            ", " + outliers + " using 1:2 with points pt 7 ps 0.35 lc rgb '" + look.colour + "'";
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

void
WritePanel(std::ostream& script, const Panel& panel, std::size_t number)
{
    script << "set title " << Quote(panel.title) << "\n"
           << "set xlabel " << Quote(panel.xLabel) << "\n"
           << "set ylabel " << Quote(panel.yLabel) << "\n"
           << (panel.logX ? "set logscale x\n" : "unset logscale x\n")
           << (panel.logY ? "set logscale y\n" : "unset logscale y\n") << "set format x '"
           << TicFormat(panel.logX ? 0 : panel.xMax) << "'\n"
           << "set format y '" << TicFormat(panel.logY ? 0 : panel.yMax) << "'\n"
           << "set yrange [" << FormatNumber(panel.yMin) << ":" << FormatNumber(panel.yMax)
           << "]\n";
    if (panel.boxes.empty())
    {
        script << "set xtics auto\nset xrange [" << FormatNumber(panel.xMin) << ":"
               << FormatNumber(panel.xMax) << "]\n";
    }
    else
    {
        std::string tics;
        for (const auto& box : panel.boxes)
        {
            tics += (tics.empty() ? "" : ", ") + Quote(box.label) + " " +
                    std::to_string(&box - panel.boxes.data() + 1);
        }
        script << "set xtics (" << tics
               << ")\nset xrange [0.4:" << static_cast<double>(panel.boxes.size()) + 0.6 << "]\n";
    }
    std::string plots;
    for (std::size_t index = 0; index < panel.curves.size(); ++index)
    {
        plots += (plots.empty() ? "" : ", ") +
                 CurvePlot(panel.curves[index], BlockName(number, "c", index));
    }
    for (std::size_t index = 0; index < panel.boxes.size(); ++index)
    {
        plots += (plots.empty() ? "" : ", ") + BoxPlot(panel.boxes[index],
                                                       BlockName(number, "b", index),
                                                       BlockName(number, "o", index));
    }
    script << "plot " << plots << "\n";
}

} // namespace

std::string
GnuplotScript(const Picture& picture, const std::string& format)
{
    const Canvas canvas(picture);
    std::ostringstream script;
    script << (format == "svg" ? "set terminal svg font 'sans-serif,13'"
                               : "set terminal pngcairo font 'Sans,10'")
           << " noenhanced background rgb 'white' size " << canvas.Size() << "\n"
           << "set encoding utf8\n"
           << "set datafile missing 'nan'\n";
    for (std::size_t number = 0; number < picture.panels.size(); ++number)
    {
        WriteData(script, picture.panels[number], number);
    }
    script << "unset key\nset grid lc rgb '#DDDDDD' lt 1 lw 0.5\nset border lc rgb '#555555'\n"
           << "set tics textcolor rgb 'black'\nset boxwidth 0.5\n"
           << "set title offset 0,-0.4\n"
           << "set multiplot " << canvas.Layout() << "\n";
    WriteHead(script, picture, canvas);
    for (std::size_t number = 0; number < picture.panels.size(); ++number)
    {
        WritePanel(script, picture.panels[number], number);
        if (number == 0)
        {
            script << "unset label\nunset arrow\n";
        }
    }
    script << "unset multiplot\nunset output\n";
    return script.str();
}

std::string
DrawPicture(const Picture& picture, const std::string& format)
{
    return RunGnuplot(GnuplotScript(picture, format));
}

} // namespace ns3::synthnet
