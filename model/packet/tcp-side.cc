/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tcp-side.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_BOUNDARIES = 65536; // when the other side never acknowledges
constexpr std::size_t FEW_BOUNDARIES = 8;      // not worth moving

bool
IsBefore(uint32_t first, uint32_t second)
{
    return SequenceDistance(first, second) < 0;
}

} // namespace

bool
TcpSide::HasSent() const
{
    return m_hasSent;
}

uint32_t
TcpSide::Next() const
{
    return m_next;
}

uint32_t
TcpSide::Base() const
{
    return m_base;
}

TcpSide::Relation
TcpSide::Relate(uint32_t sequence) const
{
    if (!m_hasSent)
    {
        return Relation::FIRST;
    }
    const int32_t distance = SequenceDistance(sequence, m_next);
    if (distance >= 0)
    {
        return distance == 0 ? Relation::NEXT : Relation::AHEAD;
    }
    return IsBefore(sequence, m_base) ? Relation::OUTSIDE : Relation::RESENT;
}

bool
TcpSide::IsBoundary(uint32_t sequence) const
{
    return std::binary_search(m_boundaries.begin() + m_forgotten,
                              m_boundaries.end(),
                              sequence,
                              IsBefore);
}

void
TcpSide::Send(uint32_t sequence, uint32_t length)
{
    const uint32_t end = sequence + length;
    if (!m_hasSent)
    {
        m_hasSent = true;
        m_base = sequence;
        m_next = sequence;
    }
    AddBoundary(sequence);
    AddBoundary(end);
    if (IsBefore(m_next, end))
    {
        m_next = end;
    }
}

void
TcpSide::Acknowledge(uint32_t acknowledgement)
{
    if (!m_hasAcknowledged || IsBefore(m_acknowledged, acknowledgement))
    {
        m_hasAcknowledged = true;
        m_acknowledged = acknowledgement;
    }
    while (m_forgotten < m_boundaries.size() && IsBefore(m_boundaries[m_forgotten], m_acknowledged))
    {
        ForgetFirstBoundary();
    }
}

uint32_t
TcpSide::Acknowledged() const
{
    return m_hasAcknowledged ? m_acknowledged : m_base;
}

void
TcpSide::AddBoundary(uint32_t sequence)
{
    if (m_hasAcknowledged && IsBefore(sequence, m_acknowledged))
    {
        return;
    }
    const auto first = m_boundaries.begin() + m_forgotten;
    if (first == m_boundaries.end() || IsBefore(m_boundaries.back(), sequence))
    {
        m_boundaries.push_back(sequence);
    }
    else
    {
        const auto place = std::lower_bound(first, m_boundaries.end(), sequence, IsBefore);
        if (*place == sequence)
        {
            return;
        }
        m_boundaries.insert(place, sequence);
    }
    if (m_boundaries.size() - m_forgotten > MOST_BOUNDARIES)
    {
        ForgetFirstBoundary();
    }
}

void
TcpSide::ForgetFirstBoundary()
{
    ++m_forgotten;
    const std::size_t left = m_boundaries.size() - m_forgotten;
    if (m_forgotten < FEW_BOUNDARIES + left)
    {
        return;
    }
    m_boundaries.erase(m_boundaries.begin(), m_boundaries.begin() + m_forgotten);
    m_forgotten = 0;
    if (m_boundaries.capacity() > 8 * (FEW_BOUNDARIES + left))
    {
        m_boundaries.shrink_to_fit();
    }
}

} // namespace ns3::synthnet
