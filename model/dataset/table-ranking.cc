/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "table-ranking.h"

#include "gap.h"

#include "../input-error.h"

#include <algorithm>
#include <numeric>

namespace ns3::synthnet
{

double
WholeTableM(const Observation& real, const Observation& other)
{
    for (const auto& feature : real.Features())
    {
        if (!other.Has(feature))
        {
            throw InputError(other.Name() + ": column '" + feature + "' is missing, expected " +
                             JoinNames(real.Features()) + " as " + real.Name() + " has them");
        }
    }
    return SumOfM(FeatureGaps(real, other));
}

std::vector<std::size_t>
AscendingOrder(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values[a] < values[b];
    });
    return order;
}

} // namespace ns3::synthnet
