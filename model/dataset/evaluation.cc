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

#include "../input-error.h"

#include <algorithm>
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

} // namespace

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
    if (!real)
    {
        return std::nullopt;
    }
    if (synthetic.median > real->high)
    {
        return isDistance ? Verdict::FARTHER : Verdict::WORSE;
    }
    return isDistance && synthetic.median < real->low ? Verdict::NEARER : Verdict::AS_REAL;
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
      m_settings(settings)
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
    const std::set<std::string> coin{"FPS", "ReportedBitrate"};
    const auto& names = m_tables.real.windows.Names();
    const auto& groups = m_tables.groups;
    const auto& all = groups[0];
    Add("M", all, Kind::DRAWN, std::make_unique<MetricM>());
    const auto steady = Without(all, names, coin);
    if (!steady.features.empty() && steady.features.size() < all.features.size())
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

std::vector<Score>
Evaluation::Run(const Progress& progress) const
{
    struct Job
    {
        const Measure& measure;
        Pair synthetic;
        std::optional<Pair> real;
    };

    std::vector<Job> jobs;
    std::size_t all = 0;
    for (const auto& measure : m_measures)
    {
        if (auto synthetic = SyntheticPair(measure))
        {
            jobs.push_back({measure, std::move(*synthetic), RealPair(measure)});
            all += Repetitions(measure) * (jobs.back().real ? 2 : 1);
        }
    }
    std::vector<Score> scores;
    std::size_t done = 0;
    for (const auto& [measure, synthetic, real] : jobs)
    {
        const auto step = [&, &name = measure.name] {
            ++done;
            if (progress)
            {
                progress(name, done, all);
            }
        };
        Score score{measure.name, measure.group.name, "", Repeat(measure, synthetic, step), {}};
        score.repeated = measure.kind == Kind::LEARNED
                             ? std::to_string(m_settings.seeds) + " seeds"
                             : std::to_string(m_settings.draws) + " draws of " +
                                   std::to_string(m_settings.windows) + " windows";
        score.isDistance = measure.kind == Kind::NEAREST;
        if (real)
        {
            score.real = Repeat(measure, *real, step);
        }
        scores.push_back(std::move(score));
    }
    return scores;
}

std::optional<Evaluation::Pair>
Evaluation::SyntheticPair(const Measure& measure) const
{
    const auto& features = measure.group.features;
    if (measure.kind == Kind::NEAREST && !m_tables.training)
    {
        return std::nullopt;
    }
    const auto& reference = measure.kind == Kind::NEAREST ? *m_tables.training : m_tables.real;
    return Pair{reference.windows.SelectFeatures(features),
                m_tables.synthetic.windows.SelectFeatures(features),
                reference,
                m_tables.synthetic};
}

std::optional<Evaluation::Pair>
Evaluation::RealPair(const Measure& measure) const
{
    const auto& features = measure.group.features;
    const EvaluationSide& real = m_tables.real;
    const WindowSet realWindows = real.windows.SelectFeatures(features);
    if (m_tables.training)
    {
        const EvaluationSide& training = *m_tables.training;
        const WindowSet windows = training.windows.SelectFeatures(features);
        return measure.kind == Kind::NEAREST ? Pair{windows, realWindows, training, real}
                                             : Pair{realWindows, windows, real, training};
    }
    if (measure.kind == Kind::DRAWN)
    {
        return Pair{realWindows, realWindows, real, real};
    }
    const auto halves = m_tables.RealHalves();
    return halves ? std::optional(Pair{halves->first.SelectFeatures(features),
                                       halves->second.SelectFeatures(features),
                                       real,
                                       real})
                  : std::nullopt;
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
    try
    {
        return measure.score->Compare(pair.reference,
                                      drawn ? pair.other.Draw(m_settings.windows, seed)
                                            : pair.other,
                                      seed);
    }
    catch (const InputError& error)
    {
        // What a measure refuses is too few windows.
        const bool otherHasFewer = pair.other.Count() < pair.reference.Count();
        throw InputError(otherHasFewer ? pair.otherSide.file : pair.referenceSide.file,
                         0,
                         error.what());
    }
}

Repeated
Evaluation::Repeat(const Measure& measure,
                   const Pair& pair,
                   const std::function<void()>& done) const
{
    std::vector<double> values;
    for (std::size_t repetition = 0; repetition < Repetitions(measure); ++repetition)
    {
        values.push_back(Compare(measure, pair, m_settings.seed + repetition));
        done();
    }
    return RepeatedOf(values);
}

} // namespace ns3::synthnet
