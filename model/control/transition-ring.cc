/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "transition-ring.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// Writes what belongs at a place, at the end or over what is there.
template <typename Iterator>
void
Put(std::vector<float>& values, std::size_t place, Iterator begin, std::size_t count)
{
    const std::size_t at = place * count;
    if (at == values.size())
    {
        values.insert(values.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
        return;
    }
    std::copy_n(begin, count, values.begin() + static_cast<std::ptrdiff_t>(at));
}

void
Put(std::vector<float>& values, std::size_t place, float value)
{
    Put(values, place, &value, 1);
}

} // namespace

TransitionRing::TransitionRing(std::size_t features, std::size_t capacity)
    : m_features(features),
      m_capacity(capacity)
{
}

std::size_t
TransitionRing::Add(const Transition& transition)
{
    if (transition.observation.size() != m_features || transition.next.size() != m_features)
    {
        throw std::invalid_argument("observations of the ring's size expected");
    }
    const std::size_t place = m_next;
    Put(m_observations, place, transition.observation.begin(), m_features);
    Put(m_nexts, place, transition.next.begin(), m_features);
    Put(m_actions, place, static_cast<float>(transition.action));
    Put(m_rewards, place, transition.reward);
    Put(m_continues, place, transition.terminated ? 0.0F : 1.0F);
    m_next = (m_next + 1) % m_capacity;
    return place;
}

std::size_t
TransitionRing::Size() const
{
    return m_rewards.size();
}

std::size_t
TransitionRing::Capacity() const
{
    return m_capacity;
}

std::size_t
TransitionRing::Features() const
{
    return m_features;
}

const std::vector<float>&
TransitionRing::Observations() const
{
    return m_observations;
}

void
TransitionRing::Gather(TransitionBatch& batch) const
{
    const std::size_t rows = batch.places.size();
    batch.rows = rows;
    batch.observations.resize(2 * rows * m_features);
    batch.actions.resize(rows);
    batch.rewards.resize(rows);
    batch.continues.resize(rows);
    for (std::size_t row = 0; row < rows; ++row)
    {
        const std::size_t place = batch.places[row];
        std::copy_n(&m_observations[place * m_features],
                    m_features,
                    &batch.observations[row * m_features]);
        std::copy_n(&m_nexts[place * m_features],
                    m_features,
                    &batch.observations[(rows + row) * m_features]);
        batch.actions[row] = static_cast<uint32_t>(m_actions[place]);
        batch.rewards[row] = m_rewards[place];
        batch.continues[row] = m_continues[place];
    }
}

void
TransitionRing::Save(TensorStore& store, const std::string& prefix) const
{
    const std::vector<int64_t> shape{static_cast<int64_t>(Size()),
                                     static_cast<int64_t>(m_features)};
    store.Add(prefix + ".observations", shape, m_observations);
    store.Add(prefix + ".nexts", shape, m_nexts);
    store.Add(prefix + ".actions", m_actions);
    store.Add(prefix + ".rewards", m_rewards);
    store.Add(prefix + ".continues", m_continues);
    store.Add(prefix + ".place", std::vector<double>{static_cast<double>(m_next)});
}

void
TransitionRing::Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions)
{
    TransitionRing ring(m_features, m_capacity);
    const std::size_t size = NeedRows(file, prefix + ".rewards", m_capacity);
    const auto rows = static_cast<int64_t>(size);
    const auto features = static_cast<int64_t>(m_features);
    ring.m_observations = NeedFloats(file, prefix + ".observations", {rows, features});
    ring.m_nexts = NeedFloats(file, prefix + ".nexts", {rows, features});
    ring.m_actions = NeedFloats(file, prefix + ".actions", {rows});
    ring.m_rewards = NeedFloats(file, prefix + ".rewards", {rows});
    ring.m_continues = NeedFloats(file, prefix + ".continues", {rows});
    const std::vector<double> place = NeedDoubles(file, prefix + ".place");
    const bool known = std::all_of(ring.m_actions.begin(), ring.m_actions.end(), [&](float action) {
        return action >= 0 && action < static_cast<float>(actions) && action == std::floor(action);
    });
    // A ring that is not full is filled up to its next place.
    const bool placed = place.size() == 1 && place[0] == std::floor(place[0]) && place[0] >= 0 &&
                        (size < m_capacity ? place[0] == static_cast<double>(size)
                                           : place[0] < static_cast<double>(m_capacity));
    if (!known || !placed)
    {
        throw InputError(file.Name(),
                         0,
                         "its transitions are damaged, expected those of a training");
    }
    ring.m_next = static_cast<std::size_t>(place[0]);
    *this = std::move(ring);
}

} // namespace ns3::synthnet
