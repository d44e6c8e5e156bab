/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_SCHEDULE_H
#define SYNTHNET_PACKET_SCHEDULE_H

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"

#include <functional>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief When packets leave whose rate changes from time to time.
 *
 * Each packet leaves when the integral of the rate since the one before reaches the spacing drawn
 * for it. With a spacing of always 1 the packets of any time are as many as the rate's integral,
 * and none is lost or gained where the rate changes; with exponential spacings of mean 1 they are a
 * Poisson process of that rate.
 */
class PacketSchedule
{
  public:
    /// @param spacing draws packets between two packets, 1 in the mean; below 0 counts as 0
    explicit PacketSchedule(std::function<double()> spacing);

    /// @param packetsPerSecond from now on, not negative
    void SetRate(double packetsPerSecond, Time now);

    /// @return the time from the last call of the other methods to the next packet, at least 1 ns;
    ///         nothing when it is more than 30 years
    std::optional<Time> Wait() const;

    void Sent(Time now); //!< the packet leaves that was waited for

  private:
    void Advance(Time now);

    std::function<double()> m_spacing;
    double m_rate{0};
    double m_due; //!< packets until the next one
    Time m_last;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_SCHEDULE_H
