/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "control-task.h"

#include "last-row-observation.h"
#include "published-reward.h"
#include "qoe-reward.h"
#include "telemetry-observation.h"

#include "../dataset/csv.h"
#include "../input-error.h"
#include "../input-text.h"

#include <sstream>

namespace ns3::synthnet
{

namespace
{

using Names = std::vector<std::string>; // in the order of their enumeration

const Names KNOBS{"depth", "depths", "delay"};
const Names OBSERVATIONS{"telemetry", "player", "last-row"};
const Names REWARDS{"published", "compat", "qoe"};

template <typename Kind>
Kind
ParseKind(const Names& names, const std::string& name, const std::string& where)
{
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        if (names[i] == name)
        {
            return static_cast<Kind>(i);
        }
    }
    throw InputError("bad value " + QuoteInput(name) + " of " + where + ", expected " + names[0] +
                     ", " + names[1] + " or " + names[2]);
}

template <typename Kind>
std::string
NameOf(const Names& names, Kind kind)
{
    return names.at(static_cast<std::size_t>(kind));
}

std::string
JoinNumbers(const std::vector<double>& numbers)
{
    std::string text;
    for (const double number : numbers)
    {
        text += (text.empty() ? "" : ",") + FormatNumber(number);
    }
    return text;
}

} // namespace

std::map<std::string, std::string>
ControlTask::About() const
{
    return {{"knob", NameOf(KNOBS, knob)},
            {"choices", JoinNumbers(choices)},
            {"observation", NameOf(OBSERVATIONS, observation)},
            {"reward", NameOf(REWARDS, reward)},
            {"period", std::to_string(period)}};
}

ControlTask
ControlTask::FromAbout(const std::map<std::string, std::string>& about, const std::string& file)
{
    const auto text = [&](const std::string& name) -> const std::string& {
        const auto found = about.find(name);
        if (found == about.end())
        {
            throw InputError(file + ": says nothing of the agent's '" + name +
                             "', expected an agent that controls queues");
        }
        return found->second;
    };
    ControlTask task;
    task.knob = ParseQueueKnob(text("knob"), file);
    task.choices = ParseChoices(text("choices"), file);
    QueueActions(task.knob, task.choices, 1); // refuses what cannot be set
    task.observation = ParseObservationKind(text("observation"), file);
    task.reward = ParseRewardKind(text("reward"), file);
    const auto period = ParseWhole<int64_t>(text("period"));
    if (!period || *period < 1)
    {
        throw InputError("bad value " + QuoteInput(text("period")) + " of " + file +
                         ", expected whole seconds between two decisions");
    }
    task.period = *period;
    return task;
}

std::shared_ptr<const QueueObservation>
ControlTask::MakeObservation(const std::vector<unsigned>& switches) const
{
    switch (observation)
    {
    case ObservationKind::TELEMETRY:
        return std::make_shared<TelemetryObservation>(switches);
    case ObservationKind::TELEMETRY_PLAYER:
        return std::make_shared<TelemetryObservation>(switches, true);
    default:
        return std::make_shared<LastRowObservation>(switches);
    }
}

std::shared_ptr<const QueueReward>
ControlTask::MakeReward() const
{
    switch (reward)
    {
    case RewardKind::PUBLISHED:
        return std::make_shared<PublishedReward>();
    case RewardKind::PUBLISHED_COMPAT:
        return std::make_shared<PublishedReward>(true);
    default:
        return std::make_shared<QoeReward>();
    }
}

QueueKnob
ParseQueueKnob(const std::string& name, const std::string& where)
{
    return ParseKind<QueueKnob>(KNOBS, name, where);
}

ObservationKind
ParseObservationKind(const std::string& name, const std::string& where)
{
    return ParseKind<ObservationKind>(OBSERVATIONS, name, where);
}

RewardKind
ParseRewardKind(const std::string& name, const std::string& where)
{
    return ParseKind<RewardKind>(REWARDS, name, where);
}

std::vector<double>
ParseChoices(const std::string& text, const std::string& where)
{
    std::vector<double> numbers;
    std::istringstream parts(text);
    std::string part;
    while (std::getline(parts, part, ','))
    {
        const auto number = ParseWhole<double>(part);
        if (!number)
        {
            throw InputError("bad value " + QuoteInput(text) + " of " + where +
                             ", expected numbers with commas between them");
        }
        numbers.push_back(*number);
    }
    return numbers;
}

} // namespace ns3::synthnet
