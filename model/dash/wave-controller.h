/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WAVE_CONTROLLER_H
#define SYNTHNET_WAVE_CONTROLLER_H

#include "wave-load.h"

#include "ns3/callback.h"
#include "ns3/traced-value.h"

#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Starts and stops clients as a load says; the oldest stops first.
 *
 * What a client is, is up to two callbacks: one starts a client and returns a number for it, the
 * other one stops the client with that number.
 */
class WaveController : public Object
{
  public:
    static TypeId GetTypeId();

    /// @param load that was not used before
    void SetLoad(Ptr<WaveLoad> load);

    /**
     * @param start starts a client and returns its number
     * @param stop stops the client with this number
     */
    void SetClientCallbacks(Callback<uint32_t> start, Callback<void, uint32_t> stop);

    /// The load begins now. Load and callbacks must be set.
    void Start();

    /// Ends the load and stops its clients, oldest first.
    /// @param remaining how many of them run on
    void Stop(uint32_t remaining = 0);

    uint32_t GetClients() const; //!< @return how many run now

    int64_t AssignStreams(int64_t stream); //!< @return how many streams the load uses

  protected:
    void DoDispose() override;

  private:
    void ScheduleNext();
    void CarryOut(int clients);
    void StopOldest();

    Ptr<WaveLoad> m_load;
    Callback<uint32_t> m_startClient;
    Callback<void, uint32_t> m_stopClient;

    Time m_begin;
    EventId m_next;
    std::deque<uint32_t> m_running; //!< numbers of the clients, oldest first
    TracedValue<uint32_t> m_clients{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WAVE_CONTROLLER_H
