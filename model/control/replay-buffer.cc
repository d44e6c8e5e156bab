/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-buffer.h"

namespace ns3::synthnet
{

ReplayBuffer::ReplayBuffer(std::size_t features, std::size_t capacity)
    : m_ring(features, capacity)
{
}

void
ReplayBuffer::Add(const Transition& transition)
{
    m_ring.Add(transition);
}

const TransitionRing&
ReplayBuffer::Ring() const
{
    return m_ring;
}

void
ReplayBuffer::Save(TensorStore& store, const std::string& prefix) const
{
    m_ring.Save(store, prefix);
}

void
ReplayBuffer::Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions)
{
    m_ring.Load(file, prefix, actions);
}

} // namespace ns3::synthnet
