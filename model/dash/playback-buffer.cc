/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "playback-buffer.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3::synthnet
{

PlaybackBuffer::PlaybackBuffer(Time startup, Time rebuffering)
    : m_startup(startup),
      m_rebuffering(rebuffering)
{
}

void
PlaybackBuffer::AdvanceTo(Time now)
{
    NS_ASSERT_MSG(now >= m_now, "the playback buffer's time went back");
    const Time passed = now - m_now;
    const Time before = m_now;
    m_now = now;
    if (m_state == PlaybackState::STALLED && !HasEnded())
    {
        m_stallTime += passed;
    }
    if (m_state != PlaybackState::PLAYING)
    {
        return;
    }
    Time left = std::min(passed, m_level);
    m_level -= left;
    m_position += left;
    m_frontPlayed += left;
    while (!m_segments.empty() && m_frontPlayed >= m_segments.front().duration)
    {
        m_frontPlayed -= m_segments.front().duration;
        m_playedBytes += static_cast<double>(m_segments.front().bytes);
        m_segments.pop_front();
        if (!m_segments.empty())
        {
            m_quality = m_segments.front().quality;
        }
    }
    if (m_segments.empty())
    {
        m_state = PlaybackState::STALLED;
        m_stalledSince = before + left;
        if (!m_finished)
        {
            ++m_stallCount;
            m_stallTime += now - m_stalledSince;
        }
    }
}

void
PlaybackBuffer::Append(Time now, Segment segment)
{
    NS_ASSERT_MSG(segment.duration.IsStrictlyPositive(), "a segment without media");
    AdvanceTo(now);
    if (m_segments.empty())
    {
        m_quality = segment.quality;
    }
    m_segments.push_back(segment);
    m_level += segment.duration;
    PlayIfReady(now);
}

void
PlaybackBuffer::Finish(Time now)
{
    AdvanceTo(now);
    m_finished = true;
    PlayIfReady(now);
}

void
PlaybackBuffer::PlayIfReady(Time now)
{
    const bool starting = m_state == PlaybackState::STARTUP;
    const Time threshold = starting ? m_startup : m_rebuffering;
    if (m_state == PlaybackState::PLAYING || m_segments.empty() ||
        (m_level < threshold && !m_finished))
    {
        return;
    }
    if (starting)
    {
        m_startedAt = now;
    }
    m_state = PlaybackState::PLAYING;
}

Time
PlaybackBuffer::Level() const
{
    return m_level;
}

PlaybackState
PlaybackBuffer::State() const
{
    return m_state;
}

bool
PlaybackBuffer::HasEnded() const
{
    return m_finished && m_segments.empty();
}

Time
PlaybackBuffer::Position() const
{
    return m_position;
}

double
PlaybackBuffer::PlayedBytes() const
{
    if (m_segments.empty())
    {
        return m_playedBytes;
    }
    const Segment& front = m_segments.front();
    return m_playedBytes + static_cast<double>(front.bytes) * m_frontPlayed.GetSeconds() /
                               front.duration.GetSeconds();
}

uint32_t
PlaybackBuffer::Quality() const
{
    return m_quality;
}

Time
PlaybackBuffer::RunsEmptyAt() const
{
    NS_ASSERT(m_state == PlaybackState::PLAYING);
    return m_now + m_level;
}

Time
PlaybackBuffer::StalledSince() const
{
    return m_stalledSince;
}

Time
PlaybackBuffer::StallTime() const
{
    return m_stallTime;
}

uint32_t
PlaybackBuffer::StallCount() const
{
    return m_stallCount;
}

Time
PlaybackBuffer::StartedAt() const
{
    return m_startedAt;
}

} // namespace ns3::synthnet
