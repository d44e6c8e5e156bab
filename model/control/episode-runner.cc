/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "episode-runner.h"

#include <utility>

namespace ns3::synthnet
{

EpisodeResult
EvaluateEpisode(Environment& environment, Policy& policy, uint64_t seed)
{
    EpisodeResult result;
    policy.Begin(seed);
    GymValue observation = environment.Reset(seed).observation;
    while (!result.terminated && !result.truncated)
    {
        GymStep step = environment.Step(policy.Act(observation));
        result.rewardSum += step.reward;
        ++result.decisions;
        result.terminated = step.terminated;
        result.truncated = step.truncated;
        observation = std::move(step.observation);
    }
    return result;
}

} // namespace ns3::synthnet
