/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PICTURE_H
#define SYNTHNET_PICTURE_H

#include <Eigen/Core>

#include <cstddef>
#include <optional>
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
    OTHER,
    THIRD, //!< this and the next: of pictures that compare more than two
    FOURTH,
    FIFTH,
    SIXTH
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
 * @brief A cloud of points, drawn half transparent, each side with a shape of its own.
 */
struct Points
{
    Side side;
    Eigen::VectorXd x;
    Eigen::VectorXd y; //!< as long as x
};

/**
 * @ingroup synthnet-report
 * @brief A violin plot's violin: how dense the values are, mirrored.
 */
struct Violin
{
    Side side;
    std::string label;     //!< below it
    Eigen::VectorXd at;    //!< values, ascending
    Eigen::VectorXd width; //!< as long as `at`, in parts of the widest place's
    double lowQuartile;
    double median;
    double highQuartile;
};

/**
 * @ingroup synthnet-report
 * @brief A matrix in colours, its first row at the top, with the numbers that are not near 0.
 *
 * Rows and columns are numbered from 1. It has the panel for itself and its axes.
 */
struct HeatMap
{
    Eigen::MatrixXd values;
    std::vector<std::string> rowLabels; //!< one for each row, or none
    double largest;                     //!< that has the full colour, as −largest has the other
};

/**
 * @ingroup synthnet-report
 * @brief One diagram of a picture. Boxes and violins stand beside one another at 1, 2, …
 */
struct Panel
{
    std::string title;
    std::string xLabel;
    std::string yLabel;
    bool logX{false};
    bool logY{false};
    double xMin; //!< unused where boxes or violins stand, as are all four in a heat map
    double xMax; //!< above xMin
    double yMin;
    double yMax; //!< above yMin
    std::vector<Curve> curves;
    std::vector<Box> boxes;
    std::vector<Points> points{};
    std::vector<Violin> violins{};
    std::optional<HeatMap> heatMap{};
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
    unsigned leftMargin{95}; //!< pixels, for the labels left of the first column
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
