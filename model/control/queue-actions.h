/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUEUE_ACTIONS_H
#define SYNTHNET_QUEUE_ACTIONS_H

#include "gym-space.h"

#include <cstddef>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an agent sets.
enum class QueueKnob
{
    DEPTH,         //!< of every switch's egress queues, the same, packets
    DEPTH_OF_EACH, //!< of each switch's egress queues, packets
    TARGET_DELAY,  //!< of every switch's CoDel, the same, ms
};

/**
 * @ingroup synthnet-control
 * @brief The actions of a queue-control environment, and what they set.
 *
 * One choice for all switches is a DiscreteSpace, one for each switch a MultiDiscreteSpace; an
 * action is the index of a choice.
 */
class QueueActions
{
  public:
    /**
     * @param knob what is set
     * @param choices different, ascending, above 0; depths are whole numbers
     * @param switches on the path, at least 1
     * @throws InputError when they are not as described
     */
    QueueActions(QueueKnob knob, std::vector<double> choices, std::size_t switches);

    QueueKnob Knob() const;
    const std::vector<double>& Choices() const;
    GymSpace Space() const;

    /// @return the setting of each switch
    /// @throws std::invalid_argument when @p action is not in Space()
    std::vector<double> SettingOf(const GymValue& action) const;

  private:
    QueueKnob m_knob;
    std::vector<double> m_choices;
    std::size_t m_switches;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QUEUE_ACTIONS_H
