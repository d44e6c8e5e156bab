/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PLAYBACK_BUFFER_H
#define SYNTHNET_PLAYBACK_BUFFER_H

#include "adaptation-rule.h"

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The media between the network and the screen. Knows no event: it is told the time.
 *
 * Playback starts when at least the startup threshold is buffered, and drains the buffer at the
 * speed of time. When the buffer is empty it stalls, until at least the rebuffering threshold is
 * buffered. After Finish() what is buffered is played whatever the threshold, and an empty
 * buffer is the end and not a stall.
 *
 * Times given must not go back.
 */
class PlaybackBuffer
{
  public:
    /// A piece of media of one quality.
    struct Segment
    {
        Time duration;       //!< of playback, greater than 0
        uint32_t quality{0}; //!< index into the ladder
        uint64_t bytes{0};   //!< of the segment
    };

    /**
     * @param startup buffered media at which playback begins
     * @param rebuffering buffered media at which playback goes on after a stall
     */
    explicit PlaybackBuffer(Time startup = Time(0), Time rebuffering = Time(0));

    void AdvanceTo(Time now);               //!< plays up to this time
    void Append(Time now, Segment segment); //!< buffers one more segment
    void Finish(Time now);                  //!< no segment follows

    Time Level() const;          //!< media buffered and not played yet
    PlaybackState State() const; //!< STALLED also after the end
    bool HasEnded() const;       //!< everything was played and nothing follows
    Time Position() const;       //!< media played
    double PlayedBytes() const;  //!< of the media played, a segment's bytes spread evenly over it
    uint32_t Quality() const;    //!< on the screen; of the last segment played when it is empty

    /// When the buffer runs empty if nothing arrives. Only while PLAYING.
    Time RunsEmptyAt() const;

    Time StalledSince() const; //!< when the latest stall began
    Time StallTime() const;    //!< sum of all stalls up to the last AdvanceTo()
    uint32_t StallCount() const;
    Time StartedAt() const; //!< when playback began; only after STARTUP

  private:
    void PlayIfReady(Time now);

    Time m_startup;
    Time m_rebuffering;
    Time m_now;
    PlaybackState m_state{PlaybackState::STARTUP};
    bool m_finished{false};
    std::deque<Segment> m_segments; //!< the front one is on the screen
    Time m_frontPlayed;             //!< of the front segment
    Time m_level;
    Time m_position;
    double m_playedBytes{0}; //!< without the front segment's part
    uint32_t m_quality{0};
    Time m_stalledSince;
    Time m_stallTime;
    uint32_t m_stallCount{0};
    Time m_startedAt;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PLAYBACK_BUFFER_H
