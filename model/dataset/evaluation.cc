/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluation.h"

#include "autocorrelation-distance.h"
#include "category-groups.h"
#include "correlation-distance.h"
#include "feature-scores.h"
#include "forest-detector.h"
#include "impossible-rows.h"
#include "nearest-neighbour.h"
#include "sample-statistics.h"

#include "../count-text.h"
#include "../input-error.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace ns3::synthnet
{

using Eigen::Index;

namespace
{

FeatureGroup
Without(FeatureGroup group,
        const std::vector<std::string>& names,
        const std::set<std::string>& left)
{
    auto& features = group.features;
    features.erase(std::remove_if(features.begin(),
                                  features.end(),
                                  [&](Index feature) {
                                      return left.count(names[static_cast<std::size_t>(feature)]) >
                                             0;
                                  }),
                   features.end());
    return group;
}

std::vector<Index>
IndicesOf(const std::vector<std::string>& names, const std::vector<std::string>& chosen)
{
    std::vector<Index> columns;
    for (const auto& name : chosen)
    {
        columns.push_back(std::find(names.begin(), names.end(), name) - names.begin());
    }
    return columns;
}

/// FPS, bitrate, and what says the same: their median is one of two values about equally often.
std::set<std::string>
QualityColumns(const Table& table)
{
    std::set<std::string> quality{"FPS", "ReportedBitrate"};
    for (const auto& group : FindCategoryGroups(table))
    {
        if (std::any_of(group.begin(), group.end(), [&](const auto& name) {
                return name == "FPS" || name == "ReportedBitrate";
            }))
        {
            quality.insert(group.begin(), group.end());
        }
    }
    return quality;
}

/// @return what a further value is above in one of 1 / @p rare cases, of at least two values
double
UpperLimit(std::vector<double> values, double rare)
{
    std::sort(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    const double rank = std::ceil((1 - rare) * (count + 1) - 1e-9); // a rounding error is no rank
    if (rank <= count)
    {
        return values[static_cast<std::size_t>(rank) - 1];
    }
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0;
    for (const double value : values)
    {
        squares += (value - mean) * (value - mean);
    }
    const boost::math::students_t distribution(count - 1);
    const double deviation = std::sqrt(squares / (count - 1) * (1 + 1 / count));
    return std::max(values.back(),
                    mean + boost::math::quantile(distribution, 1 - rare) * deviation);
}

} // namespace

std::optional<Limits>
LimitsOfNext(const std::vector<double>& values, bool bothSides)
{
    constexpr double RARE = 0.05;
    if (values.size() < 2)
    {
        return std::nullopt;
    }
    if (!bothSides)
    {
        return Limits{-std::numeric_limits<double>::infinity(), UpperLimit(values, RARE)};
    }
    if (*std::min_element(values.begin(), values.end()) <= 0)
    {
        return Limits{0, UpperLimit(values, RARE / 2)};
    }
    // Distances are skewed; by their logarithms, 0 is below any lower limit.
    std::vector<double> logarithms;
    std::vector<double> mirrored;
    for (const double value : values)
    {
        logarithms.push_back(std::log(value));
        mirrored.push_back(-logarithms.back());
    }
    // What is a value remains just that value.
    const double low = std::exp(-UpperLimit(mirrored, RARE / 2));
    const double high = std::exp(UpperLimit(logarithms, RARE / 2));
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    return Limits{std::min(low, *least), std::max(high, *greatest)};
}

Repeated
RepeatedOf(const std::vector<double>& values)
{
    constexpr double LOW = 0.05;
    constexpr double HIGH = 0.95;
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return {QuantileOfSorted(sorted, 0.5),
            QuantileOfSorted(sorted, LOW),
            QuantileOfSorted(sorted, HIGH)};
}

std::string
VerdictText(Verdict verdict)
{
    switch (verdict)
    {
    case Verdict::AS_REAL:
        return "yes";
    case Verdict::NEARER:
        return "no, nearer";
    case Verdict::FARTHER:
        return "no, farther";
    default:
        return "no";
    }
}

std::optional<Verdict>
Score::AgainstReal() const
{
    if (!limits || std::isnan(synthetic.median) || std::isnan(limits->high))
    {
        return std::nullopt;
    }
    if (synthetic.median > limits->high)
    {
        return isDistance ? Verdict::FARTHER : Verdict::WORSE;
    }
    return synthetic.median < limits->low ? Verdict::NEARER : Verdict::AS_REAL;
}

void
WriteScores(std::ostream& stream, const std::vector<Score>& scores)
{
    stream << "measure,of,repeated,synthetic,synthetic_p5,synthetic_p95,real,real_p5,real_p95\n";
    for (const auto& score : scores)
    {
        stream << QuoteCell(score.measure) << ',' << QuoteCell(score.of) << ','
               << QuoteCell(score.repeated);
        for (const auto& figure : {std::optional(score.synthetic), score.real})
        {
            if (figure)
            {
                stream << ',' << FormatNumber(figure->median) << ',' << FormatNumber(figure->low)
                       << ',' << FormatNumber(figure->high);
            }
            else
            {
                stream << ",,,";
            }
        }
        stream << '\n';
    }
}

Evaluation::Evaluation(const EvaluationTables& tables, EvaluationSettings settings)
    : m_tables(tables),
      m_settings(settings),
      m_stretches(tables)
{
}

void
Evaluation::Add(std::string name,
                FeatureGroup group,
                Kind kind,
                std::unique_ptr<const WindowScore> score)
{
    m_measures.push_back({std::move(name), std::move(group), kind, std::move(score)});
}

void
Evaluation::AddStandardScores()
{
    // A sum over the session, which tells every window's time and so its only neighbours.
    const std::set<std::string> clock{"CalcBitrate"};
    const auto& names = m_tables.real.windows.Names();
    const auto& groups = m_tables.groups;
    const auto& all = groups[0];
    const auto numbers = Without(all, names, m_tables.ofTexts); // the paper's M has no others
    if (!numbers.features.empty())
    {
        Add("M", numbers, Kind::DRAWN, std::make_unique<MetricM>());
    }
    const auto coin = QualityColumns(m_tables.real.table);
    const auto steady = Without(numbers, names, coin);
    if (!steady.features.empty() && steady.features.size() < numbers.features.size())
    {
        Add("M" + std::to_string(steady.features.size()),
            {"all but FPS, ReportedBitrate", steady.features},
            Kind::DRAWN,
            std::make_unique<MetricM>());
    }
    Add("KS", all, Kind::DRAWN, std::make_unique<MeanKolmogorovSmirnov>());
    Add("Wasserstein-1", all, Kind::DRAWN, std::make_unique<MeanWasserstein1>());
    Add("autocorrelation distance", all, Kind::DRAWN, std::make_unique<AutocorrelationDistance>());
    Add("correlation distance", all, Kind::DRAWN, std::make_unique<CorrelationDistance>());
    Add("correlational score", all, Kind::DRAWN, std::make_unique<CorrelationalScore>());
    for (const auto& columns : FindCategoryGroups(m_tables.real.table))
    {
        Add("impossible rows",
            {JoinNames(columns), IndicesOf(names, columns)},
            Kind::DRAWN,
            std::make_unique<ImpossibleRows>());
    }
    if (const auto columns = ConstantColumns(m_tables.real.table.Values()); !columns.empty())
    {
        Add("impossible rows",
            {"constant columns (" + std::to_string(columns.size()) + ")", columns},
            Kind::DRAWN,
            std::make_unique<ImpossibleRows>());
    }
    for (const auto& group : groups)
    {
        if (group.name == "queues")
        {
            continue; // close to independent draws: what a detector learns of them, KS says too
        }
        Add("forest detector", group, Kind::LEARNED, std::make_unique<ForestDetector>());
    }
    for (const auto& group : groups)
    {
        const auto timeless = Without(group, names, clock);
        if (timeless.features.empty())
        {
            continue;
        }
        const auto named = timeless.features.size() == group.features.size()
                               ? group
                               : FeatureGroup{group.name + " but CalcBitrate", timeless.features};
        Add("nearest neighbour p5", named, Kind::NEAREST, std::make_unique<NearestNeighbour>(0.05));
        Add("nearest neighbour p50", named, Kind::NEAREST, std::make_unique<NearestNeighbour>(0.5));
    }
}

EvaluationResult
Evaluation::Run(const Progress& progress) const
{
    std::vector<const Measure*> measures;
    std::size_t all = 0;
    for (const auto& measure : m_measures)
    {
        if (HasWindowsFor(measure))
        {
            measures.push_back(&measure);
            all += 2 * Repetitions(measure);
        }
    }
    EvaluationResult result;
    std::size_t done = 0;
    for (const auto* measure : measures)
    {
        const std::size_t doneAfter = done + 2 * Repetitions(*measure);
        const auto step = [&] {
            ++done;
            if (progress)
            {
                progress(measure->name, done, all);
            }
        };
        const auto hasRowsFor = [&](const auto& work, const std::string& what) {
            try
            {
                work();
                return true;
            }
            catch (const InputError& error) // what a measure refuses is too few windows
            {
                result.notes.push_back("the " + measure->name + " of " + measure->group.name +
                                       what + ": " + TooFewRows(*measure, error.what()));
                return false;
            }
        };
        const auto addScore = [&] { result.scores.push_back(SyntheticScore(*measure, step)); };
        const auto addReal = [&] { AddReal(result.scores.back(), *measure, step); };
        if (hasRowsFor(addScore, " is left out"))
        {
            hasRowsFor(addReal, " has no real figure");
        }
        done = doneAfter;
    }
    if (!m_stretches.Deal(m_settings.seed))
    {
        result.notes.push_back(m_tables.real.file + " has " +
                               CountText(m_tables.real.table.Rows(), "row") +
                               ", too few for a real figure, expected at least " +
                               std::to_string(2 * m_tables.real.windows.SeqLen()));
    }
    return result;
}

Score
Evaluation::SyntheticScore(const Measure& measure, const std::function<void()>& step) const
{
    const Pair pair = SyntheticPair(measure);
    std::vector<double> values;
    for (std::size_t repetition = 0; repetition < Repetitions(measure); ++repetition)
    {
        values.push_back(Compare(measure, pair, m_settings.seed + repetition));
        step();
    }
    Score score{measure.name, measure.group.name, "", RepeatedOf(values), {}};
    score.repeated = measure.kind == Kind::LEARNED ? CountText(m_settings.seeds, "seed")
                                                   : CountText(m_settings.draws, "draw") + " of " +
                                                         CountText(m_settings.windows, "window");
    score.isDistance = measure.kind == Kind::NEAREST;
    return score;
}

void
Evaluation::AddReal(Score& score, const Measure& measure, const std::function<void()>& step) const
{
    std::vector<double> values;
    for (std::size_t repetition = 0; repetition < Repetitions(measure); ++repetition)
    {
        const uint64_t seed = m_settings.seed + repetition;
        const auto pair = RealPair(measure, seed);
        if (!pair)
        {
            return;
        }
        values.push_back(Compare(measure, *pair, seed));
        step();
    }
    score.real = RepeatedOf(values);
    score.limits = LimitsOfNext(values, score.isDistance);
}

bool
Evaluation::HasWindowsFor(const Measure& measure) const
{
    return measure.kind != Kind::NEAREST || m_tables.training;
}

Evaluation::Pair
Evaluation::SyntheticPair(const Measure& measure) const
{
    const auto& features = measure.group.features;
    const auto& reference = measure.kind == Kind::NEAREST ? *m_tables.training : m_tables.real;
    return {reference.windows.SelectFeatures(features),
            m_tables.synthetic.windows.SelectFeatures(features)};
}

std::optional<Evaluation::Pair>
Evaluation::RealPair(const Measure& measure, uint64_t seed) const
{
    const auto pairOf = [&](const WindowSet& reference, const WindowSet& other) {
        const WindowSet& synthetic = m_tables.synthetic.windows;
        const auto& features = measure.group.features;
        return Pair{
            reference.SelectFeatures(features),
            other.Thinned(synthetic.Count(), synthetic.Step(), seed).SelectFeatures(features)};
    };
    if (measure.kind == Kind::NEAREST)
    {
        return pairOf(m_tables.training->windows, m_stretches.Redrawn(seed));
    }
    const auto sides = m_stretches.Deal(seed);
    return sides ? std::optional(pairOf(sides->real, sides->other)) : std::nullopt;
}

std::size_t
Evaluation::Repetitions(const Measure& measure) const
{
    return static_cast<std::size_t>(measure.kind == Kind::LEARNED ? m_settings.seeds
                                                                  : m_settings.draws);
}

double
Evaluation::Compare(const Measure& measure, const Pair& pair, uint64_t seed) const
{
    const bool drawn = measure.kind != Kind::LEARNED;
    return measure.score->Compare(pair.reference,
                                  drawn ? pair.other.Draw(m_settings.windows, seed) : pair.other,
                                  seed);
}

/// @return which tables have fewer rows than suffice; @p otherwise when none has
std::string
Evaluation::TooFewRows(const Measure& measure, const std::string& otherwise) const
{
    const Index fewest = measure.score->FewestWindows() * m_tables.real.windows.SeqLen();
    std::string text;
    const auto check = [&](const EvaluationSide& side, Index rows) {
        if (side.table.Rows() < rows)
        {
            text += (text.empty() ? "" : "; ") + side.file + " has " +
                    CountText(side.table.Rows(), "row") + ", expected at least " +
                    std::to_string(rows);
        }
    };
    check(m_tables.real, m_tables.training ? fewest : 2 * fewest); // one half against the other
    if (m_tables.training)
    {
        check(*m_tables.training, fewest);
    }
    check(m_tables.synthetic, fewest);
    return text.empty() ? otherwise : text;
}

} // namespace ns3::synthnet
