/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRANSITION_H
#define SYNTHNET_TRANSITION_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an agent learns from: a decision and what followed.
struct Transition
{
    std::vector<float> observation; //!< that the decision was made on
    uint32_t action{0};             //!< index of the decision (ActionIndex)
    float reward{0};                //!< that it earned
    std::vector<float> next;        //!< the observation that followed
    bool terminated{false};         //!< nothing can be earned after it; false when truncated
};

/// @ingroup synthnet-control
/// @brief Transitions of one learning step.
struct TransitionBatch
{
    std::size_t rows{0};             //!< transitions
    std::vector<float> observations; //!< [2 · rows, features]: before the decisions, then after
    std::vector<uint32_t> actions;   //!< [rows]
    std::vector<float> rewards;      //!< [rows]
    std::vector<float> continues;    //!< [rows]: 0 where terminated, else 1
    std::vector<float> weights;      //!< [rows]: of the errors in the loss, largest 1
    std::vector<std::size_t> places; //!< [rows]: where the buffer has them
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRANSITION_H
