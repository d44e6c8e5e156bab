/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONTROL_TASK_H
#define SYNTHNET_CONTROL_TASK_H

#include "queue-actions.h"
#include "queue-observation.h"
#include "queue-reward.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Which of the observations that come with the module.
enum class ObservationKind
{
    TELEMETRY,        //!< TelemetryObservation of the switches
    TELEMETRY_PLAYER, //!< the same, and the player's state
    LAST_ROW,         //!< LastRowObservation, the published one
};

/// @ingroup synthnet-control
/// @brief Which of the rewards that come with the module.
enum class RewardKind
{
    PUBLISHED,        //!< PublishedReward
    PUBLISHED_COMPAT, //!< the same, undefined where the published code is
    QOE,              //!< QoeReward
};

/**
 * @ingroup synthnet-control
 * @brief What an agent decides, what it sees, and what it earns, in words that are kept with the
 * agent, so that whoever loads it can put it to work again.
 */
struct ControlTask
{
    QueueKnob knob{QueueKnob::DEPTH};
    std::vector<double> choices{32, 64}; //!< as of QueueActions
    ObservationKind observation{ObservationKind::TELEMETRY};
    RewardKind reward{RewardKind::PUBLISHED};
    int64_t period{4}; //!< s from one decision to the next, at least 1

    /// @return the texts, by name
    std::map<std::string, std::string> About() const;

    /**
     * @param about what About() returned, perhaps among other texts
     * @param file where they are from, for messages
     * @throws InputError when a text is missing or says nothing that is known
     */
    static ControlTask FromAbout(const std::map<std::string, std::string>& about,
                                 const std::string& file);

    /// @param switches their numbers, ascending: see SwitchesOf()
    std::shared_ptr<const QueueObservation> MakeObservation(
        const std::vector<unsigned>& switches) const;

    std::shared_ptr<const QueueReward> MakeReward() const;
};

/// @ingroup synthnet-control
/// @return the kind of that name: "depth", "depths" or "delay"
/// @throws InputError naming @p where when it is none of them
QueueKnob ParseQueueKnob(const std::string& name, const std::string& where);

/// @ingroup synthnet-control
/// @return the kind of that name: "telemetry", "player" or "last-row"
/// @throws InputError naming @p where when it is none of them
ObservationKind ParseObservationKind(const std::string& name, const std::string& where);

/// @ingroup synthnet-control
/// @return the kind of that name: "published", "compat" or "qoe"
/// @throws InputError naming @p where when it is none of them
RewardKind ParseRewardKind(const std::string& name, const std::string& where);

/// @ingroup synthnet-control
/// @return the numbers between commas
/// @throws InputError naming @p where when something else stands there
std::vector<double> ParseChoices(const std::string& text, const std::string& where);

} // namespace ns3::synthnet

#endif // SYNTHNET_CONTROL_TASK_H
