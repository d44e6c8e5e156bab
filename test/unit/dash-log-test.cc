/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/dash-log.h"
#include "ns3/playback-summary.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

const std::string HEADER = "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n";

PlayerState
State()
{
    PlayerState state;
    state.time = MilliSeconds(1500);
    state.hasMedia = true;
    state.bufferLevel = MilliSeconds(14'340);
    state.requested = {"480p", 1'867'000, 24, 854, 480};
    state.shown = {"720p", 3'312'000, 30, 1280, 720};
    state.playedBytes = 3'312'000.0 / 8 * 10; // ten seconds at the top quality
    return state;
}

TEST(DashLog, ARowHasTheFormatOfTheTestbed)
{
    std::ostringstream text;
    DashLog log(text, 1'694'912'784.0);
    log.Write(State());
    EXPECT_EQ(text.str(), HEADER + "1694912785500;14.34;24;1867;854x480;6624\n");
}

TEST(DashLog, TheBufferLosesItsTrailingZeros)
{
    for (const auto& [milliseconds, expected] :
         {std::pair<int, std::string>{0, "0"}, {4000, "4"}, {60'000, "60"}, {61'346, "61.346"}})
    {
        std::ostringstream text;
        DashLog log(text, 0);
        PlayerState state = State();
        state.bufferLevel = MilliSeconds(milliseconds);
        log.Write(state);
        EXPECT_EQ(text.str(), HEADER + "1500;" + expected + ";24;1867;854x480;6624\n");
    }
}

TEST(DashLog, NothingIsWrittenBeforeTheFirstSegment)
{
    std::ostringstream text;
    DashLog log(text, 0);
    PlayerState state = State();
    state.hasMedia = false;
    log.Write(state);
    EXPECT_EQ(text.str(), HEADER);
}

TEST(PlaybackSummary, TheJsonHasTheInputsOfP1203)
{
    PlaybackSummary summary;
    summary.ladder = {{"240p", 639'000, 18, 426, 240}, {"720p", 3'312'000, 30, 1280, 720}};
    summary.started = true;
    summary.startupDelay = 0.75;
    summary.stalls = {{8, 2.5}};
    summary.segments = {{0, 0, 0, 4, 319'500}, {1, 1, 4, 4, 2'000'000}};
    std::ostringstream text;
    WriteJson(text, summary);
    const auto json = nlohmann::json::parse(text.str());
    EXPECT_EQ(json["I23"]["stalling"], nlohmann::json::parse("[[0, 0.75], [8, 2.5]]"));
    ASSERT_EQ(json["I13"]["segments"].size(), 2u);
    EXPECT_DOUBLE_EQ(json["I13"]["segments"][0]["bitrate"], 639);
    const auto& segment = json["I13"]["segments"][1];
    EXPECT_DOUBLE_EQ(segment["bitrate"], 4000);
    EXPECT_DOUBLE_EQ(segment["start"], 4);
    EXPECT_DOUBLE_EQ(segment["duration"], 4);
    EXPECT_DOUBLE_EQ(segment["fps"], 30);
    EXPECT_EQ(segment["resolution"], "1280x720");
    EXPECT_EQ(segment["codec"], "h264");
}

} // namespace
