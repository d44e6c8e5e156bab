/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gap-text.h"

#include "text-table.h"

#include "ns3/testbed-logs.h"

namespace ns3::synthnet
{

namespace
{

/// "mean", or "mean [min, max]" of several runs.
std::string
Text(const Spread& spread, std::size_t runs)
{
    const std::string mean = ShortNumber(spread.mean);
    return runs == 1 ? mean
                     : mean + " [" + ShortNumber(spread.min) + ", " + ShortNumber(spread.max) + "]";
}

using Runs = std::vector<std::vector<FeatureGap>>;

template <typename Figure>
std::string
Text(const Runs& runs, Figure figure)
{
    std::vector<double> values;
    for (const auto& run : runs)
    {
        values.push_back(figure(run));
    }
    return Text(SpreadOf(values), runs.size());
}

} // namespace

void
PrintGaps(std::ostream& stream, const Runs& runs)
{
    TextTable table;
    table.AddRow({"feature", "M", "KS", "Wasserstein-1"});
    table.AddRule();
    std::vector<std::string> intFeatures;
    for (std::size_t row = 0; row < runs[0].size(); ++row)
    {
        const auto& feature = runs[0][row].feature;
        if (!SwitchesOf({feature}).empty())
        {
            intFeatures.push_back(feature);
        }
        table.AddRow({feature,
                      Text(runs, [row](const auto& run) { return run[row].m; }),
                      Text(runs, [row](const auto& run) { return run[row].ks; }),
                      Text(runs, [row](const auto& run) { return run[row].wasserstein1; })});
    }
    table.AddRule();
    table.AddRow({"sum of M", Text(runs, [](const auto& run) { return SumOfM(run); })});
    table.AddRow({"sum of M without CalcBitrate",
                  Text(runs, [](const auto& run) { return SumOfM(run, {"CalcBitrate"}); })});
    table.AddRow({"sum of M without FPS, ReportedBitrate", Text(runs, [](const auto& run) {
                      return SumOfM(run, {"FPS", "ReportedBitrate"});
                  })});
    if (!intFeatures.empty())
    {
        table.AddRow({"mean KS of the " + std::to_string(intFeatures.size()) + " INT features",
                      "",
                      Text(runs, [&](const auto& run) { return MeanKs(run, intFeatures); })});
    }
    table.Print(stream);
}

void
PrintFigures(std::ostream& stream,
             const std::vector<FigureComparison>& figures,
             const std::string& kind,
             std::size_t runs)
{
    if (figures.empty())
    {
        return;
    }
    TextTable table;
    table.AddRow({"figure", "of", "unit", "real", runs == 1 ? kind : kind + " [min, max]"});
    table.AddRule();
    for (const auto& [real, simulated] : figures)
    {
        table.AddRow(
            {real.figure, real.of, real.unit, ShortNumber(real.value), Text(simulated, runs)});
    }
    stream << '\n';
    table.Print(stream);
}

} // namespace ns3::synthnet
