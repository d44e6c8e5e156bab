/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_CLOCK_H
#define SYNTHNET_CAPTURE_CLOCK_H

#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief When a capture's packets are due, counted from its first one.
 *
 * Time does not go back: a packet whose time is before that of an earlier one is due with that.
 */
class CaptureClock
{
  public:
    /// @param longestGap ns that pass at most from packet to packet; 0: as many as were recorded
    explicit CaptureClock(int64_t longestGap = 0);

    /**
     * @param time of the next packet of the capture, ns
     * @return ns since the first one
     */
    int64_t Read(int64_t time);

    uint64_t Late() const;      //!< packets until now whose time was before an earlier one's
    uint64_t Shortened() const; //!< gaps until now that were longer than they may be

  private:
    int64_t m_longestGap;
    std::optional<int64_t> m_last; //!< the latest time of a packet
    int64_t m_due{0};
    uint64_t m_late{0};
    uint64_t m_shortened{0};
};

/// @ingroup synthnet-packet
/// @param speed above 0
/// @return @p time divided by @p speed, at most 2^62; exactly @p time for 1
int64_t AtSpeed(int64_t time, double speed);

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_CLOCK_H
