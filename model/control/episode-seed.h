/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EPISODE_SEED_H
#define SYNTHNET_EPISODE_SEED_H

#include <cstdint>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an episode is for: episodes of different use share no seed.
enum class EpisodeUse : uint64_t
{
    TRAINING = 1,  //!< an agent learns from it
    SELECTION = 2, //!< the best of an agent's states is chosen by it
    TEST = 3,      //!< an agent is judged by it
};

/**
 * @ingroup synthnet-control
 * @brief The seed of an episode, for Environment::Reset().
 *
 * Neighbouring seeds of trainings have nothing in common (SplitMix64: Steele, Lea, Flood, Fast
 * Splittable Pseudorandom Number Generators, 2014).
 *
 * @param seed of the training or test
 * @param use what the episode is for
 * @param episode counted from 0
 */
inline uint64_t
EpisodeSeed(uint64_t seed, EpisodeUse use, uint64_t episode)
{
    uint64_t state = seed;
    for (const uint64_t part : {static_cast<uint64_t>(use), episode})
    {
        state += 0x9e3779b97f4a7c15U * (part + 1);
        state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9U;
        state = (state ^ (state >> 27)) * 0x94d049bb133111ebU;
        state ^= state >> 31;
    }
    return state;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_EPISODE_SEED_H
