/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "exploration-schedule.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

double
ExplorationSchedule::At(uint64_t decision) const
{
    if (decision < steps)
    {
        return start + (end - start) * static_cast<double>(decision) / static_cast<double>(steps);
    }
    return std::max(floor, end * std::pow(decay, static_cast<double>(decision - steps)));
}

} // namespace ns3::synthnet
