/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DASH_PLAYER_H
#define SYNTHNET_DASH_PLAYER_H

#include "adaptation-rule.h"
#include "http-client.h"
#include "mpd.h"
#include "playback-buffer.h"
#include "playback-recorder.h"
#include "playback-summary.h"
#include "throughput-estimator.h"

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief What a player shows at one instant: the material of a log.
 */
struct PlayerState
{
    Time time;                                      //!< simulated
    bool hasMedia{false};                           //!< whether a segment has arrived yet
    PlaybackState playback{PlaybackState::STARTUP}; //!< what it does
    Time bufferLevel;                               //!< media buffered
    Representation requested;                       //!< of the latest segment request
    Representation shown;                           //!< on the screen
    double playedBytes{0};                          //!< of the media played
    uint64_t droppedFrames{0};                      //!< in total
};

/**
 * @ingroup synthnet-dash
 * @brief A DASH player after the model of dash.js: fetches the MPD and then one segment after the
 * other over HTTP and TCP, plays them from a buffer, and lets an AdaptationRule choose.
 *
 * The next segment is requested as soon as one has arrived and less than the target is buffered,
 * otherwise when the buffer has fallen below the target, which is looked at each
 * SchedulingInterval. What is buffered is never replaced. A request that fails or is refused is
 * made again after RetryInterval, over a new connection if the old one is lost, for ever.
 *
 * Live: playback starts LiveDelay behind the live edge, and a segment is requested when the MPD
 * says that it is complete. A player that falls behind what the server keeps goes back to the
 * live delay.
 */
class DashPlayer : public Application
{
  public:
    static TypeId GetTypeId();

    DashPlayer();
    ~DashPlayer() override;

    /// A rule with attributes of its own, before the start. Replaces the attribute Adaptation.
    void SetAdaptation(Ptr<AdaptationRule> rule);
    const std::optional<Mpd>& GetMpd() const;  //!< nothing before it was fetched
    Ptr<AdaptationRule> GetAdaptation() const; //!< nothing before the start
    /**
     * @brief Requests nothing more: what is on its way still comes, and is played.
     *
     * For a player that is to be disposed of later, so that its connection is idle by then.
     */
    void StopRequesting();

    PlayerState GetState();       //!< at this instant
    PlaybackSummary GetSummary(); //!< up to this instant

    /// Signature of the trace source SegmentRequest.
    using SegmentRequestCallback = void (*)(uint64_t index, uint32_t quality);
    /// Signature of the trace source SegmentArrival.
    using SegmentArrivalCallback = void (*)(const SegmentArrival& arrival);
    /// Signature of the trace source QualitySwitch.
    using QualitySwitchCallback = void (*)(uint32_t oldQuality, uint32_t newQuality);
    /// Signature of the trace source StallBegin; the position is media played.
    using StallBeginCallback = void (*)(Time position);
    /// Signature of the trace source StallEnd.
    using StallEndCallback = void (*)(Time position, Time duration);
    /// Signature of the trace source Abandon.
    using AbandonCallback = void (*)(const DownloadProgress& progress, uint32_t replacement);
    /// Signature of the trace source RequestFailure.
    using RequestFailureCallback = void (*)(const std::string& target, const std::string& why);
    /// Signature of the trace source StatePoll.
    using StatePollCallback = void (*)(const PlayerState& state);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void FetchManifest();
    void UseManifest(const std::string& text);
    uint64_t LiveIndex() const; //!< of the segment at the live delay

    void ScheduleRequest();
    void WaitAndSchedule(Time delay);
    /// How long to wait for the next segment, which a seek may change; nothing at the end.
    std::optional<Time> FindNextSegment();
    Time TargetBuffer() const;
    void RequestSegment();
    uint64_t ContentIndex() const; //!< of the next segment in the content, which may be repeated
    void SetQuality(uint32_t quality);
    void UpdateContext();

    void HandleHead(const HttpResponse& response);
    void HandleProgress(uint64_t bytes);
    void HandleDone(const std::string& body);
    void HandleFailed(const std::string& why);
    void HandleSegment();

    void AdvanceBuffer();
    void HandleEmptyBuffer();
    void WatchBuffer();
    void EndStall();
    void Poll();
    double UnixTime() const;

    // Attributes.
    Address m_remote;
    std::string m_manifestTarget;
    TypeId m_socketFactory;
    TypeId m_adaptationType;
    TypeId m_estimatorType;
    bool m_persistent;
    Time m_requestTimeout;
    Time m_retryInterval;
    Time m_startupThreshold;
    Time m_rebufferingThreshold;
    Time m_stableBufferTime;
    Time m_topQualityBufferTime;
    Time m_longFormBufferTime;
    Time m_longFormDuration;
    Time m_schedulingInterval;
    uint32_t m_initialQuality;
    bool m_loop;
    Time m_liveDelay;
    double m_unixStart;
    uint32_t m_droppedFramesPerStall;
    Time m_pollInterval;
    bool m_keepHistory;

    // What it works with while running.
    std::unique_ptr<HttpClient> m_client;
    Ptr<AdaptationRule> m_adaptation;
    Ptr<ThroughputEstimator> m_estimator;
    std::optional<Mpd> m_mpd;
    AdaptationContext m_context;
    PlaybackBuffer m_buffer;
    bool m_requests{true}; //!< until StopRequesting()
    EventId m_nextEvent;
    EventId m_emptyEvent;
    EventId m_pollEvent;

    // The request under way, or the next one.
    uint64_t m_index{0};         //!< of the segment
    std::string m_target;        //!< what was asked for
    bool m_refused{false};       //!< the answer is not 200
    DownloadProgress m_progress; //!< of the segment
    Time m_lastProgress;         //!< when the rule was last told
    bool m_requestedAny{false};  //!< whether any segment was requested

    bool m_running{false};
    Time m_started;
    bool m_stalled{false};
    uint64_t m_droppedFrames{0};
    PlaybackRecorder m_recorder;

    TracedCallback<uint64_t, uint32_t> m_requestTrace;
    TracedCallback<const SegmentArrival&> m_arrivalTrace;
    TracedCallback<uint32_t, uint32_t> m_switchTrace;
    TracedCallback<Time> m_stallBeginTrace;
    TracedCallback<Time, Time> m_stallEndTrace;
    TracedCallback<const DownloadProgress&, uint32_t> m_abandonTrace;
    TracedCallback<const std::string&, const std::string&> m_failureTrace;
    TracedCallback<const PlayerState&> m_pollTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DASH_PLAYER_H
