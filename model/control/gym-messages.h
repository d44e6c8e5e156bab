/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_MESSAGES_H
#define SYNTHNET_GYM_MESSAGES_H

#include "gym-state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @file
 * @ingroup synthnet-control
 * ns3-gym's messages (gym-messages.proto) as bytes, and back. All decoders throw InputError
 * when the bytes are not such a message or do not fit the space.
 *
 * A message cannot tell everything that a space can be:
 * - A MultiDiscreteSpace travels as a box of UINT numbers from 0.
 * - A box has one low and one high, 32-bit floats: the least and the greatest of all elements.
 *   What its own element does not allow is refused when it comes back; what only the rounding
 *   to floats put outside is moved to the bound.
 * - A box without dimensions, a single number, travels as one of the shape [1].
 */

/// @ingroup synthnet-control
/// @brief SimInitMsg: the first message, from the simulation.
struct GymInit
{
    GymSpace observationSpace;
    GymSpace actionSpace;
    uint64_t processId{0}; //!< that the client may end; 0: none
};

/// @ingroup synthnet-control
/// @brief SimInitAck: the client's answer to GymInit.
struct GymInitReply
{
    bool done{true};
    bool stop{false}; //!< the simulation is to stop
};

/// @ingroup synthnet-control
/// @brief EnvActMsg: the client's answer to a state.
struct GymReply
{
    std::optional<GymValue> action; //!< there unless stop
    bool stop{false};               //!< the simulation is to stop
};

/// @throws InputError when a space has what no message can hold: n above 2³¹ − 1, or no element
std::string EncodeGymInit(const GymInit& init);
/// @return spaces as the message tells them
GymInit DecodeGymInit(std::string_view bytes);

std::string EncodeGymInitReply(const GymInitReply& reply);
GymInitReply DecodeGymInitReply(std::string_view bytes);

/// @throws InputError when the observation is not of the space's kind and sizes, or has numbers
///         that are not of its type; its bounds are not looked at
std::string EncodeGymState(const GymState& state, const GymSpace& observationSpace);
GymState DecodeGymState(std::string_view bytes, const GymSpace& observationSpace);

std::string EncodeGymReply(const GymReply& reply, const GymSpace& actionSpace);
/// @return an action that is in the space
GymReply DecodeGymReply(std::string_view bytes, const GymSpace& actionSpace);

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_MESSAGES_H
