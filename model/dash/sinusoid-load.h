/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SINUSOID_LOAD_H
#define SYNTHNET_SINUSOID_LOAD_H

#include "wave-load.h"

#include "ns3/random-variable-stream.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The number of clients chases a sine.
 *
 * The target is λ(t) = Lambda + Amplitude · sin(2πt / Period). Each turn waits for a time that is
 * exponentially distributed with rate λ(t) / 60 s, t being the begin of the turn, and then starts
 * or stops at most one client towards ceil(λ(t)). The count begins at 0. All clients stop when
 * Duration is over. Source: WAVE's sinusoid.
 */
class SinusoidLoad : public WaveLoad
{
  public:
    static TypeId GetTypeId();
    SinusoidLoad();

    std::optional<Contradiction> FindContradiction() const override;
    std::optional<Change> Next() override;
    int64_t AssignStreams(int64_t stream) override;

    /// @return λ at a time since the load began, in clients
    double Target(Time at) const;

  private:
    double m_amplitude;
    Time m_period;
    Time m_duration;
    double m_lambda;

    Ptr<ExponentialRandomVariable> m_wait;
    Time m_now;          //!< begin of the next turn
    uint32_t m_count{0}; //!< of clients
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SINUSOID_LOAD_H
