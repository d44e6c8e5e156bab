/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ENVIRONMENT_H
#define SYNTHNET_ENVIRONMENT_H

#include "gym-space.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an environment tells beside the observation; no agent learns from it.
using GymInfo = std::map<std::string, std::string>;

/// @ingroup synthnet-control
/// @brief How an episode begins.
struct GymReset
{
    GymValue observation;
    GymInfo info;
};

/// @ingroup synthnet-control
/// @brief What follows an action.
struct GymStep
{
    GymValue observation;
    double reward{0};
    bool terminated{false}; //!< the task ended: nothing more can be earned
    bool truncated{false};  //!< the episode ended, the task did not: what would follow counts
    GymInfo info;
};

/**
 * @ingroup synthnet-control
 * @brief A task for an agent: Gymnasium's contract, in the process.
 *
 * After construction, and after a step that ended the episode, Reset() is next.
 */
class Environment
{
  public:
    virtual ~Environment() = default;

    virtual const GymSpace& ObservationSpace() const = 0; //!< the same for the object's whole life
    virtual const GymSpace& ActionSpace() const = 0;      //!< the same for the object's whole life

    /**
     * @brief Ends an episode that is under way, and begins another.
     * @param seed decides, with the actions, all that follows
     */
    virtual GymReset Reset(uint64_t seed) = 0;

    /**
     * @brief Goes on to the next decision.
     * @param action in ActionSpace()
     * @throws std::logic_error when no episode is under way
     * @throws std::invalid_argument when @p action is not in ActionSpace()
     */
    virtual GymStep Step(const GymValue& action) = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ENVIRONMENT_H
