/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-summary.h"

#include "text-table.h"

#include "ns3/csv.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr double NOT_KNOWN = std::numeric_limits<double>::quiet_NaN();

/// The rows of evaluation.csv of one group.
using Rows = std::vector<Table::Index>;

/// @return of each run, ascending, the mean over the group's agents
std::vector<double>
RunMeans(const Table& evaluation, const Rows& rows, const std::string& column)
{
    std::map<double, std::pair<double, std::size_t>> runs; // sum and number, by run
    for (const Table::Index row : rows)
    {
        auto& [sum, count] = runs[evaluation.Column("run")(row)];
        sum += evaluation.Column(column)(row);
        ++count;
    }
    std::vector<double> means;
    for (const auto& [run, each] : runs)
    {
        means.push_back(each.first / static_cast<double>(each.second));
    }
    return means;
}

double
MeanOf(const Table& evaluation, const Rows& rows, const std::string& column)
{
    return MeanWithInterval(RunMeans(evaluation, rows, column)).mean;
}

const StudyResult*
Find(const std::vector<StudyResult>& results, const std::string& policy)
{
    const auto found = std::find_if(results.begin(), results.end(), [&](const auto& each) {
        return each.policy == policy;
    });
    return found == results.end() ? nullptr : &*found;
}

} // namespace

std::string
StudyGroup(const std::string& policy)
{
    for (const std::string group : {"online", "offline"})
    {
        if (policy.rfind(group + "-", 0) == 0)
        {
            return group;
        }
    }
    return policy;
}

std::vector<StudyResult>
SummarizePolicies(const Table& evaluation,
                  const std::function<std::string(const std::string&)>& group)
{
    std::vector<StudyResult> results;
    std::map<std::string, Rows> rowsOf;
    for (Table::Index row = 0; row < evaluation.Rows(); ++row)
    {
        const std::string name = group(evaluation.Label("policy", row));
        Rows& rows = rowsOf[name];
        if (rows.empty())
        {
            results.emplace_back();
            results.back().policy = name;
        }
        rows.push_back(row);
    }
    for (StudyResult& each : results)
    {
        const Rows& rows = rowsOf[each.policy];
        for (const Table::Index row : rows)
        {
            each.rewards.push_back(evaluation.Column("reward")(row));
        }
        each.reward = MeanWithInterval(RunMeans(evaluation, rows, "reward"));
        each.fps = MeanOf(evaluation, rows, "fps");
        each.bitrate = MeanOf(evaluation, rows, "bitrate");
        each.buffer = MeanOf(evaluation, rows, "buffer");
        each.stallSeconds = MeanOf(evaluation, rows, "stallSeconds");
        each.switches = MeanOf(evaluation, rows, "switches");
        each.meanDepth = MeanOf(evaluation, rows, "meanDepth");
    }
    const std::string best = BestFixed(results);
    for (StudyResult& each : results)
    {
        each.aboveBestFixed =
            best.empty() ? MeanInterval{NOT_KNOWN, NOT_KNOWN, NOT_KNOWN}
                         : PairedDifference(RunMeans(evaluation, rowsOf[each.policy], "reward"),
                                            RunMeans(evaluation, rowsOf[best], "reward"));
    }
    return results;
}

std::vector<StudyResult>
SummarizeStudy(const Table& evaluation, const std::map<std::string, double>& trainingSeconds)
{
    std::vector<StudyResult> results = SummarizePolicies(evaluation, StudyGroup);
    for (StudyResult& each : results)
    {
        const auto seconds = trainingSeconds.find(each.policy);
        each.trainingSeconds = seconds == trainingSeconds.end() ? NOT_KNOWN : seconds->second;
    }
    return results;
}

std::string
BestFixed(const std::vector<StudyResult>& results)
{
    const StudyResult* best = nullptr;
    for (const auto& each : results)
    {
        const bool isFixed = each.policy.rfind("fixed:", 0) == 0;
        if (isFixed && (!best || each.reward.mean > best->reward.mean))
        {
            best = &each;
        }
    }
    return best ? best->policy : "";
}

double
ShareRecovered(const std::vector<StudyResult>& results)
{
    const StudyResult* online = Find(results, "online");
    const StudyResult* offline = Find(results, "offline");
    const StudyResult* random = Find(results, "random");
    if (!online || !offline || !random || online->reward.mean <= random->reward.mean)
    {
        return NOT_KNOWN;
    }
    return (offline->reward.mean - random->reward.mean) /
           (online->reward.mean - random->reward.mean);
}

double
TimesSooner(const std::vector<StudyResult>& results)
{
    const StudyResult* online = Find(results, "online");
    const StudyResult* offline = Find(results, "offline");
    const bool isKnown = online && offline && offline->trainingSeconds > 0;
    return isKnown ? online->trainingSeconds / offline->trainingSeconds : NOT_KNOWN;
}

std::vector<std::string>
StudySentences(const std::vector<StudyResult>& results)
{
    const double share = ShareRecovered(results);
    const double times = TimesSooner(results);
    return {std::isnan(share) ? "online is not above random: there is no way that offline could "
                                "recover a share of"
                              : "offline recovers " + ShortNumber(100 * share) +
                                    " % of the way from random to online",
            std::isnan(times)
                ? "how long the agents trained is not known"
                : "offline is trained " + ShortNumber(times) + " times sooner than online (" +
                      ShortNumber(Find(results, "offline")->trainingSeconds) + " s, not " +
                      ShortNumber(Find(results, "online")->trainingSeconds) + " s)"};
}

void
WriteStudyResults(std::ostream& stream, const std::vector<StudyResult>& results)
{
    stream << "policy,reward,rewardLow,rewardHigh,aboveBestFixed,aboveBestFixedLow,"
              "aboveBestFixedHigh,fps,bitrate,buffer,stallSeconds,switches,meanDepth,"
              "trainingSeconds\n";
    for (const auto& each : results)
    {
        stream << QuoteCell(each.policy);
        for (const double value : {each.reward.mean,
                                   each.reward.low,
                                   each.reward.high,
                                   each.aboveBestFixed.mean,
                                   each.aboveBestFixed.low,
                                   each.aboveBestFixed.high,
                                   each.fps,
                                   each.bitrate,
                                   each.buffer,
                                   each.stallSeconds,
                                   each.switches,
                                   each.meanDepth,
                                   each.trainingSeconds})
        {
            stream << ',' << FormatNumber(value);
        }
        stream << '\n';
    }
}

void
PrintStudyResults(std::ostream& stream, const std::vector<StudyResult>& results)
{
    const auto text = [](double value) { return std::isnan(value) ? "" : ShortNumber(value); };
    TextTable table;
    table.AddRow({"policy",
                  "reward [95 %]",
                  "above the best fixed depth [95 %]",
                  "fps",
                  "kbit/s",
                  "buffer s",
                  "stalled s",
                  "switches",
                  "depth",
                  "trained s"});
    table.AddRule();
    for (const auto& each : results)
    {
        table.AddRow({each.policy,
                      IntervalText(each.reward),
                      IntervalText(each.aboveBestFixed),
                      text(each.fps),
                      text(each.bitrate),
                      text(each.buffer),
                      text(each.stallSeconds),
                      text(each.switches),
                      text(each.meanDepth),
                      text(each.trainingSeconds)});
    }
    table.Print(stream);
    for (const auto& sentence : StudySentences(results))
    {
        stream << sentence << '\n';
    }
}

std::string
IntervalText(const MeanInterval& interval)
{
    if (std::isnan(interval.mean))
    {
        return "";
    }
    const std::string mean = ShortNumber(interval.mean);
    return std::isnan(interval.low)
               ? mean
               : mean + " [" + ShortNumber(interval.low) + ", " + ShortNumber(interval.high) + "]";
}

} // namespace ns3::synthnet
