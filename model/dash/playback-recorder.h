/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PLAYBACK_RECORDER_H
#define SYNTHNET_PLAYBACK_RECORDER_H

#include "adaptation-rule.h"
#include "playback-summary.h"

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Sums up what a player tells it of its requests and stalls.
 */
class PlaybackRecorder
{
  public:
    /// @param keepHistory whether the summary lists every segment and stall
    explicit PlaybackRecorder(bool keepHistory = false);

    void SetLadder(const std::vector<Representation>& ladder); //!< before the first segment
    void AddSegment(const SegmentArrival& arrival);            //!< a segment came completely
    void CountAbandon();                                       //!< a segment was given up
    void CountFailure();                                       //!< a request was lost or refused
    void BeginStall(Time position);                            //!< after so much media
    void SetStallDuration(Time duration); //!< of the latest stall, so far or in all

    /// The summary without what the playback buffer and the connection know: startup, media played,
    /// number and time of the stalls, connections.
    const PlaybackSummary& GetSummary() const;

  private:
    bool m_keepHistory;
    PlaybackSummary m_summary;
    double m_mediaArrived{0};  //!< s
    double m_nominalBits{0};   //!< bandwidth times duration of what arrived
    uint32_t m_lastQuality{0}; //!< of the latest segment
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PLAYBACK_RECORDER_H
