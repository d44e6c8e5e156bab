/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluation-pictures.h"

#include "../dataset/autocorrelation-distance.h"
#include "../dataset/correlation-distance.h"
#include "../dataset/principal-components.h"
#include "../dataset/t-sne.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace
{

/// The windows of either side, of the features that vary.
struct Sides
{
    explicit Sides(const EvaluationTables& tables)
        : real(tables.real.windows.SelectFeatures(tables.groups[0].features)),
          synthetic(tables.synthetic.windows.SelectFeatures(tables.groups[0].features))
    {
    }

    /// Equally many of both.
    void Thin(Index most)
    {
        const Index count = std::min({most, real.Count(), synthetic.Count()});
        real = real.Spaced(count);
        synthetic = synthetic.Spaced(count);
    }

    WindowSet real;
    WindowSet synthetic;
};

const std::vector<LegendEntry>&
Legend()
{
    static const std::vector<LegendEntry> LEGEND{{Side::REAL, "real"}, {Side::OTHER, "synthetic"}};
    return LEGEND;
}

Panel
HeatPanel(const std::string& title, MatrixXd values, std::vector<std::string> labels)
{
    Panel panel;
    panel.title = title;
    panel.heatMap = HeatMap{std::move(values), std::move(labels), 1};
    return panel;
}

VectorXd
WithLagZero(const VectorXd& correlations)
{
    VectorXd all(correlations.size() + 1);
    all << 1, correlations;
    return all;
}

/// A panel with the points of both sides, equal units on both axes not needed.
Panel
CloudPanel(const MatrixXd& real, const MatrixXd& synthetic)
{
    constexpr double MARGIN = 0.05;
    Panel panel;
    const auto range = [&](Index axis) {
        const double low = std::min(real.col(axis).minCoeff(), synthetic.col(axis).minCoeff());
        const double high = std::max(real.col(axis).maxCoeff(), synthetic.col(axis).maxCoeff());
        const double margin = high > low ? MARGIN * (high - low) : 1;
        return std::pair(low - margin, high + margin);
    };
    std::tie(panel.xMin, panel.xMax) = range(0);
    std::tie(panel.yMin, panel.yMax) = range(1);
    panel.points = {{Side::REAL, real.col(0), real.col(1)},
                    {Side::OTHER, synthetic.col(0), synthetic.col(1)}};
    return panel;
}

Picture
CloudPicture(const std::string& title, Panel panel)
{
    return {title, Legend(), 1, 640, 480, {std::move(panel)}};
}

} // namespace

Picture
CorrelationPicture(const EvaluationTables& tables)
{
    constexpr unsigned CHARACTER = 9; // pixels
    constexpr unsigned LEAST_MARGIN = 95;
    const Sides sides(tables);
    const auto& names = sides.real.Names();
    const MatrixXd real = CorrelationMatrix(sides.real.Rows());
    const MatrixXd synthetic = CorrelationMatrix(sides.synthetic.Rows());
    std::size_t longest = 0;
    for (const auto& name : names)
    {
        longest = std::max(longest, name.size());
    }
    Picture picture{"Correlation between features", {}, 3, 340, 340, {}};
    picture.panels = {HeatPanel("real", real, names),
                      HeatPanel("synthetic", synthetic, {}),
                      HeatPanel("synthetic less real", synthetic - real, {})};
    picture.leftMargin = std::max(LEAST_MARGIN, CHARACTER * static_cast<unsigned>(longest + 6));
    return picture;
}

Picture
AutocorrelationPicture(const EvaluationTables& tables)
{
    const Sides sides(tables);
    const Index lags = std::min<Index>(10, sides.real.SeqLen() - 1);
    Picture picture{"Autocorrelation within windows", Legend(), 3, 400, 180, {}};
    for (std::size_t feature = 0; feature < sides.real.Names().size(); ++feature)
    {
        const auto index = static_cast<Index>(feature);
        const VectorXd x = VectorXd::LinSpaced(lags + 1, 0, static_cast<double>(lags));
        const VectorXd real = WithLagZero(WindowAutocorrelation(sides.real, index, lags));
        const VectorXd synthetic = WithLagZero(WindowAutocorrelation(sides.synthetic, index, lags));
        Panel panel;
        panel.title = sides.real.Names()[feature];
        panel.yLabel = "autocorrelation";
        panel.xMin = 0;
        panel.xMax = static_cast<double>(lags);
        panel.yMin = std::min({-0.1, 1.1 * real.minCoeff(), 1.1 * synthetic.minCoeff()});
        panel.yMax = 1.05;
        panel.curves = {{Side::REAL, Curve::Style::LINE, x, real},
                        {Side::OTHER, Curve::Style::LINE, x, synthetic}};
        picture.panels.push_back(std::move(panel));
    }
    const std::size_t count = picture.panels.size();
    for (std::size_t last = count - std::min(count, picture.columns); last < count; ++last)
    {
        picture.panels[last].xLabel = "lag (rows)";
    }
    return picture;
}

Picture
PcaPicture(const EvaluationTables& tables, Index mostWindows)
{
    Sides sides(tables);
    const PrincipalComponents components(sides.real.Flat(), 2);
    sides.Thin(mostWindows);
    Panel panel = CloudPanel(components.Project(sides.real.Flat()),
                             components.Project(sides.synthetic.Flat()));
    const auto label = [&](const std::string& which, Index axis) {
        const auto percent = std::lround(100 * components.VarianceShares()(axis));
        return which + " component, " + std::to_string(percent) + " % of the real variance";
    };
    panel.xLabel = label("first", 0);
    panel.yLabel = label("second", 1);
    return CloudPicture("Windows along the principal components of the real ones",
                        std::move(panel));
}

Picture
TSnePicture(const EvaluationTables& tables, Index mostWindows)
{
    Sides sides(tables);
    sides.Thin(mostWindows);
    const MatrixXd real = sides.real.Flat();
    const MatrixXd synthetic = sides.synthetic.Flat();
    MatrixXd samples(real.rows() + synthetic.rows(), real.cols());
    samples << real, synthetic;
    const MatrixXd places = TSne().Embed(samples);
    return CloudPicture(
        "t-SNE: windows that are alike are near",
        CloudPanel(places.topRows(real.rows()), places.bottomRows(synthetic.rows())));
}

} // namespace ns3::synthnet
