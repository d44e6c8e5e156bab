/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ADAPTATION_RULE_H
#define SYNTHNET_ADAPTATION_RULE_H

#include "representation.h"

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dash
/// What the player does when a rule is asked.
enum class PlaybackState
{
    STARTUP, //!< nothing was played yet
    PLAYING, //!< the buffer drains at the speed of time
    STALLED, //!< the buffer ran empty and playback waits
};

/**
 * @ingroup synthnet-dash
 * @brief What a rule may know when it chooses the quality of the next segment.
 *
 * A quality is an index into the ladder; 0 is the lowest. A player keeps one context and
 * brings it up to date before each decision.
 */
struct AdaptationContext
{
    std::vector<Representation> ladder; //!< ascending by bandwidth, not empty
    uint32_t quality{0};                //!< of the last request; before the first, the initial one
    Time now;                           //!< time of the decision
    Time bufferLevel;                   //!< media that is buffered and not played yet
    Time segmentDuration;               //!< of one segment, greater than 0
    Time targetBuffer;                  //!< the player requests nothing at or above this level
    bool live{false};                   //!< whether segments become available as time passes
    Time contentDuration;               //!< 0 when not known, as in live streams
    /// The player's estimate in bit/s, without safety factor; NaN before the first sample. A
    /// rule that has an estimator of its own does not look at it.
    double throughput{std::numeric_limits<double>::quiet_NaN()};
    Time latency; //!< from request to first byte, the player's estimate
    PlaybackState playback{PlaybackState::STARTUP}; //!< what the player does
    uint64_t segmentsArrived{0};      //!< complete media segments since the start or the last seek
    bool stalledSinceDecision{false}; //!< whether the buffer ran empty after the last decision
};

/**
 * @ingroup synthnet-dash
 * @brief What a rule answers.
 */
struct AdaptationDecision
{
    std::optional<uint32_t> quality; //!< index into the ladder; nothing means: as before
    Time delay{};                    //!< to wait before the request; the player then asks again
};

/**
 * @ingroup synthnet-dash
 * @brief A media segment that has arrived completely.
 */
struct SegmentArrival
{
    uint64_t index{0};       //!< of the segment in the stream
    uint32_t quality{0};     //!< index into the ladder
    uint64_t bytes{0};       //!< of the body
    Time requested;          //!< when the request was sent
    Time firstByte;          //!< when the first byte of the answer came
    Time finished;           //!< when the last byte came
    Time duration;           //!< of the media in it
    Time bufferLevel;        //!< with this segment appended
    bool replacement{false}; //!< whether it replaced a buffered segment and the buffer did not grow
};

/**
 * @ingroup synthnet-dash
 * @brief A media segment that is on its way.
 */
struct DownloadProgress
{
    uint64_t index{0};       //!< of the segment in the stream
    uint32_t quality{0};     //!< index into the ladder
    uint64_t bytesLoaded{0}; //!< of the body, so far
    uint64_t bytesTotal{0};  //!< of the body, from the header of the answer
    Time requested;          //!< when the request was sent
    Time firstByte;          //!< when the first byte of the answer came
};

/**
 * @ingroup synthnet-dash
 * @brief Chooses the representation of each segment. Knows no socket and no event.
 *
 * A player makes its rule from a TypeId, so that a scenario can add a rule without touching
 * the player. Only Decide() must be written; the notifications do nothing by default.
 *
 * The player's side of the bargain:
 * - Decide() is called just before a request, never while one is under way;
 * - ShouldAbandon() is called as bytes of a segment arrive, at most once in 50 ms, which is
 *   how often browsers report progress;
 * - after a decision or an abandonment changes the quality, OnQualityChanged() follows;
 * - qualities above the ladder's top are the rule's error and end the simulation.
 */
class AdaptationRule : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * @param context what is known; the ladder is not empty
     * @return the quality of the next segment, and how long to wait before asking again
     */
    virtual AdaptationDecision Decide(const AdaptationContext& context) = 0;

    /**
     * @brief Whether to give up the segment on its way and request another quality of it.
     * @param context as for Decide(), with the buffer level of this instant
     * @param progress of the download
     * @return the quality to request instead, or nothing to go on. Nothing by default.
     */
    virtual std::optional<uint32_t> ShouldAbandon(const AdaptationContext& context,
                                                  const DownloadProgress& progress);

    /// @param arrival a segment that came completely
    virtual void OnSegmentArrived(const SegmentArrival& arrival);

    /**
     * @brief The player changed the quality of its requests.
     * @param oldQuality,newQuality different indices into the ladder
     */
    virtual void OnQualityChanged(uint32_t oldQuality, uint32_t newQuality);

    /// The buffer ran empty and playback stalls.
    virtual void OnBufferEmpty();

    /**
     * @brief The player gave up a segment because ShouldAbandon() said so.
     * @param context at this instant, its quality still the one given up
     * @param progress how far the download had come
     * @param replacement the quality that is requested instead
     */
    virtual void OnAbandon(const AdaptationContext& context,
                           const DownloadProgress& progress,
                           uint32_t replacement);

    /// Forgets what was observed: other content, or a seek.
    virtual void Reset();
};

/**
 * @ingroup synthnet-dash
 * @param ladder ascending by bandwidth, not empty
 * @param rate bit/s; NaN and negative rates count as 0
 * @return the highest quality whose bandwidth is at most the rate, else 0
 */
uint32_t HighestQualityWithin(const std::vector<Representation>& ladder, double rate);

} // namespace ns3::synthnet

#endif // SYNTHNET_ADAPTATION_RULE_H
