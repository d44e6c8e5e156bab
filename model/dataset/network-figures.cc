/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "network-figures.h"

#include "sample-statistics.h"
#include "testbed-logs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t LONGEST_LADDER = 16;

/// @return the share of the values for which @p holds, missing ones left out
template <typename Predicate>
double
Share(const Eigen::VectorXd& values, Predicate holds)
{
    const auto sorted = Sorted(values);
    return static_cast<double>(std::count_if(sorted.begin(), sorted.end(), holds)) /
           static_cast<double>(sorted.size());
}

void
AppendSwitch(std::vector<NetworkFigure>& figures, const Observation& observation, unsigned number)
{
    const std::string of = "SW" + std::to_string(number);
    const auto depth = observation.Values("enq_qdepth" + std::to_string(number));
    const auto wait = observation.Values("deq_timedelta" + std::to_string(number));
    figures.insert(
        figures.end(),
        {{"queue_share", of, "1", Share(depth, [](double packets) { return packets > 0; })},
         {"enq_qdepth_p95", of, "packets", Quantile(depth, 0.95)},
         {"enq_qdepth_max", of, "packets", Quantile(depth, 1)},
         {"deq_timedelta_median", of, "us", Quantile(wait, 0.5)},
         {"deq_timedelta_p95", of, "us", Quantile(wait, 0.95)},
         {"deq_timedelta_max", of, "us", Quantile(wait, 1)}});
}

bool
HasQuality(const Observation& observation)
{
    return observation.Has("ReportedBitrate") && observation.Has("FPS");
}

/// How many samples each quality has.
std::map<Quality, Eigen::Index>
CountQualities(const Observation& observation)
{
    const auto bitrate = observation.Values("ReportedBitrate");
    const auto fps = observation.Values("FPS");
    std::map<Quality, Eigen::Index> counts;
    for (Eigen::Index row = 0; row < bitrate.size(); ++row)
    {
        if (!std::isnan(bitrate(row)) && !std::isnan(fps(row)))
        {
            ++counts[{bitrate(row), fps(row)}];
        }
    }
    return counts;
}

void
AppendQualities(std::vector<NetworkFigure>& figures,
                const Observation& observation,
                const std::vector<Quality>& qualities)
{
    auto counts = CountQualities(observation);
    double all = 0;
    for (const auto& [quality, count] : counts)
    {
        all += static_cast<double>(count);
    }
    double other = 1;
    for (const auto& quality : qualities)
    {
        const double share = static_cast<double>(counts[quality]) / all;
        other -= share;
        counts.erase(quality);
        figures.push_back({"quality_share", quality.Label(), "1", share});
    }
    figures.push_back({"quality_share", "other", "1", counts.empty() ? 0 : other});
}

} // namespace

bool
Quality::operator<(const Quality& other) const
{
    return std::tie(reportedBitrate, fps) < std::tie(other.reportedBitrate, other.fps);
}

std::string
Quality::Label() const
{
    return FormatNumber(reportedBitrate) + " kbit/s " + FormatNumber(fps) + " fps";
}

std::vector<Quality>
QualitiesOf(const Observation& observation)
{
    std::vector<Quality> qualities;
    if (HasQuality(observation))
    {
        for (const auto& [quality, count] : CountQualities(observation))
        {
            qualities.push_back(quality);
        }
    }
    return qualities.size() <= LONGEST_LADDER ? qualities : std::vector<Quality>{};
}

std::vector<NetworkFigure>
NetworkFigures(const Observation& observation,
               const std::vector<unsigned>& switches,
               const std::vector<Quality>& qualities)
{
    std::vector<NetworkFigure> figures;
    for (const unsigned number : switches)
    {
        AppendSwitch(figures, observation, number);
    }
    if (!qualities.empty())
    {
        AppendQualities(figures, observation, qualities);
    }
    return figures;
}

std::vector<FigureComparison>
CompareFigures(const Observation& real, const std::vector<Observation>& runs)
{
    const auto allTell = [&](const std::string& feature) {
        return real.Has(feature) && std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
                   return run.Has(feature);
               });
    };
    std::vector<unsigned> switches;
    for (const unsigned number : SwitchesOf(real.Features()))
    {
        if (allTell("enq_qdepth" + std::to_string(number)) &&
            allTell("deq_timedelta" + std::to_string(number)))
        {
            switches.push_back(number);
        }
    }
    const auto qualities =
        allTell("ReportedBitrate") && allTell("FPS") ? QualitiesOf(real) : std::vector<Quality>{};

    std::vector<std::vector<NetworkFigure>> ofRuns;
    ofRuns.reserve(runs.size());
    for (const auto& run : runs)
    {
        ofRuns.push_back(NetworkFigures(run, switches, qualities));
    }
    std::vector<FigureComparison> comparisons;
    for (const auto& figure : NetworkFigures(real, switches, qualities))
    {
        std::vector<double> values;
        values.reserve(ofRuns.size());
        for (const auto& ofRun : ofRuns)
        {
            values.push_back(ofRun.at(comparisons.size()).value);
        }
        comparisons.push_back({figure, SpreadOf(values)});
    }
    return comparisons;
}

void
WriteFigures(std::ostream& stream, const std::vector<FigureComparison>& figures)
{
    stream << "figure,of,unit,real,simulated,min,max\n";
    for (const auto& [real, simulated] : figures)
    {
        stream << real.figure << ',' << real.of << ',' << real.unit << ','
               << FormatNumber(real.value) << ',' << FormatNumber(simulated.mean) << ','
               << FormatNumber(simulated.min) << ',' << FormatNumber(simulated.max) << '\n';
    }
}

} // namespace ns3::synthnet
