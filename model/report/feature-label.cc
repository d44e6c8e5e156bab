/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "feature-label.h"

#include "../dataset/testbed-logs.h"

#include <map>

namespace ns3::synthnet
{

FeatureLabel
LabelOf(const std::string& feature)
{
    static const std::map<std::string, FeatureLabel> PLAYER{
        {"Buffer", {"Buffer: the player's buffer", "s", false}},
        {"ReportedBitrate", {"ReportedBitrate: of the quality requested", "kbit/s", false}},
        {"FPS", {"FPS: of the quality requested", "frames/s", false}},
        {"CalcBitrate", {"CalcBitrate: media played so far", "kbit / 5", false}},
    };
    if (const auto found = PLAYER.find(feature); found != PLAYER.end())
    {
        return found->second;
    }
    const auto switches = SwitchesOf({feature});
    if (switches.empty())
    {
        return {feature, "value", false};
    }
    const std::string at = ", SW" + std::to_string(switches[0]);
    if (feature.rfind("enq_qdepth", 0) == 0)
    {
        return {feature + ": queue on arrival" + at, "packets", false};
    }
    if (feature.rfind("deq_qdepth", 0) == 0)
    {
        return {feature + ": queue on departure" + at, "packets", false};
    }
    return {feature + ": time in the queue" + at, "µs", true};
}

} // namespace ns3::synthnet
