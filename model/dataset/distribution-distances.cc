/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "distribution-distances.h"

#include "sample-statistics.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace ns3::synthnet
{

namespace
{

using Values = Eigen::Ref<const Eigen::VectorXd>;

std::vector<double>
SortedSample(const Values& values)
{
    auto sorted = Sorted(values);
    if (sorted.empty())
    {
        throw std::invalid_argument("a distance needs at least one value on each side");
    }
    return sorted;
}

/**
 * @brief Walks over the distinct values of both samples, ascending.
 * @param visit called with |F − G| from this value on, this value, and the next one (itself at
 *        the last)
 */
template <typename Visit>
void
WalkDistributions(const std::vector<double>& a, const std::vector<double>& b, Visit visit)
{
    std::size_t belowA = 0; // values of a that are at most the current one
    std::size_t belowB = 0;
    const auto next = [&] {
        return belowB == b.size() || (belowA < a.size() && a[belowA] <= b[belowB]) ? a[belowA]
                                                                                   : b[belowB];
    };
    while (belowA < a.size() || belowB < b.size())
    {
        const double value = next();
        while (belowA < a.size() && a[belowA] == value)
        {
            ++belowA;
        }
        while (belowB < b.size() && b[belowB] == value)
        {
            ++belowB;
        }
        const double gap = std::abs(static_cast<double>(belowA) / static_cast<double>(a.size()) -
                                    static_cast<double>(belowB) / static_cast<double>(b.size()));
        const bool isLast = belowA == a.size() && belowB == b.size();
        visit(gap, value, isLast ? value : next());
    }
}

} // namespace

double
FeatureM(const Values& real, const Values& synthetic)
{
    const auto a = SortedSample(real);
    const auto b = SortedSample(synthetic);
    const double range = a.back() - a.front();
    if (range == 0)
    {
        return 0;
    }
    const auto iqr = [](const std::vector<double>& sorted) {
        return QuantileOfSorted(sorted, 0.75) - QuantileOfSorted(sorted, 0.25);
    };
    return (std::abs(iqr(a) - iqr(b)) +
            std::abs(QuantileOfSorted(a, 0.5) - QuantileOfSorted(b, 0.5))) /
           range;
}

double
KolmogorovSmirnov(const Values& a, const Values& b)
{
    double largest = 0;
    WalkDistributions(SortedSample(a), SortedSample(b), [&](double gap, double, double) {
        largest = std::max(largest, gap);
    });
    return largest;
}

double
Wasserstein1(const Values& a, const Values& b)
{
    double area = 0;
    WalkDistributions(SortedSample(a), SortedSample(b), [&](double gap, double value, double next) {
        area += gap * (next - value);
    });
    return area;
}

} // namespace ns3::synthnet
