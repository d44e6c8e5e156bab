/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "serve-environment.h"

#include <utility>

namespace ns3::synthnet
{

namespace
{

GymEnd
EndOf(const GymStep& step)
{
    if (step.terminated)
    {
        return GymEnd::GAME_OVER;
    }
    return step.truncated ? GymEnd::SIMULATION_END : GymEnd::NONE;
}

void
ServeEpisode(Environment& environment, GymBridge& bridge, uint64_t seed)
{
    GymReset reset = environment.Reset(seed);
    GymState state{std::move(reset.observation), 0, GymEnd::NONE, std::move(reset.info)};
    while (const auto action = bridge.Ask(state))
    {
        GymStep step = environment.Step(*action);
        state = {std::move(step.observation), step.reward, EndOf(step), std::move(step.info)};
    }
}

} // namespace

uint64_t
ServeEnvironment(Environment& environment, const GymServeConfig& config)
{
    uint64_t episodes = 0;
    GymBridgeConfig next = config.bridge;
    while (config.episodes == 0 || episodes < config.episodes)
    {
        GymBridge bridge(next);
        try
        {
            bridge.Begin(environment.ObservationSpace(), environment.ActionSpace());
        }
        catch (const NobodyListens&)
        {
            if (episodes == 0)
            {
                throw;
            }
            break;
        }
        ServeEpisode(environment, bridge, config.seed + episodes);
        ++episodes;
        next.appear = config.again;
    }
    return episodes;
}

} // namespace ns3::synthnet
