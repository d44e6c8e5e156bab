/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dash-player.h"

#include "dynamic-rule.h"
#include "ewma-throughput-estimator.h"

#include "ns3/input-error.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetDashPlayer");
NS_OBJECT_ENSURE_REGISTERED(DashPlayer);

namespace
{

constexpr unsigned HTTP_OK = 200;
const Time PROGRESS_INTERVAL = MilliSeconds(50); // how often browsers report progress
constexpr double DEFAULT_LIVE_DELAY = 4;         // segments, dash.js liveDelayFragmentCount

/// An object of the type that an attribute names.
template <class T>
Ptr<T>
Make(TypeId type, const std::string& attribute)
{
    if (!type.HasConstructor() || !type.IsChildOf(T::GetTypeId()))
    {
        throw InputError("DASH player: attribute " + attribute + " is " + type.GetName() +
                         ", expected a class that derives from " + T::GetTypeId().GetName());
    }
    ObjectFactory factory;
    factory.SetTypeId(type);
    return factory.Create<T>();
}

} // namespace

TypeId
DashPlayer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::DashPlayer")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddConstructor<DashPlayer>()
            .AddAttribute("Remote",
                          "Address and port of the server",
                          AddressValue(),
                          MakeAddressAccessor(&DashPlayer::m_remote),
                          MakeAddressChecker())
            .AddAttribute("Manifest",
                          "Path of the MPD on the server, beginning with a slash",
                          StringValue("/manifest.mpd"),
                          MakeStringAccessor(&DashPlayer::m_manifestTarget),
                          MakeStringChecker())
            .AddAttribute("SocketFactory",
                          "Transport: the TypeId of a stream socket factory",
                          TypeIdValue(TcpSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&DashPlayer::m_socketFactory),
                          MakeTypeIdChecker())
            .AddAttribute("Adaptation",
                          "TypeId of the AdaptationRule that chooses the qualities, unless "
                          "SetAdaptation() gave one",
                          TypeIdValue(DynamicRule::GetTypeId()),
                          MakeTypeIdAccessor(&DashPlayer::m_adaptationType),
                          MakeTypeIdChecker())
            .AddAttribute("Estimator",
                          "TypeId of the ThroughputEstimator whose figures the rules are shown",
                          TypeIdValue(EwmaThroughputEstimator::GetTypeId()),
                          MakeTypeIdAccessor(&DashPlayer::m_estimatorType),
                          MakeTypeIdChecker())
            .AddAttribute("Persistent",
                          "Whether one TCP connection serves many requests",
                          BooleanValue(true),
                          MakeBooleanAccessor(&DashPlayer::m_persistent),
                          MakeBooleanChecker())
            .AddAttribute("RequestTimeout",
                          "Time after which a request that is not complete has failed; 0 for none "
                          "(dash.js: fragmentRequestTimeout)",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&DashPlayer::m_requestTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RetryInterval",
                          "Time between a failure and the next attempt, greater than 0 (dash.js: "
                          "retryIntervals)",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&DashPlayer::m_retryInterval),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("StartupThreshold",
                          "Buffered media at which playback begins",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&DashPlayer::m_startupThreshold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RebufferingThreshold",
                          "Buffered media at which playback goes on after a stall (dash.js: "
                          "stallThreshold)",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&DashPlayer::m_rebufferingThreshold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("StableBufferTime",
                          "Buffer target below the top quality",
                          TimeValue(Seconds(18)),
                          MakeTimeAccessor(&DashPlayer::m_stableBufferTime),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("BufferTimeAtTopQuality",
                          "Buffer target at the top quality",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&DashPlayer::m_topQualityBufferTime),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("BufferTimeAtTopQualityLongForm",
                          "Buffer target at the top quality when the content is long",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&DashPlayer::m_longFormBufferTime),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("LongFormContentDuration",
                          "Duration from which content is long; endless content always is",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&DashPlayer::m_longFormDuration),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SchedulingInterval",
                          "Time between two looks at a buffer that is full (dash.js: "
                          "scheduling.defaultTimeout)",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&DashPlayer::m_schedulingInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("InitialQuality",
                          "Index into the ladder that the rule finds as the current quality when "
                          "it is first asked; the top one if there are fewer",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DashPlayer::m_initialQuality),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Loop",
                          "Whether content that ends is played again from its beginning",
                          BooleanValue(false),
                          MakeBooleanAccessor(&DashPlayer::m_loop),
                          MakeBooleanChecker())
            .AddAttribute("LiveDelay",
                          "Media between the live edge and the start of playback; 0 for the MPD's "
                          "suggestion, or four segments",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&DashPlayer::m_liveDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("UnixStart",
                          "Unix time in s at which the simulation starts, for live streams",
                          DoubleValue(1672531200),
                          MakeDoubleAccessor(&DashPlayer::m_unixStart),
                          MakeDoubleChecker<double>(0, 1e11))
            .AddAttribute("DroppedFramesPerStall",
                          "Frames that are counted as dropped when playback stalls",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DashPlayer::m_droppedFramesPerStall),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("PollInterval",
                          "Time between two StatePolls, which are made when something is connected "
                          "to that trace source before the start",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&DashPlayer::m_pollInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("KeepHistory",
                          "Whether the summary lists every segment and stall, which takes memory "
                          "as time passes",
                          BooleanValue(false),
                          MakeBooleanAccessor(&DashPlayer::m_keepHistory),
                          MakeBooleanChecker())
            .AddTraceSource("SegmentRequest",
                            "A media segment was requested",
                            MakeTraceSourceAccessor(&DashPlayer::m_requestTrace),
                            "ns3::synthnet::DashPlayer::SegmentRequestCallback")
            .AddTraceSource("SegmentArrival",
                            "A media segment has arrived completely",
                            MakeTraceSourceAccessor(&DashPlayer::m_arrivalTrace),
                            "ns3::synthnet::DashPlayer::SegmentArrivalCallback")
            .AddTraceSource("QualitySwitch",
                            "The quality of requests changed",
                            MakeTraceSourceAccessor(&DashPlayer::m_switchTrace),
                            "ns3::synthnet::DashPlayer::QualitySwitchCallback")
            .AddTraceSource("StallBegin",
                            "The buffer ran empty",
                            MakeTraceSourceAccessor(&DashPlayer::m_stallBeginTrace),
                            "ns3::synthnet::DashPlayer::StallBeginCallback")
            .AddTraceSource("StallEnd",
                            "Playback goes on after a stall",
                            MakeTraceSourceAccessor(&DashPlayer::m_stallEndTrace),
                            "ns3::synthnet::DashPlayer::StallEndCallback")
            .AddTraceSource("Abandon",
                            "A segment on its way was given up",
                            MakeTraceSourceAccessor(&DashPlayer::m_abandonTrace),
                            "ns3::synthnet::DashPlayer::AbandonCallback")
            .AddTraceSource("RequestFailure",
                            "A request was refused, timed out, or lost its connection",
                            MakeTraceSourceAccessor(&DashPlayer::m_failureTrace),
                            "ns3::synthnet::DashPlayer::RequestFailureCallback")
            .AddTraceSource("StatePoll",
                            "What the player shows, each PollInterval",
                            MakeTraceSourceAccessor(&DashPlayer::m_pollTrace),
                            "ns3::synthnet::DashPlayer::StatePollCallback");
    return tid;
}

DashPlayer::DashPlayer() = default;

DashPlayer::~DashPlayer() = default;

void
DashPlayer::DoDispose()
{
    m_nextEvent.Cancel();
    m_emptyEvent.Cancel();
    m_pollEvent.Cancel();
    m_client.reset();
    m_adaptation = nullptr;
    m_estimator = nullptr;
    Application::DoDispose();
}

const std::optional<Mpd>&
DashPlayer::GetMpd() const
{
    return m_mpd;
}

void
DashPlayer::SetAdaptation(Ptr<AdaptationRule> rule)
{
    m_adaptation = rule;
}

Ptr<AdaptationRule>
DashPlayer::GetAdaptation() const
{
    return m_adaptation;
}

double
DashPlayer::UnixTime() const
{
    return m_unixStart + Simulator::Now().GetSeconds();
}

void
DashPlayer::StartApplication()
{
    if (!m_adaptation)
    {
        m_adaptation = Make<AdaptationRule>(m_adaptationType, "Adaptation");
    }
    m_estimator = Make<ThroughputEstimator>(m_estimatorType, "Estimator");
    m_buffer = PlaybackBuffer(m_startupThreshold, m_rebufferingThreshold);
    m_recorder = PlaybackRecorder(m_keepHistory);
    m_started = Simulator::Now();
    m_running = true;

    HttpClient::Options options;
    options.node = GetNode();
    options.server = m_remote;
    options.socketFactory = m_socketFactory;
    options.persistent = m_persistent;
    options.timeout = m_requestTimeout;
    HttpClient::Callbacks callbacks;
    callbacks.head = [this](const HttpResponse& response) { HandleHead(response); };
    callbacks.progress = [this](uint64_t bytes) { HandleProgress(bytes); };
    callbacks.done = [this](const std::string& body) { HandleDone(body); };
    callbacks.failed = [this](const char* why) { HandleFailed(why); };
    m_client = std::make_unique<HttpClient>(std::move(options), std::move(callbacks));
    if (!m_pollTrace.IsEmpty())
    {
        Poll();
    }
    FetchManifest();
}

void
DashPlayer::StopApplication()
{
    if (!m_running)
    {
        return;
    }
    AdvanceBuffer();
    m_running = false;
    m_nextEvent.Cancel();
    m_emptyEvent.Cancel();
    m_pollEvent.Cancel();
    m_client->Abort();
}

// --- The MPD ------------------------------------------------------------------------------------

void
DashPlayer::FetchManifest()
{
    m_target = m_manifestTarget;
    m_refused = false;
    m_client->Get(m_target, true);
}

void
DashPlayer::UseManifest(const std::string& text)
{
    m_mpd = Mpd::Parse(text, m_target);
    m_context.ladder = m_mpd->Representations();
    m_context.quality =
        std::min<uint32_t>(m_initialQuality, static_cast<uint32_t>(m_context.ladder.size() - 1));
    m_context.live = m_mpd->IsDynamic();
    m_context.contentDuration = Seconds(m_mpd->MediaDuration().value_or(0));
    m_recorder.SetLadder(m_context.ladder);
    m_index = m_context.live ? LiveIndex() : 0;
    ScheduleRequest();
}

uint64_t
DashPlayer::LiveIndex() const
{
    const double segments = DEFAULT_LIVE_DELAY * m_mpd->NominalSegmentDuration();
    const double delay = m_liveDelay.IsZero()
                             ? m_mpd->SuggestedPresentationDelay().value_or(segments)
                             : m_liveDelay.GetSeconds();
    return m_mpd->SegmentAt(UnixTime() - m_mpd->AvailabilityStartTime() - delay);
}

// --- Requests -----------------------------------------------------------------------------------

void
DashPlayer::WaitAndSchedule(Time delay)
{
    m_nextEvent.Cancel();
    m_nextEvent = Simulator::Schedule(delay, &DashPlayer::ScheduleRequest, this);
}

std::optional<Time>
DashPlayer::FindNextSegment()
{
    const auto count = m_mpd->SegmentCount();
    if (count && m_index >= *count && !m_loop)
    {
        return std::nullopt;
    }
    if (!m_mpd->IsDynamic())
    {
        return Time(0);
    }
    const double now = UnixTime();
    const double from = m_mpd->AvailableFrom(m_index);
    if (m_mpd->IsAvailable(m_index, now))
    {
        return Time(0);
    }
    if (now < from)
    {
        return Seconds(from - now);
    }
    NS_LOG_INFO("fell behind what the server keeps");
    m_index = LiveIndex();
    m_context.segmentsArrived = 0;
    m_adaptation->Reset();
    return Seconds(std::max(0.0, m_mpd->AvailableFrom(m_index) - now));
}

Time
DashPlayer::TargetBuffer() const
{
    if (m_context.quality + 1 < m_context.ladder.size())
    {
        return m_stableBufferTime;
    }
    const bool isLong =
        m_context.contentDuration.IsZero() || m_context.contentDuration >= m_longFormDuration;
    return isLong ? m_longFormBufferTime : m_topQualityBufferTime;
}

void
DashPlayer::StopRequesting()
{
    m_requests = false;
}

void
DashPlayer::ScheduleRequest()
{
    if (!m_requests)
    {
        return;
    }
    AdvanceBuffer();
    const std::optional<Time> wait = FindNextSegment();
    if (!wait)
    {
        m_buffer.Finish(Simulator::Now());
        EndStall();
        WatchBuffer();
        return;
    }
    if (wait->IsStrictlyPositive())
    {
        WaitAndSchedule(*wait);
        return;
    }
    const Time excess = m_buffer.Level() - TargetBuffer();
    if (m_buffer.State() == PlaybackState::PLAYING && !excess.IsStrictlyNegative())
    {
        // The first look at which the buffer is below the target.
        const int64_t looks = 1 + excess.GetTimeStep() / m_schedulingInterval.GetTimeStep();
        WaitAndSchedule(TimeStep(looks * m_schedulingInterval.GetTimeStep()));
        return;
    }
    UpdateContext();
    const AdaptationDecision decision = m_adaptation->Decide(m_context);
    m_context.stalledSinceDecision = false;
    SetQuality(decision.quality.value_or(m_context.quality));
    if (decision.delay.IsStrictlyPositive())
    {
        WaitAndSchedule(decision.delay);
        return;
    }
    RequestSegment();
}

void
DashPlayer::SetQuality(uint32_t quality)
{
    NS_ABORT_MSG_IF(quality >= m_context.ladder.size(),
                    m_adaptation->GetInstanceTypeId().GetName()
                        << " chose quality " << quality << " of " << m_context.ladder.size());
    const uint32_t old = m_context.quality;
    if (quality == old)
    {
        return;
    }
    m_context.quality = quality;
    m_adaptation->OnQualityChanged(old, quality);
    if (m_requestedAny)
    {
        m_switchTrace(old, quality);
    }
}

void
DashPlayer::RequestSegment()
{
    m_requestedAny = true;
    m_refused = false;
    m_progress = DownloadProgress();
    m_progress.index = m_index;
    m_progress.quality = m_context.quality;
    m_progress.requested = Simulator::Now();
    m_lastProgress = m_progress.requested;
    m_target = m_manifestTarget.substr(0, m_manifestTarget.rfind('/') + 1) +
               m_mpd->SegmentUrl(m_context.quality, ContentIndex());
    m_requestTrace(m_index, m_context.quality);
    m_client->Get(m_target, false);
}

uint64_t
DashPlayer::ContentIndex() const
{
    const auto count = m_mpd->SegmentCount();
    return count ? m_index % *count : m_index;
}

void
DashPlayer::UpdateContext()
{
    AdvanceBuffer();
    m_context.now = Simulator::Now();
    m_context.bufferLevel = m_buffer.Level();
    m_context.segmentDuration = Seconds(m_mpd->SegmentDuration(ContentIndex()));
    m_context.targetBuffer = TargetBuffer();
    m_context.playback = m_buffer.State();
    m_context.throughput = m_estimator->GetThroughput();
    m_context.latency = m_estimator->GetLatency();
}

// --- Answers ------------------------------------------------------------------------------------

void
DashPlayer::HandleHead(const HttpResponse& response)
{
    m_refused = response.status != HTTP_OK;
    m_progress.bytesTotal = response.bodyBytes;
    m_progress.firstByte = Simulator::Now();
}

void
DashPlayer::HandleProgress(uint64_t bytes)
{
    const Time now = Simulator::Now();
    m_progress.bytesLoaded = bytes;
    if (!m_mpd || m_refused || bytes >= m_progress.bytesTotal ||
        now < m_lastProgress + PROGRESS_INTERVAL)
    {
        return;
    }
    m_lastProgress = now;
    UpdateContext();
    const auto replacement = m_adaptation->ShouldAbandon(m_context, m_progress);
    if (!replacement)
    {
        return;
    }
    m_client->Abort();
    m_recorder.CountAbandon();
    m_adaptation->OnAbandon(m_context, m_progress, *replacement);
    m_abandonTrace(m_progress, *replacement);
    SetQuality(*replacement);
    RequestSegment();
}

void
DashPlayer::HandleDone(const std::string& body)
{
    if (m_refused)
    {
        HandleFailed("refused");
    }
    else if (m_mpd)
    {
        HandleSegment();
    }
    else
    {
        UseManifest(body);
    }
}

void
DashPlayer::HandleFailed(const std::string& why)
{
    NS_LOG_INFO(m_target << ": " << why);
    m_recorder.CountFailure();
    m_failureTrace(m_target, why);
    m_nextEvent = m_mpd ? Simulator::Schedule(m_retryInterval, &DashPlayer::ScheduleRequest, this)
                        : Simulator::Schedule(m_retryInterval, &DashPlayer::FetchManifest, this);
}

void
DashPlayer::HandleSegment()
{
    const Time now = Simulator::Now();
    AdvanceBuffer();
    SegmentArrival arrival;
    arrival.index = m_index;
    arrival.quality = m_progress.quality;
    arrival.bytes = m_progress.bytesTotal;
    arrival.requested = m_progress.requested;
    arrival.firstByte = m_progress.firstByte;
    arrival.finished = now;
    arrival.duration = Seconds(m_mpd->SegmentDuration(ContentIndex()));
    m_recorder.AddSegment(arrival);
    m_buffer.Append(now, {arrival.duration, arrival.quality, arrival.bytes});
    arrival.bufferLevel = m_buffer.Level();
    EndStall();
    WatchBuffer();
    m_estimator->AddSample(arrival.bytes,
                           arrival.firstByte - arrival.requested,
                           now - arrival.firstByte);
    ++m_context.segmentsArrived;
    m_adaptation->OnSegmentArrived(arrival);
    m_arrivalTrace(arrival);
    ++m_index;
    ScheduleRequest();
}

// --- Playback -----------------------------------------------------------------------------------

void
DashPlayer::AdvanceBuffer()
{
    m_buffer.AdvanceTo(Simulator::Now());
    if (m_stalled || m_buffer.State() != PlaybackState::STALLED || m_buffer.HasEnded())
    {
        return;
    }
    m_stalled = true;
    m_droppedFrames += m_droppedFramesPerStall;
    m_context.stalledSinceDecision = true;
    m_recorder.BeginStall(m_buffer.Position());
    m_stallBeginTrace(m_buffer.Position());
    m_adaptation->OnBufferEmpty();
}

void
DashPlayer::EndStall()
{
    if (!m_stalled || (m_buffer.State() != PlaybackState::PLAYING && !m_buffer.HasEnded()))
    {
        return;
    }
    m_stalled = false;
    const Time duration = Simulator::Now() - m_buffer.StalledSince();
    m_recorder.SetStallDuration(duration);
    m_stallEndTrace(m_buffer.Position(), duration);
}

void
DashPlayer::WatchBuffer()
{
    // One pending event is enough: what arrives only moves the end of the buffer later.
    if (m_buffer.State() == PlaybackState::PLAYING && m_emptyEvent.IsExpired())
    {
        m_emptyEvent = Simulator::Schedule(m_buffer.RunsEmptyAt() - Simulator::Now(),
                                           &DashPlayer::HandleEmptyBuffer,
                                           this);
    }
}

void
DashPlayer::HandleEmptyBuffer()
{
    AdvanceBuffer();
    WatchBuffer();
}

// --- What others see ----------------------------------------------------------------------------

void
DashPlayer::Poll()
{
    m_pollTrace(GetState());
    if (!m_buffer.HasEnded())
    {
        m_pollEvent = Simulator::Schedule(m_pollInterval, &DashPlayer::Poll, this);
    }
}

PlayerState
DashPlayer::GetState()
{
    PlayerState state;
    state.time = Simulator::Now();
    if (m_running)
    {
        AdvanceBuffer();
    }
    state.hasMedia = m_recorder.GetSummary().segmentCount > 0;
    state.playback = m_buffer.State();
    state.bufferLevel = m_buffer.Level();
    if (m_mpd)
    {
        state.requested = m_context.ladder[m_context.quality];
        state.shown = m_context.ladder[m_buffer.Quality()];
    }
    state.playedBytes = m_buffer.PlayedBytes();
    state.droppedFrames = m_droppedFrames;
    return state;
}

PlaybackSummary
DashPlayer::GetSummary()
{
    if (m_running)
    {
        AdvanceBuffer();
    }
    if (m_running && m_stalled)
    {
        m_recorder.SetStallDuration(Simulator::Now() - m_buffer.StalledSince());
    }
    PlaybackSummary summary = m_recorder.GetSummary();
    summary.started = m_buffer.State() != PlaybackState::STARTUP;
    if (summary.started)
    {
        summary.startupDelay = (m_buffer.StartedAt() - m_started).GetSeconds();
    }
    summary.played = m_buffer.Position().GetSeconds();
    summary.stallCount = m_buffer.StallCount();
    summary.stallTime = m_buffer.StallTime().GetSeconds();
    summary.connectionCount = m_client ? m_client->ConnectionCount() : 0;
    return summary;
}

} // namespace ns3::synthnet
