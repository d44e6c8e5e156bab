/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-pictures.h"

#include "ns3/sample-marks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Eigen::Index;
using Eigen::VectorXd;

VectorXd
ToVector(const std::vector<double>& values)
{
    return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

/// All fixed depths have one colour: where several are shown, labels tell them apart.
Side
SideOf(const std::string& policy)
{
    const std::map<std::string, Side> sides{{"online", Side::REAL},
                                            {"offline", Side::OTHER},
                                            {"random", Side::FOURTH},
                                            {"threshold", Side::FIFTH},
                                            {"codel", Side::SIXTH}};
    const auto found = sides.find(policy);
    return found == sides.end() ? Side::THIRD : found->second;
}

/// @return the policies of the study, of the fixed depths the best one only
std::vector<std::string>
ShownPolicies(const std::vector<StudyResult>& results)
{
    const std::string best = BestFixed(results);
    std::vector<std::string> shown;
    for (const auto& each : results)
    {
        if (each.policy == best || SideOf(each.policy) != Side::THIRD)
        {
            shown.push_back(each.policy);
        }
    }
    return shown;
}

std::vector<LegendEntry>
LegendOf(const std::vector<std::string>& policies)
{
    std::vector<LegendEntry> legend;
    for (const auto& policy : policies)
    {
        legend.push_back({SideOf(policy), policy});
    }
    return legend;
}

/// The range of values and a little more; room also where all are the same.
std::pair<double, double>
RangeOf(const std::vector<double>& values)
{
    constexpr double MARGIN = 0.06;
    double low = 0;
    double high = 0;
    bool isFirst = true;
    for (const double value : values)
    {
        if (std::isfinite(value))
        {
            low = isFirst ? value : std::min(low, value);
            high = isFirst ? value : std::max(high, value);
            isFirst = false;
        }
    }
    const double margin = high > low ? MARGIN * (high - low) : 1;
    return {low - margin, high + margin};
}

/// A column of the rows that fit.
template <typename Fits>
std::vector<double>
ValuesWhere(const Table& table, const std::string& column, Fits fits)
{
    std::vector<double> values;
    for (Index row = 0; row < table.Rows(); ++row)
    {
        if (fits(row))
        {
            values.push_back(table.Column(column)(row));
        }
    }
    return values;
}

/// The curves of one kind of agent: each seed's pale, their mean over it.
void
AddCurves(Panel& panel, const Table& curves, const std::string& kind)
{
    std::map<double, std::pair<std::vector<double>, std::vector<double>>> seeds; // x, y
    std::map<double, Eigen::Array3d> episodes; // sums of decisions and rewards, number of both
    for (Index row = 0; row < curves.Rows(); ++row)
    {
        if (curves.Label("kind", row) != kind)
        {
            continue;
        }
        const double decisions = curves.Column("decisions")(row);
        const double reward = curves.Column("rewardMean")(row);
        auto& [x, y] = seeds[curves.Column("seed")(row)];
        x.push_back(decisions);
        y.push_back(reward);
        Eigen::Array3d& sums =
            episodes.emplace(curves.Column("episode")(row), Eigen::Array3d::Zero()).first->second;
        sums += Eigen::Array3d(decisions, reward, 1);
    }
    const Side side = SideOf(kind);
    for (const auto& [seed, points] : seeds)
    {
        panel.curves.push_back(
            {side, Curve::Style::FAINT, ToVector(points.first), ToVector(points.second)});
    }
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& [episode, sums] : episodes)
    {
        x.push_back(sums(0) / sums(2));
        y.push_back(sums(1) / sums(2));
    }
    panel.curves.push_back({side, Curve::Style::LINE, ToVector(x), ToVector(y)});
    panel.points.push_back({side, ToVector(x), ToVector(y)}); // also where there is one only
}

Picture
LearningCurves(const StudyTables& tables)
{
    Panel panel;
    panel.title = "reward while learning: mean of the agents, each one pale";
    panel.xLabel = "decisions at the end of an episode";
    panel.yLabel = "mean reward of a decision";
    AddCurves(panel, tables.curves, "online");
    AddCurves(panel, tables.curves, "offline");
    const auto all = [](Index) { return true; };
    const auto decisions = ValuesWhere(tables.curves, "decisions", all);
    constexpr double ROOM = 1.05;
    panel.xMin = 0;
    panel.xMax = ROOM * *std::max_element(decisions.begin(), decisions.end());
    std::tie(panel.yMin, panel.yMax) = RangeOf(ValuesWhere(tables.curves, "rewardMean", all));
    return {"Learning", LegendOf({"online", "offline"}), 1, 760, 380, {panel}};
}

Picture
Rewards(const StudyTables& tables)
{
    Panel panel;
    panel.title = "mean reward of a decision, over the runs";
    panel.yLabel = "reward";
    std::vector<double> all;
    for (const auto& each : tables.results)
    {
        panel.boxes.push_back(BoxOf(SideOf(each.policy), each.policy, ToVector(each.rewards)));
        all.insert(all.end(), each.rewards.begin(), each.rewards.end());
    }
    std::tie(panel.yMin, panel.yMax) = RangeOf(all);
    constexpr unsigned BOX = 105; // pixels
    const auto width = static_cast<unsigned>(BOX * panel.boxes.size());
    return {"Reward of each policy in unseen episodes", {}, 1, width, 380, {panel}};
}

/// A value that holds until the next decision.
Curve
HeldCurve(Side side, const std::vector<double>& values, double period)
{
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        const double start = static_cast<double>(i) * period;
        x.insert(x.end(), {start, start + period});
        y.insert(y.end(), {values[i], values[i]});
    }
    return {side, Curve::Style::LINE, ToVector(x), ToVector(y)};
}

Picture
Series(const StudyTables& tables)
{
    const std::string seed = "-" + std::to_string(tables.seed);
    std::vector<std::string> shown{"online" + seed, "offline" + seed};
    const std::string best = BestFixed(tables.results);
    if (!best.empty())
    {
        shown.push_back(best);
    }
    Picture picture{"The same episode, run 1", {}, 2, 520, 190, {}};
    std::vector<double> settings{0};
    std::vector<double> buffers{0};
    double end = 1;
    for (const auto& policy : shown)
    {
        const auto fits = [&](Index row) {
            return tables.decisions.Label("policy", row) == policy &&
                   tables.decisions.Column("run")(row) == 1;
        };
        const auto setting = ValuesWhere(tables.decisions, "setting", fits);
        const auto buffer = ValuesWhere(tables.decisions, "buffer", fits);
        settings.insert(settings.end(), setting.begin(), setting.end());
        buffers.insert(buffers.end(), buffer.begin(), buffer.end());
        const Side side = SideOf(StudyGroup(policy));
        const bool isLast = policy == shown.back();
        Panel depth;
        depth.title = policy + ": depth that is set";
        depth.yLabel = "packets";
        depth.curves = {HeldCurve(side, setting, tables.periodSeconds)};
        Panel filled;
        filled.title = policy + ": playback buffer";
        filled.yLabel = "s";
        filled.curves = {HeldCurve(side, buffer, tables.periodSeconds)};
        for (Panel* panel : {&depth, &filled})
        {
            panel->xLabel = isLast ? "s since the first decision" : "";
            picture.panels.push_back(*panel);
        }
        end = std::max(end, static_cast<double>(setting.size()) * tables.periodSeconds);
        picture.legend.push_back({side, policy});
    }
    for (std::size_t i = 0; i < picture.panels.size(); ++i)
    {
        Panel& panel = picture.panels[i];
        panel.xMin = 0;
        panel.xMax = end;
        panel.yMin = 0;
        panel.yMax = RangeOf(i % 2 == 0 ? settings : buffers).second;
    }
    return picture;
}

Picture
Distribution(const StudyTables& tables,
             const std::string& column,
             const std::string& title,
             const std::string& unit)
{
    Panel panel;
    panel.title = "share of the decisions that were followed by at most so much";
    panel.xLabel = unit;
    panel.yLabel = "share";
    panel.yMin = 0;
    panel.yMax = 1;
    const auto shown = ShownPolicies(tables.results);
    std::map<std::string, std::vector<double>> values;
    std::vector<double> all;
    for (const auto& policy : shown)
    {
        values[policy] = ValuesWhere(tables.decisions, column, [&](Index row) {
            return StudyGroup(tables.decisions.Label("policy", row)) == policy;
        });
        all.insert(all.end(), values[policy].begin(), values[policy].end());
    }
    std::tie(panel.xMin, panel.xMax) = RangeOf(all);
    for (const auto& policy : shown)
    {
        panel.curves.push_back(
            CdfCurve(SideOf(policy), ToVector(values[policy]), panel.xMin, panel.xMax));
    }
    return {title, LegendOf(shown), 1, 920, 380, {panel}}; // as wide as the legend
}

} // namespace

std::vector<NamedPicture>
StudyPictures(const StudyTables& tables)
{
    return {{"learning-curves",
             "Reward while learning, exploration included: online in the live simulation, offline "
             "in tables, whose rewards need not be those of the simulation",
             LearningCurves(tables)},
            {"rewards",
             "Reward of each policy in unseen episodes of the live simulation; a box has the runs, "
             "of agents those of all seeds",
             Rewards(tables)},
            {"series",
             "What was decided in the first run, and what became of the buffer",
             Series(tables)},
            {"cdf-fps",
             "Distribution functions of the frame rate between decisions",
             Distribution(tables, "fps", "Frame rate", "frames/s")},
            {"cdf-buffer",
             "Distribution functions of the playback buffer between decisions",
             Distribution(tables, "buffer", "Playback buffer", "s")}};
}

} // namespace ns3::synthnet
