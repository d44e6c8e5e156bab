/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PICTURE_H
#define SYNTHNET_PICTURE_H

#include <Eigen/Core>

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-report
/// @brief Whose data a mark shows. Each has one colour, which colour-blind readers tell apart, and
/// one dash pattern.
enum class Side
{
    REAL,
    OTHER
};

/**
 * @ingroup synthnet-report
 * @brief A line through points.
 */
struct Curve
{
    /// How it is drawn.
    enum class Style
    {
        FAINT, //!< thin and pale, for the samples behind an average
        LINE,
        STEPS //!< constant up to the next point, then up
    };

    Side side;
    Style style;
    Eigen::VectorXd x; //!< NaN leaves a gap
    Eigen::VectorXd y; //!< as long as x
};

/**
 * @ingroup synthnet-report
 * @brief A box plot's box.
 */
struct Box
{
    Side side;
    std::string label; //!< below it
    double lowWhisker;
    double lowQuartile;
    double median;
    double highQuartile;
    double highWhisker;
    std::vector<double> outliers; //!< drawn as points
};

/**
 * @ingroup synthnet-report
 * @brief One diagram of a picture. Boxes stand beside one another at 1, 2, …
 */
struct Panel
{
    std::string title;
    std::string xLabel;
    std::string yLabel;
    bool logX{false};
    bool logY{false};
    double xMin; //!< unused where boxes stand
    double xMax; //!< above xMin
    double yMin;
    double yMax; //!< above yMin
    std::vector<Curve> curves;
    std::vector<Box> boxes;
};

/**
 * @ingroup synthnet-report
 * @brief A line of the legend, which stands above the panels.
 */
struct LegendEntry
{
    Side side;
    std::string label;
};

/**
 * @ingroup synthnet-report
 * @brief Panels in a grid, filled row by row.
 */
struct Picture
{
    std::string title;
    std::vector<LegendEntry> legend;
    std::size_t columns;
    unsigned panelWidth;  //!< pixels
    unsigned panelHeight; //!< pixels
    std::vector<Panel> panels;
};

/**
 * @ingroup synthnet-report
 * @param picture at least one panel
 * @param format "png" or "svg"
 * @return the gnuplot script that draws it to its standard output, data included
 */
std::string GnuplotScript(const Picture& picture, const std::string& format);

/**
 * @ingroup synthnet-report
 * @brief Draws a picture through gnuplot.
 * @param picture at least one panel
 * @param format "png" or "svg"
 * @return the bytes of the file
 * @throws InputError when gnuplot is missing or fails
 */
std::string DrawPicture(const Picture& picture, const std::string& format);

} // namespace ns3::synthnet

#endif // SYNTHNET_PICTURE_H
