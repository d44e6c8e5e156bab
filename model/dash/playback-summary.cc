/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "playback-summary.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{

void
WriteJson(std::ostream& stream, const PlaybackSummary& summary, const std::string& codec)
{
    using Json = nlohmann::ordered_json;
    Json stalling = Json::array();
    if (summary.started)
    {
        stalling.push_back({0.0, summary.startupDelay});
    }
    for (const PlaybackSummary::Stall& stall : summary.stalls)
    {
        stalling.push_back({stall.position, stall.duration});
    }
    Json segments = Json::array();
    for (const PlaybackSummary::Segment& segment : summary.segments)
    {
        const Representation& representation = summary.ladder.at(segment.quality);
        segments.push_back(
            {{"bitrate", static_cast<double>(segment.bytes) * 8 / 1000 / segment.duration},
             {"codec", codec},
             {"duration", segment.duration},
             {"fps", representation.frameRate},
             {"resolution",
              std::to_string(representation.width) + "x" + std::to_string(representation.height)},
             {"start", segment.start},
             {"segment", segment.index},
             {"representation", representation.id}});
    }
    const Json json = {{"started", summary.started},
                       {"startupDelay", summary.startupDelay},
                       {"played", summary.played},
                       {"stallCount", summary.stallCount},
                       {"stallTime", summary.stallTime},
                       {"switchCount", summary.switchCount},
                       {"abandonCount", summary.abandonCount},
                       {"failureCount", summary.failureCount},
                       {"connectionCount", summary.connectionCount},
                       {"segmentCount", summary.segmentCount},
                       {"bytes", summary.bytes},
                       {"meanBitrate", summary.meanBitrate},
                       {"I13", {{"streamId", 1}, {"segments", segments}}},
                       {"I23", {{"streamId", 1}, {"stalling", stalling}}}};
    stream << json.dump(2) << '\n';
}

} // namespace ns3::synthnet
