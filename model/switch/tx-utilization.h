/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TX_UTILIZATION_H
#define SYNTHNET_TX_UTILIZATION_H

#include "ns3/ns3-version.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief How much of a line's rate is used: an exponentially weighted moving average over time.
 *
 * A packet of b bits that leaves at time t adds b / (rate · τ) to the average, which decays with
 * exp(-Δ / τ) from one packet to the next. A line that is used all the time has 1.
 */
class TxUtilization
{
  public:
    /**
     * @param rate of the line, not 0
     * @param timeConstant τ, above 0
     */
    TxUtilization(DataRate rate, Time timeConstant);

    /**
     * @brief Tells of a packet.
     * @param departure when it leaves; not before that of any earlier packet
     * @param lineBytes bytes that it takes on the line
     * @param now a time up to which nothing will be asked any more
     */
    void Add(Time departure, uint32_t lineBytes, Time now);

    /**
     * @param time not before that of an earlier call
     * @return millionths of the rate, up to 1 million, of the packets that left until then
     */
    uint32_t Read(Time time);

  private:
    struct Departure
    {
        Time time;
        double load; //!< bits / (rate · τ)
    };

    void Advance(Time time);

    double m_bitsToLoad;   //!< 1 / (rate · τ)
    double m_timeConstant; //!< s
    std::deque<Departure> m_toCome;
    Time m_last;         //!< of the last packet in the average
    double m_average{0}; //!< as of then
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TX_UTILIZATION_H
