/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EPISODE_RUNNER_H
#define SYNTHNET_EPISODE_RUNNER_H

#include "environment.h"
#include "policy.h"

#include <cstddef>
#include <cstdint>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an episode came to.
struct EpisodeResult
{
    double rewardSum{0};      //!< of all decisions
    std::size_t decisions{0}; //!< at least 1
    bool terminated{false};   //!< as the last step said
    bool truncated{false};    //!< as the last step said
};

/**
 * @ingroup synthnet-control
 * @brief Lets a policy decide in an environment for one episode.
 * @param seed of the environment and of the policy
 */
EpisodeResult EvaluateEpisode(Environment& environment, Policy& policy, uint64_t seed);

} // namespace ns3::synthnet

#endif // SYNTHNET_EPISODE_RUNNER_H
