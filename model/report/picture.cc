/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "picture.h"

#include "gnuplot-process.h"
#include "panel-script.h"

#include <algorithm>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

// Pixels.
constexpr unsigned RIGHT = 25;
constexpr unsigned TOP = 95;
constexpr unsigned BOTTOM = 60;
constexpr unsigned BETWEEN_COLUMNS = 105;
constexpr unsigned BETWEEN_ROWS = 62;
constexpr unsigned BETWEEN_ROWS_WITH_LABELS = 85;

/// The size of the canvas and the places on it, in parts of its width and height.
class Canvas
{
  public:
    explicit Canvas(const Picture& picture)
        : m_left(picture.leftMargin),
          m_columns(static_cast<unsigned>(std::min(picture.columns, picture.panels.size()))),
          m_rows(static_cast<unsigned>((picture.panels.size() + m_columns - 1) / m_columns)),
          m_betweenRows(HasLabelsBetween(picture) ? BETWEEN_ROWS_WITH_LABELS : BETWEEN_ROWS),
          m_width(m_left + m_columns * picture.panelWidth + (m_columns - 1) * BETWEEN_COLUMNS +
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
        text << "layout " << m_rows << "," << m_columns << " margins " << Right(m_left) << ","
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

    unsigned m_left;
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

bool
HasPoints(const Picture& picture)
{
    return std::any_of(picture.panels.begin(), picture.panels.end(), [](const Panel& panel) {
        return !panel.points.empty();
    });
}

/// The title and the legend, drawn with the first panel at places of the whole canvas.
void
WriteHead(std::ostream& script, const Picture& picture, const Canvas& canvas)
{
    constexpr unsigned TITLE_LINE = 22;
    constexpr unsigned LEGEND_LINE = 50;
    constexpr unsigned SAMPLE = 45;
    constexpr unsigned POINT = 10;
    constexpr int SAMPLE_TAGS = 100; // beyond those of the labels
    constexpr unsigned GAP = 8;
    constexpr unsigned CHARACTER = 9;

    script << "set label 1 " << QuoteForGnuplot(picture.title) << " at screen "
           << canvas.Right(picture.leftMargin) << ", screen " << canvas.Down(TITLE_LINE)
           << " left font ',15'\n";
    const bool dashed = HasSteps(picture);
    const bool points = HasPoints(picture);
    unsigned x = picture.leftMargin;
    int tag = 2;
    for (const auto& entry : picture.legend)
    {
        const Look look = LookOf(entry.side);
        const double y = canvas.Down(LEGEND_LINE);
        const unsigned sample = points ? POINT : SAMPLE;
        script << "set label " << tag << " " << QuoteForGnuplot(entry.label) << " at screen "
               << canvas.Right(x + sample + GAP) << ", screen " << y << " left\n";
        if (points)
        {
            script << "set label " << tag + SAMPLE_TAGS << " '' at screen "
                   << canvas.Right(x + sample / 2) << ", screen " << y << " point pt " << look.shape
                   << " ps 1 lc rgb '" << look.colour << "'\n";
        }
        else
        {
            script << "set arrow " << tag << " from screen " << canvas.Right(x) << ", screen " << y
                   << " to screen " << canvas.Right(x + SAMPLE) << ", screen " << y
                   << " nohead lw 3 dt " << (dashed ? look.dash : 1) << " lc rgb '" << look.colour
                   << "'\n";
        }
        x += sample + 5 * GAP + CHARACTER * static_cast<unsigned>(entry.label.size());
        ++tag;
    }
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
        WritePanelData(script, picture.panels[number], number);
    }
    script << "unset key\nset grid lc rgb '#DDDDDD' lt 1 lw 0.5\nset border lc rgb '#555555'\n"
           << "set tics textcolor rgb 'black'\n"
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
