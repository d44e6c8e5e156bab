/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mean-interval.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace ns3::synthnet
{

MeanInterval
MeanWithInterval(const std::vector<double>& samples, double confidence)
{
    if (samples.empty())
    {
        throw std::invalid_argument("the mean of no sample");
    }
    const auto count = static_cast<double>(samples.size());
    const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / count;
    if (samples.size() == 1)
    {
        constexpr double NOT_KNOWN = std::numeric_limits<double>::quiet_NaN();
        return {mean, NOT_KNOWN, NOT_KNOWN};
    }
    double squares = 0;
    for (const double sample : samples)
    {
        squares += (sample - mean) * (sample - mean);
    }
    const boost::math::students_t distribution(count - 1);
    const double reach = boost::math::quantile(distribution, (1 + confidence) / 2) *
                         std::sqrt(squares / (count - 1) / count);
    return {mean, mean - reach, mean + reach};
}

MeanInterval
PairedDifference(const std::vector<double>& a, const std::vector<double>& b, double confidence)
{
    if (a.size() != b.size())
    {
        throw std::invalid_argument("pairs of lists of different length");
    }
    std::vector<double> differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        differences[i] = a[i] - b[i];
    }
    return MeanWithInterval(differences, confidence);
}

} // namespace ns3::synthnet
