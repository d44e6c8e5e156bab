/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SERVE_ENVIRONMENT_H
#define SYNTHNET_SERVE_ENVIRONMENT_H

#include "gym-bridge.h"

#include <chrono>
#include <cstdint>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief How an environment is served to a client.
struct GymServeConfig
{
    GymBridgeConfig bridge;
    uint64_t seed{1};                       //!< of the first episode; each further one has the next
    uint64_t episodes{0};                   //!< most; 0: as many as the client wants
    std::chrono::milliseconds again{5'000}; //!< most, for a client to come back for another episode
};

/**
 * @ingroup synthnet-control
 * @brief Serves an environment to a client of ns3-gym's protocol, until the client stops: it does
 * not listen for another episode.
 *
 * An episode ends with the environment's, or when the client asks to stop; then the next begins
 * as soon as the client listens again, as Ns3Env.reset() does.
 *
 * @return how many episodes began
 * @throws InputError as GymBridge, and when no client appears for the first episode
 */
uint64_t ServeEnvironment(Environment& environment, const GymServeConfig& config);

} // namespace ns3::synthnet

#endif // SYNTHNET_SERVE_ENVIRONMENT_H
