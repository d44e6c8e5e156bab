/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "sum-tree.h"

#include <algorithm>

namespace ns3::synthnet
{

void
SumTree::Set(std::size_t place, double share)
{
    if (place >= m_leaves)
    {
        const std::vector<double> old = std::move(m_nodes);
        const std::size_t count = m_leaves;
        m_leaves = std::max<std::size_t>(m_leaves, 1);
        while (m_leaves <= place)
        {
            m_leaves *= 2;
        }
        m_nodes.assign(2 * m_leaves, 0.0);
        std::copy_n(old.begin() + static_cast<std::ptrdiff_t>(count),
                    count,
                    m_nodes.begin() + static_cast<std::ptrdiff_t>(m_leaves));
        for (std::size_t i = m_leaves; i-- > 1;)
        {
            m_nodes[i] = m_nodes[2 * i] + m_nodes[2 * i + 1];
        }
    }
    std::size_t node = m_leaves + place;
    m_nodes[node] = share;
    for (node /= 2; node > 0; node /= 2)
    {
        m_nodes[node] = m_nodes[2 * node] + m_nodes[2 * node + 1];
    }
}

double
SumTree::At(std::size_t place) const
{
    return place < m_leaves ? m_nodes[m_leaves + place] : 0;
}

double
SumTree::Sum() const
{
    return m_leaves > 0 ? m_nodes[1] : 0;
}

std::size_t
SumTree::Find(double part) const
{
    std::size_t node = 1;
    while (node < m_leaves)
    {
        node *= 2;
        // Rounding must not lead to where there is nothing.
        if (part >= m_nodes[node] && m_nodes[node + 1] > 0)
        {
            part -= m_nodes[node];
            ++node;
        }
    }
    return node - m_leaves;
}

} // namespace ns3::synthnet
