/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "prioritized-replay.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{
namespace
{

constexpr double LEAST_ERROR = 1e-3; // what was learned well comes up now and then

} // namespace

PrioritizedReplay::PrioritizedReplay(std::size_t features, std::size_t capacity, double exponent)
    : ReplayBuffer(features, capacity),
      m_exponent(exponent)
{
}

void
PrioritizedReplay::Add(const Transition& transition)
{
    m_shares.Set(m_ring.Add(transition), m_largest);
}

void
PrioritizedReplay::Sample(std::size_t rows,
                          double correction,
                          RandomNumbers& random,
                          TransitionBatch& batch) const
{
    batch.places.resize(rows);
    batch.weights.resize(rows);
    const double sum = m_shares.Sum();
    const auto size = static_cast<double>(m_ring.Size());
    float largest = 0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        // 48 bits: one draw of 24 would leave places of a large buffer out.
        const double within =
            static_cast<double>(random.Uniform()) + static_cast<double>(random.Uniform()) * 0x1p-24;
        const double part = sum * (static_cast<double>(row) + within) / static_cast<double>(rows);
        const std::size_t place = m_shares.Find(part);
        batch.places[row] = place;
        batch.weights[row] =
            static_cast<float>(std::pow(size * m_shares.At(place) / sum, -correction));
        largest = std::max(largest, batch.weights[row]);
    }
    for (float& weight : batch.weights)
    {
        weight /= largest;
    }
    m_ring.Gather(batch);
}

void
PrioritizedReplay::Rate(const TransitionBatch& batch, const std::vector<float>& errors)
{
    for (std::size_t row = 0; row < batch.rows; ++row)
    {
        const double error = std::abs(static_cast<double>(errors[row]));
        const double share = std::pow(error + LEAST_ERROR, m_exponent);
        m_shares.Set(batch.places[row], share);
        m_largest = std::max(m_largest, share);
    }
}

void
PrioritizedReplay::Save(TensorStore& store, const std::string& prefix) const
{
    ReplayBuffer::Save(store, prefix);
    std::vector<double> shares(m_ring.Size());
    for (std::size_t place = 0; place < shares.size(); ++place)
    {
        shares[place] = m_shares.At(place);
    }
    store.Add(prefix + ".shares", shares);
    store.Add(prefix + ".largest", std::vector<double>{m_largest});
}

void
PrioritizedReplay::Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions)
{
    const std::vector<double> shares = NeedDoubles(file, prefix + ".shares");
    const std::vector<double> largest = NeedDoubles(file, prefix + ".largest");
    const auto good = [](double share) { return std::isfinite(share) && share > 0; };
    if (largest.size() != 1 || !good(largest[0]) ||
        !std::all_of(shares.begin(), shares.end(), good))
    {
        throw InputError(file.Name(), 0, "its priorities are damaged, expected numbers above 0");
    }
    ReplayBuffer::Load(file, prefix, actions);
    if (shares.size() != m_ring.Size())
    {
        throw InputError(file.Name(),
                         0,
                         "has " + std::to_string(shares.size()) + " priorities, expected " +
                             std::to_string(m_ring.Size()));
    }
    m_shares = SumTree();
    for (std::size_t place = 0; place < shares.size(); ++place)
    {
        m_shares.Set(place, shares[place]);
    }
    m_largest = largest[0];
}

} // namespace ns3::synthnet
