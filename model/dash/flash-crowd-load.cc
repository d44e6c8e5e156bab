/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flash-crowd-load.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(FlashCrowdLoad);

namespace
{

constexpr double MAX_SHOCK_LEVEL = 1000; // times MAX_CLIENTS fits 32 bits
constexpr double MAX_RAMP_DOWN_FACTOR = 1e6;

} // namespace

TypeId
FlashCrowdLoad::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::FlashCrowdLoad")
            .SetParent<SteppedLoad>()
            .SetGroupName("Synthnet")
            .AddConstructor<FlashCrowdLoad>()
            .AddAttribute("NormalClients",
                          "Clients before and after the crowd (WAVE's Rnorm)",
                          UintegerValue(8),
                          MakeUintegerAccessor(&FlashCrowdLoad::m_normal),
                          MakeUintegerChecker<uint32_t>(0, MAX_CLIENTS))
            .AddAttribute("ShockLevel",
                          "Clients at the peak as a multiple of the normal ones (WAVE's S)",
                          DoubleValue(3),
                          MakeDoubleAccessor(&FlashCrowdLoad::m_shockLevel),
                          MakeDoubleChecker<double>(1, MAX_SHOCK_LEVEL))
            .AddAttribute("RampDownFactor",
                          "Length of the ramp-down as a multiple of the sustained phase "
                          "(WAVE's n)",
                          DoubleValue(1),
                          MakeDoubleAccessor(&FlashCrowdLoad::m_rampDownFactor),
                          MakeDoubleChecker<double>(0, MAX_RAMP_DOWN_FACTOR))
            .AddAttribute("Duration",
                          "Time after which the normal clients stop, but not before the crowd "
                          "has gone",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&FlashCrowdLoad::m_duration),
                          MakeTimeChecker(Time(0)));
    return tid;
}

uint32_t
FlashCrowdLoad::GetCrowd() const
{
    return static_cast<uint32_t>(std::lround(m_normal * (m_shockLevel - 1)));
}

Time
FlashCrowdLoad::GetRampUp() const
{
    return Seconds(60 / std::log10(1 + m_shockLevel));
}

Time
FlashCrowdLoad::GetSustained() const
{
    return Seconds(60 * std::log10(1 + m_shockLevel));
}

Time
FlashCrowdLoad::GetRampDown() const
{
    return Seconds(m_rampDownFactor * 60 * std::log10(1 + m_shockLevel));
}

std::optional<SteppedLoad::Step>
FlashCrowdLoad::NextStep()
{
    const uint32_t crowd = GetCrowd();
    const Time peakEnd = GetRampUp() + GetSustained();
    const uint64_t step = m_next++;
    if (step <= crowd)
    {
        const auto come = static_cast<uint32_t>(step);
        const double share = crowd == 0 ? 0 : static_cast<double>(come) / crowd;
        return Step{Seconds(share * GetRampUp().GetSeconds()), m_normal + come};
    }
    if (step <= 2 * static_cast<uint64_t>(crowd))
    {
        const auto gone = static_cast<uint32_t>(step - crowd);
        const double share = static_cast<double>(gone) / crowd;
        return Step{peakEnd + Seconds(share * GetRampDown().GetSeconds()), m_normal + crowd - gone};
    }
    if (step == 2 * static_cast<uint64_t>(crowd) + 1)
    {
        return Step{std::max(m_duration, peakEnd + GetRampDown()), 0};
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
