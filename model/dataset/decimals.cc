/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "decimals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace ns3::synthnet
{

namespace
{

constexpr std::array<double, MOST_DECIMALS + 1>
    POWERS{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

/// @return as DecimalsOf(), of one value
int
DecimalsOf(double value)
{
    int decimals = 0;
    while (decimals <= MOST_DECIMALS && RoundTo(value, decimals) != value)
    {
        ++decimals;
    }
    return decimals;
}

/// @return whether @p value took the place of what was missing among others
bool
IsMeanOf(double value, const std::map<double, std::size_t>& others)
{
    constexpr std::size_t MANY = 10;
    constexpr double ERROR = 1e-9;
    double sum = 0;
    double count = 0;
    double size = 0;
    for (const auto& [other, times] : others)
    {
        sum += other * static_cast<double>(times);
        count += static_cast<double>(times);
        size = std::max(size, std::abs(other));
    }
    return others.size() >= MANY || std::abs(sum / count - value) <= ERROR * size;
}

} // namespace

int
DecimalsOf(const Eigen::Ref<const Eigen::VectorXd>& values)
{
    int measured = 0;
    std::map<double, std::size_t> counts; // of the values as they were measured
    std::optional<double> computed;
    for (const double value : values)
    {
        const int decimals = DecimalsOf(value);
        if (decimals <= MOST_DECIMALS)
        {
            measured = std::max(measured, decimals);
            ++counts[value];
        }
        else if (computed.value_or(value) != value)
        {
            return MOST_DECIMALS + 1;
        }
        else
        {
            computed = value;
        }
    }
    return computed && !IsMeanOf(*computed, counts) ? MOST_DECIMALS + 1 : measured;
}

double
RoundTo(double value, int decimals)
{
    if (decimals > MOST_DECIMALS)
    {
        return value;
    }
    const double power = POWERS[static_cast<std::size_t>(decimals)];
    const double rounded = std::round(value * power) / power;
    return std::isfinite(rounded) ? rounded : value; // the product may be too large
}

} // namespace ns3::synthnet
