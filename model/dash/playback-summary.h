/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PLAYBACK_SUMMARY_H
#define SYNTHNET_PLAYBACK_SUMMARY_H

#include "representation.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief How a playback went: what models of the quality of experience such as ITU-T P.1203 take.
 *
 * Positions are seconds of media, not of time. The lists are complete only when the player
 * keeps its history; counts and sums always are.
 */
struct PlaybackSummary
{
    /// One interruption (P.1203, I.23).
    struct Stall
    {
        double position{0}; //!< s of media played before it
        double duration{0}; //!< s
    };

    /// One segment (P.1203, I.13).
    struct Segment
    {
        uint64_t index{0};   //!< in the stream
        uint32_t quality{0}; //!< index into the ladder
        double start{0};     //!< s of media before it
        double duration{0};  //!< s
        uint64_t bytes{0};   //!< of the body
    };

    std::vector<Representation> ladder; //!< ascending by bandwidth
    bool started{false};                //!< whether playback began
    double startupDelay{0};             //!< s from the start of the application to playback
    double played{0};                   //!< s of media
    uint32_t stallCount{0};             //!< after the start of playback
    double stallTime{0};                //!< s
    uint32_t switchCount{0};            //!< changes of quality from one segment to the next
    uint32_t abandonCount{0};           //!< segments that were given up
    uint32_t failureCount{0};           //!< requests that were lost or refused
    uint32_t connectionCount{0};        //!< TCP connections that were opened
    uint64_t segmentCount{0};           //!< that arrived
    uint64_t bytes{0};                  //!< of media that arrived
    double meanBitrate{0};              //!< bit/s, nominal, over the media that arrived
    std::vector<Stall> stalls;          //!< in order; the last one may still last
    std::vector<Segment> segments;      //!< in order
};

/**
 * @ingroup synthnet-dash
 * @brief Writes a summary as JSON.
 *
 * The members I13 (segments) and I23 (stalls, the startup delay as the first at position 0) are
 * those of the input that implementations of ITU-T P.1203 read.
 *
 * @param codec what I13 says of the video
 */
void WriteJson(std::ostream& stream,
               const PlaybackSummary& summary,
               const std::string& codec = "h264");

} // namespace ns3::synthnet

#endif // SYNTHNET_PLAYBACK_SUMMARY_H
