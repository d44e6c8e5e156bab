/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_STATE_H
#define SYNTHNET_GYM_STATE_H

#include "environment.h"

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Why no action follows a state.
enum class GymEnd
{
    NONE,           //!< one does
    GAME_OVER,      //!< the task ended
    SIMULATION_END, //!< the simulation ended, the task did not
};

/// @ingroup synthnet-control
/// @brief GymInfo's key whose value, when it is alone, is the info of a scenario for ns3-gym, and
/// travels as it is; any other info travels as a JSON object.
inline constexpr const char* GYM_INFO_TEXT = "text";

/// @ingroup synthnet-control
/// @brief What is told to whoever decides.
struct GymState
{
    GymValue observation;
    double reward{0}; //!< for what happened since the state before
    GymEnd end{GymEnd::NONE};
    GymInfo info;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_STATE_H
