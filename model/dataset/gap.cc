/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gap.h"

#include "distribution-distances.h"

#include "../input-error.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ns3::synthnet
{

namespace
{

Eigen::VectorXd
ValuesOf(const Observation& observation, const std::string& feature)
{
    auto values = observation.Values(feature);
    if (values.array().isNaN().all())
    {
        throw InputError(observation.Name() + ": column '" + feature +
                         "' has no value, expected at least one");
    }
    return values;
}

} // namespace

std::vector<std::string>
SharedFeatures(const Observation& real, const Observation& other)
{
    std::vector<std::string> shared;
    for (const auto& feature : real.Features())
    {
        if (other.Has(feature))
        {
            shared.push_back(feature);
        }
    }
    return shared;
}

std::vector<FeatureGap>
FeatureGaps(const Observation& real, const Observation& other)
{
    std::vector<FeatureGap> gaps;
    for (const auto& feature : SharedFeatures(real, other))
    {
        const auto a = ValuesOf(real, feature);
        const auto b = ValuesOf(other, feature);
        gaps.push_back({feature, FeatureM(a, b), KolmogorovSmirnov(a, b), Wasserstein1(a, b)});
    }
    if (gaps.empty())
    {
        throw InputError(other.Name() + ": no numeric column in common with " + real.Name() +
                         ", expected some of " + JoinNames(real.Features()));
    }
    return gaps;
}

double
SumOfM(const std::vector<FeatureGap>& gaps, const std::set<std::string>& without)
{
    double sum = 0;
    for (const auto& gap : gaps)
    {
        sum += without.count(gap.feature) > 0 ? 0 : gap.m;
    }
    return sum;
}

double
MeanKs(const std::vector<FeatureGap>& gaps, const std::vector<std::string>& only)
{
    double sum = 0;
    std::size_t count = 0;
    for (const auto& gap : gaps)
    {
        if (std::find(only.begin(), only.end(), gap.feature) != only.end())
        {
            sum += gap.ks;
            ++count;
        }
    }
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

Spread
SpreadOf(const std::vector<double>& values)
{
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    return {std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()),
            *min,
            *max};
}

std::vector<FeatureGap>
MeanGaps(const std::vector<std::vector<FeatureGap>>& runs)
{
    std::vector<FeatureGap> means;
    for (std::size_t row = 0; row < runs.at(0).size(); ++row)
    {
        const auto mean = [&](double FeatureGap::*figure) {
            std::vector<double> values;
            values.reserve(runs.size());
            for (const auto& run : runs)
            {
                values.push_back(run.at(row).*figure);
            }
            return SpreadOf(values).mean;
        };
        means.push_back({runs[0][row].feature,
                         mean(&FeatureGap::m),
                         mean(&FeatureGap::ks),
                         mean(&FeatureGap::wasserstein1)});
    }
    return means;
}

void
WriteGaps(std::ostream& stream, const std::vector<FeatureGap>& gaps)
{
    stream << "feature,m,ks,wasserstein1\n";
    for (const auto& gap : gaps)
    {
        stream << QuoteCell(gap.feature) << ',' << FormatNumber(gap.m) << ','
               << FormatNumber(gap.ks) << ',' << FormatNumber(gap.wasserstein1) << '\n';
    }
}

} // namespace ns3::synthnet
