/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "action-index.h"

#include "ns3/input-error.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::synthnet
{

ActionIndex::ActionIndex(const GymSpace& space)
    : m_space(space)
{
    if (const auto* discrete = std::get_if<DiscreteSpace>(&space.kind))
    {
        m_sizes = {discrete->n};
    }
    else if (const auto* multi = std::get_if<MultiDiscreteSpace>(&space.kind))
    {
        m_sizes = multi->n;
    }
    else
    {
        throw InputError("the agent's actions are choices, expected a Discrete or MultiDiscrete "
                         "space of actions");
    }
    for (const int64_t size : m_sizes)
    {
        if (static_cast<std::size_t>(size) > MOST_ACTIONS / m_count)
        {
            throw InputError("the space has too many actions, expected at most " +
                             std::to_string(MOST_ACTIONS));
        }
        m_count *= static_cast<std::size_t>(size);
    }
}

std::size_t
ActionIndex::Size() const
{
    return m_count;
}

GymValue
ActionIndex::Action(std::size_t index) const
{
    if (std::holds_alternative<DiscreteSpace>(m_space.kind))
    {
        return {static_cast<int64_t>(index)};
    }
    std::vector<int64_t> action(m_sizes.size());
    for (std::size_t i = m_sizes.size(); i-- > 0;)
    {
        const auto size = static_cast<std::size_t>(m_sizes[i]);
        action[i] = static_cast<int64_t>(index % size);
        index /= size;
    }
    return {std::move(action)};
}

std::size_t
ActionIndex::Index(const GymValue& action) const
{
    if (const std::string why = WhyNotIn(m_space, action); !why.empty())
    {
        throw std::invalid_argument("not an action: " + why);
    }
    if (const auto* one = std::get_if<int64_t>(&action.value))
    {
        return static_cast<std::size_t>(*one);
    }
    std::size_t index = 0;
    const auto& choices = std::get<std::vector<int64_t>>(action.value);
    for (std::size_t i = 0; i < choices.size(); ++i)
    {
        index = index * static_cast<std::size_t>(m_sizes[i]) + static_cast<std::size_t>(choices[i]);
    }
    return index;
}

} // namespace ns3::synthnet
