/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "comparison-pictures.h"

#include "feature-label.h"
#include "sample-marks.h"

#include "../count-text.h"
#include "../dataset/gap.h"
#include "../dataset/kernel-density.h"
#include "../dataset/sample-statistics.h"
#include "../input-error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Eigen::Index;
using Eigen::VectorXd;

/// One feature on both sides, as it is drawn.
struct DrawnFeature
{
    std::string name;
    FeatureLabel label;
    VectorXd real;
    VectorXd others; //!< pooled
    bool log;
};

VectorXd
Pooled(const std::vector<Observation>& others, const std::string& feature)
{
    VectorXd pooled;
    for (const auto& other : others)
    {
        const VectorXd values = other.Values(feature);
        const Index before = pooled.size();
        pooled.conservativeResize(before + values.size());
        pooled.tail(values.size()) = values;
    }
    return pooled;
}

/// Durations that span orders of magnitude need a logarithmic axis.
bool
NeedsLog(const VectorXd& values)
{
    constexpr double SPAN = 20;
    return Quantile(values, 1) > SPAN * std::max(1.0, Quantile(values, 0.5));
}

/// Shows anything shorter than the clock's resolution, 1 µs, as that.
VectorXd
ForLogAxis(const VectorXd& values)
{
    return values.unaryExpr([](double value) { return value < 1 ? 1 : value; });
}

std::vector<DrawnFeature>
DrawnFeatures(const Comparison& comparison)
{
    std::vector<DrawnFeature> features;
    for (const auto& name : ShownFeatures(comparison))
    {
        DrawnFeature feature{name,
                             LabelOf(name),
                             comparison.real.Values(name),
                             Pooled(comparison.others, name),
                             false};
        feature.log =
            feature.label.isDuration && (NeedsLog(feature.real) || NeedsLog(feature.others));
        if (feature.log)
        {
            feature.real = ForLogAxis(feature.real);
            feature.others = ForLogAxis(feature.others);
        }
        features.push_back(std::move(feature));
    }
    return features;
}

/// The end of a long path tells more than its beginning.
std::string
Shortened(const std::string& name)
{
    constexpr std::size_t LONGEST = 48;
    if (name.size() <= LONGEST)
    {
        return name;
    }
    std::size_t start = name.size() - LONGEST;
    while (start < name.size() && (static_cast<unsigned char>(name[start]) & 0xC0) == 0x80)
    {
        ++start; // not in the middle of a UTF-8 character
    }
    return "..." + name.substr(start);
}

std::vector<LegendEntry>
LegendOf(const Comparison& comparison, bool pooled)
{
    const auto& others = comparison.others;
    std::string label = comparison.otherLabel.empty()
                            ? comparison.kind + ": " + Shortened(others[0].Name())
                            : comparison.otherLabel;
    if (others.size() > 1)
    {
        label += (pooled ? " and " + std::to_string(others.size() - 1) + " more, pooled"
                         : ", the first of " + std::to_string(others.size()));
    }
    const std::string realLabel = comparison.realLabel.empty()
                                      ? "real: " + Shortened(comparison.real.Name())
                                      : comparison.realLabel;
    return {{Side::REAL, realLabel}, {Side::OTHER, label}};
}

/// The range of both sides and a little more.
std::pair<double, double>
RangeOf(const DrawnFeature& feature)
{
    constexpr double MARGIN = 0.04;
    constexpr double LOG_MARGIN = 1.2;
    const double low = std::min(Quantile(feature.real, 0), Quantile(feature.others, 0));
    const double high = std::max(Quantile(feature.real, 1), Quantile(feature.others, 1));
    if (feature.log)
    {
        return {low / LOG_MARGIN, high * LOG_MARGIN};
    }
    const double margin = high > low ? MARGIN * (high - low) : 1;
    if (!std::isfinite(low - margin) || !std::isfinite(high + margin))
    {
        throw InputError("feature '" + feature.name + "' has values too far apart to draw, " +
                         "expected other features to show");
    }
    return {low - margin, high + margin};
}

/// Calls @p work with the first sample and the number of samples of each stretch.
template <typename Work>
void
ForEachStretch(Index samples, Index block, Work work)
{
    const Index most = block > 0 ? block : std::max<Index>(1, samples);
    for (Index first = 0; first < samples; first += most)
    {
        work(first, std::min(most, samples - first));
    }
}

/// The widest average of stretches, an odd number.
Index
WidestAverage(Index block)
{
    constexpr Index PART = 4;
    const Index most = std::max<Index>(1, block / PART);
    return most % 2 == 0 ? most - 1 : most;
}

VectorXd
AverageOfStretches(const VectorXd& values, Index window, Index block)
{
    VectorXd averages(values.size());
    ForEachStretch(values.size(), block, [&](Index first, Index count) {
        averages.segment(first, count) = MovingAverage(values.segment(first, count), window);
    });
    return averages;
}

/// @return the samples with NaN between stretches
VectorXd
WithGaps(const VectorXd& samples, Index block)
{
    std::vector<double> all;
    ForEachStretch(samples.size(), block, [&](Index first, Index count) {
        if (first > 0)
        {
            all.push_back(std::numeric_limits<double>::quiet_NaN());
        }
        const double* begin = samples.data() + first;
        all.insert(all.end(), begin, begin + count);
    });
    return Eigen::Map<const VectorXd>(all.data(), static_cast<Index>(all.size()));
}

Panel
SeriesPanel(const DrawnFeature& feature,
            const Observation& observation,
            Side side,
            Index window,
            Index block,
            double lastTime)
{
    Panel panel;
    panel.title = feature.label.title;
    panel.yLabel = feature.label.unit;
    panel.logY = feature.log;
    const VectorXd times = observation.Times(feature.name);
    VectorXd values = observation.Values(feature.name);
    if (feature.log)
    {
        values = ForLogAxis(values);
    }
    const VectorXd averages = AverageOfStretches(values, window, block);
    const VectorXd places = WithGaps(times, block);
    panel.curves.push_back({side, Curve::Style::FAINT, places, WithGaps(values, block)});
    panel.curves.push_back({side, Curve::Style::LINE, places, WithGaps(averages, block)});
    panel.xMin = 0;
    panel.xMax = std::max(1.0, lastTime);
    std::tie(panel.yMin, panel.yMax) = RangeOf(feature);
    return panel;
}

/// Each value's share of the samples, as a bar.
void
SetBars(Violin& violin, const std::vector<double>& sorted, double bar, bool log)
{
    std::vector<double> at;
    std::vector<double> width;
    double largest = 0;
    for (auto first = sorted.begin(); first != sorted.end();)
    {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        const auto share = static_cast<double>(last - first);
        const double low = log ? *first / (1 + bar) : *first - bar;
        const double high = log ? *first * (1 + bar) : *first + bar;
        at.insert(at.end(), {low, low, high, high});
        width.insert(width.end(), {0, share, share, 0});
        largest = std::max(largest, share);
        first = last;
    }
    const auto count = static_cast<Index>(at.size());
    violin.at = Eigen::Map<const VectorXd>(at.data(), count);
    violin.width = Eigen::Map<const VectorXd>(width.data(), count) / largest;
}

/// Whether there are so few different values that each is to be seen.
bool
HasFewValues(const std::vector<double>& sorted)
{
    constexpr std::size_t FEW = 10;
    std::size_t different = 0;
    for (auto value = sorted.begin(); value != sorted.end() && different <= FEW; ++different)
    {
        value = std::upper_bound(value, sorted.end(), *value);
    }
    return different <= FEW;
}

/// The density over the values' range, on a logarithmic axis that of their logarithms; bars of a
/// few values.
Violin
ViolinOf(Side side, const std::string& label, const VectorXd& samples, const Panel& panel)
{
    constexpr Index PLACES = 120;
    constexpr double NARROWEST = 0.01; // of the range: single values are lines, not points
    constexpr double BAR = 0.006;      // of the axis, to either side
    const bool log = panel.logY;
    std::vector<double> sorted = Sorted(samples);
    VectorXd values = Eigen::Map<const VectorXd>(sorted.data(), static_cast<Index>(sorted.size()));
    Violin violin{side,
                  label,
                  {},
                  {},
                  QuantileOfSorted(sorted, 0.25),
                  QuantileOfSorted(sorted, 0.5),
                  QuantileOfSorted(sorted, 0.75)};
    if (HasFewValues(sorted))
    {
        SetBars(violin,
                sorted,
                log ? std::pow(panel.yMax / panel.yMin, BAR) - 1 : BAR * (panel.yMax - panel.yMin),
                log);
        return violin;
    }
    if (log)
    {
        values = values.array().log();
    }
    const double low = values(0);
    const double high = values(values.size() - 1);
    violin.at = VectorXd::LinSpaced(PLACES, low, high);
    violin.width = KernelDensity(values,
                                 violin.at,
                                 std::max(SilvermanBandwidth(values), NARROWEST * (high - low)));
    violin.width /= violin.width.maxCoeff();
    if (log)
    {
        violin.at = violin.at.array().exp();
    }
    return violin;
}

Picture
GridPicture(const Comparison& comparison, const std::string& title)
{
    constexpr std::size_t COLUMNS = 3; // the three fields of a switch make a row
    return {title, LegendOf(comparison, true), COLUMNS, 400, 230, {}};
}

/// What stands below the two boxes or violins of a panel.
std::pair<std::string, std::string>
SideLabels(const Comparison& comparison)
{
    return {comparison.realLabel.empty() ? "real" : comparison.realLabel,
            comparison.otherLabel.empty() ? comparison.kind : comparison.otherLabel};
}

/// A panel without marks whose y axis has the feature's values.
Panel
ValuesPanel(const DrawnFeature& feature)
{
    Panel panel;
    panel.title = feature.label.title;
    panel.yLabel = feature.label.unit;
    panel.logY = feature.log;
    std::tie(panel.yMin, panel.yMax) = RangeOf(feature);
    return panel;
}

} // namespace

std::vector<std::string>
VaryingFeatures(const Comparison& comparison)
{
    std::vector<std::string> names;
    for (const auto& name : SharedFeatures(comparison.real, comparison.others.at(0)))
    {
        const auto real = Sorted(comparison.real.Values(name));
        const auto others = Sorted(Pooled(comparison.others, name));
        if (real.empty() || others.empty() || real.front() != real.back() ||
            others.front() != others.back() || real.front() != others.front())
        {
            names.push_back(name);
        }
    }
    return names;
}

std::vector<std::string>
ShownFeatures(const Comparison& comparison)
{
    const auto shared = SharedFeatures(comparison.real, comparison.others.at(0));
    for (const auto& name : comparison.features)
    {
        if (std::find(shared.begin(), shared.end(), name) == shared.end())
        {
            throw InputError("no feature '" + name + "' to show, expected some of " +
                             JoinNames(shared));
        }
    }
    return comparison.features.empty() ? shared : comparison.features;
}

Picture
TimeSeriesPicture(const Comparison& comparison, Index window)
{
    const Observation& first = comparison.others.at(0);
    for (const Index block : {comparison.realBlock, comparison.otherBlock})
    {
        window = block > 0 ? std::min(window, WidestAverage(block)) : window;
    }
    Picture picture{"Each sample (thin) and the moving average over " +
                        CountText(window, "sample") + " (thick)",
                    LegendOf(comparison, false),
                    2,
                    640,
                    120,
                    {}};
    for (const auto& feature : DrawnFeatures(comparison))
    {
        const double lastTime = std::max(Quantile(comparison.real.Times(feature.name), 1),
                                         Quantile(first.Times(feature.name), 1));
        picture.panels.push_back(SeriesPanel(feature,
                                             comparison.real,
                                             Side::REAL,
                                             window,
                                             comparison.realBlock,
                                             lastTime));
        picture.panels.push_back(
            SeriesPanel(feature, first, Side::OTHER, window, comparison.otherBlock, lastTime));
    }
    for (std::size_t last = picture.panels.size() - picture.columns; last < picture.panels.size();
         ++last)
    {
        picture.panels[last].xLabel = comparison.real.HasTimes() ? "time (s)" : "row";
    }
    return picture;
}

Picture
CdfPicture(const Comparison& comparison)
{
    Picture picture = GridPicture(comparison, "Empirical distribution functions");
    for (const auto& feature : DrawnFeatures(comparison))
    {
        Panel panel;
        panel.title = feature.label.title;
        panel.xLabel = feature.label.unit;
        panel.yLabel = "share of samples";
        panel.logX = feature.log;
        panel.yMin = 0;
        panel.yMax = 1.03;
        std::tie(panel.xMin, panel.xMax) = RangeOf(feature);
        panel.curves = {CdfCurve(Side::REAL, feature.real, panel.xMin, panel.xMax),
                        CdfCurve(Side::OTHER, feature.others, panel.xMin, panel.xMax)};
        picture.panels.push_back(std::move(panel));
    }
    return picture;
}

Picture
BoxPicture(const Comparison& comparison)
{
    Picture picture =
        GridPicture(comparison,
                    "Quartiles, whiskers to 1.5 interquartile ranges, and values beyond");
    const auto [realLabel, otherLabel] = SideLabels(comparison);
    for (const auto& feature : DrawnFeatures(comparison))
    {
        Panel panel = ValuesPanel(feature);
        panel.boxes = {BoxOf(Side::REAL, realLabel, feature.real),
                       BoxOf(Side::OTHER, otherLabel, feature.others)};
        picture.panels.push_back(std::move(panel));
    }
    return picture;
}

Picture
ViolinPicture(const Comparison& comparison)
{
    Picture picture = GridPicture(
        comparison,
        "Densities, shares where there are ten values or fewer; quartiles (bar), median (point)");
    const auto [realLabel, otherLabel] = SideLabels(comparison);
    for (const auto& feature : DrawnFeatures(comparison))
    {
        Panel panel = ValuesPanel(feature);
        panel.violins = {ViolinOf(Side::REAL, realLabel, feature.real, panel),
                         ViolinOf(Side::OTHER, otherLabel, feature.others, panel)};
        picture.panels.push_back(std::move(panel));
    }
    return picture;
}

} // namespace ns3::synthnet
