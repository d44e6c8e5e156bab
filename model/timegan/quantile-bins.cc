/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "quantile-bins.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// Knots of the quantile function within a bin.
constexpr std::size_t KNOTS = 5;

/// A value has a bin of its own when it has this share of what a bin has on average.
constexpr double FREQUENT = 0.6;

/// Ranks stay this far from 0 and 1, where scores are infinite.
constexpr double OUTERMOST_RANK = 5e-4;

/// The quantile function of sorted values between two of their places.
std::vector<double>
KnotsOf(const std::vector<double>& sorted, std::size_t begin, std::size_t end)
{
    if (sorted[begin] == sorted[end - 1])
    {
        return {sorted[begin]};
    }
    std::vector<double> knots;
    for (std::size_t knot = 0; knot < KNOTS; ++knot)
    {
        const double place = static_cast<double>(begin) + static_cast<double>(knot) *
                                                              static_cast<double>(end - 1 - begin) /
                                                              (KNOTS - 1);
        const auto low = static_cast<std::size_t>(place);
        const std::size_t high = std::min(low + 1, end - 1);
        knots.push_back(sorted[low] +
                        (place - static_cast<double>(low)) * (sorted[high] - sorted[low]));
    }
    return knots;
}

} // namespace

QuantileBins::QuantileBins(std::vector<double> values, std::size_t most)
{
    if (values.empty() || most < 2)
    {
        throw std::invalid_argument("bins need a value, and there are at least two of them");
    }
    std::sort(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    std::vector<std::size_t> ends; // of runs of equal values
    for (std::size_t i = 1; i <= values.size(); ++i)
    {
        if (i == values.size() || values[i] != values[i - 1])
        {
            ends.push_back(i);
        }
    }
    const double usual = count / static_cast<double>(most); // values of a bin
    std::size_t begin = 0;                                  // of the bin that is being filled
    const auto close = [&](std::size_t end) {
        if (end > begin)
        {
            m_bins.push_back(
                {KnotsOf(values, begin, end), static_cast<double>(end - begin) / count});
            begin = end;
        }
    };
    std::size_t runBegin = 0;
    for (const std::size_t runEnd : ends)
    {
        if (ends.size() <= most || static_cast<double>(runEnd - runBegin) >= FREQUENT * usual)
        {
            close(runBegin);
            close(runEnd);
        }
        else if (static_cast<double>(runEnd - begin) >= usual)
        {
            close(runEnd);
        }
        runBegin = runEnd;
    }
    close(values.size());
    SumShares();
}

QuantileBins::QuantileBins(std::vector<Bin> bins)
    : m_bins(std::move(bins))
{
    double sum = 0;
    const double* last = nullptr;
    for (const Bin& bin : m_bins)
    {
        if ((bin.knots.size() != 1 && bin.knots.size() != KNOTS) || !(bin.share > 0) ||
            !std::all_of(bin.knots.begin(),
                         bin.knots.end(),
                         [](double x) { return std::isfinite(x); }) ||
            !std::is_sorted(bin.knots.begin(), bin.knots.end()) ||
            (last && !(*last < bin.knots.front())))
        {
            throw std::invalid_argument("bins that are not in order");
        }
        last = &bin.knots.back();
        sum += bin.share;
    }
    if (!(std::abs(sum - 1) < 1e-6))
    {
        throw std::invalid_argument("bins that do not hold everything");
    }
    SumShares();
}

const std::vector<QuantileBins::Bin>&
QuantileBins::Bins() const
{
    return m_bins;
}

void
QuantileBins::SumShares()
{
    double below = 0;
    for (const Bin& bin : m_bins)
    {
        m_below.push_back(below);
        below += bin.share;
    }
}

std::size_t
QuantileBins::Count() const
{
    return m_bins.size();
}

double
QuantileBins::Share(std::size_t bin) const
{
    return m_bins.at(bin).share;
}

std::size_t
QuantileBins::BinOf(double value) const
{
    const auto above =
        std::upper_bound(m_bins.begin(), m_bins.end(), value, [](double x, const Bin& bin) {
            return x < bin.knots.front();
        });
    return above == m_bins.begin() ? 0 : static_cast<std::size_t>(above - m_bins.begin()) - 1;
}

double
QuantileBins::ValueAt(std::size_t bin, double place) const
{
    const std::vector<double>& knots = m_bins.at(bin).knots;
    if (knots.size() == 1)
    {
        return knots.front();
    }
    const double at = std::clamp(place, 0.0, 1.0) * static_cast<double>(knots.size() - 1);
    const std::size_t low = std::min(static_cast<std::size_t>(at), knots.size() - 2);
    return knots[low] + (at - static_cast<double>(low)) * (knots[low + 1] - knots[low]);
}

double
QuantileBins::PlaceIn(std::size_t bin, double value) const
{
    const std::vector<double>& knots = m_bins.at(bin).knots;
    if (knots.size() == 1 && value == knots.front())
    {
        return 0.5;
    }
    if (value <= knots.front() || value >= knots.back())
    {
        return value <= knots.front() ? 0 : 1;
    }
    const auto high = std::upper_bound(knots.begin(), knots.end(), value);
    const auto low = high - 1;
    return (static_cast<double>(low - knots.begin()) + (value - *low) / (*high - *low)) /
           static_cast<double>(knots.size() - 1);
}

double
QuantileBins::RankOf(double value) const
{
    const std::size_t bin = BinOf(value);
    return std::clamp(RankAt(bin, PlaceIn(bin, value)), OUTERMOST_RANK, 1 - OUTERMOST_RANK);
}

double
QuantileBins::RankAt(std::size_t bin, double place) const
{
    return m_below.at(bin) + place * m_bins[bin].share;
}

double
QuantileBins::ValueOfRank(double rank) const
{
    const auto above = std::upper_bound(m_below.begin() + 1, m_below.end(), rank);
    const auto bin = static_cast<std::size_t>(above - m_below.begin()) - 1;
    return ValueAt(bin, (rank - m_below[bin]) / m_bins[bin].share);
}

} // namespace ns3::synthnet
