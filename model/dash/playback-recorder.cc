/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "playback-recorder.h"

namespace ns3::synthnet
{

PlaybackRecorder::PlaybackRecorder(bool keepHistory)
    : m_keepHistory(keepHistory)
{
}

void
PlaybackRecorder::SetLadder(const std::vector<Representation>& ladder)
{
    m_summary.ladder = ladder;
}

void
PlaybackRecorder::AddSegment(const SegmentArrival& arrival)
{
    if (m_summary.segmentCount > 0 && arrival.quality != m_lastQuality)
    {
        ++m_summary.switchCount;
    }
    m_lastQuality = arrival.quality;
    ++m_summary.segmentCount;
    m_summary.bytes += arrival.bytes;
    const double duration = arrival.duration.GetSeconds();
    if (m_keepHistory)
    {
        m_summary.segments.push_back(
            {arrival.index, arrival.quality, m_mediaArrived, duration, arrival.bytes});
    }
    m_mediaArrived += duration;
    m_nominalBits += static_cast<double>(m_summary.ladder[arrival.quality].bandwidth) * duration;
    m_summary.meanBitrate = m_nominalBits / m_mediaArrived;
}

void
PlaybackRecorder::CountAbandon()
{
    ++m_summary.abandonCount;
}

void
PlaybackRecorder::CountFailure()
{
    ++m_summary.failureCount;
}

void
PlaybackRecorder::BeginStall(Time position)
{
    if (m_keepHistory)
    {
        m_summary.stalls.push_back({position.GetSeconds(), 0});
    }
}

void
PlaybackRecorder::SetStallDuration(Time duration)
{
    if (m_keepHistory)
    {
        m_summary.stalls.back().duration = duration.GetSeconds();
    }
}

const PlaybackSummary&
PlaybackRecorder::GetSummary() const
{
    return m_summary;
}

} // namespace ns3::synthnet
