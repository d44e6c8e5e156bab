/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SUM_TREE_H
#define SYNTHNET_SUM_TREE_H

#include <cstddef>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Shares by place, and the place at which a part of their sum is reached, both in the
 * logarithm of their number.
 *
 * A node is the sum of its two children, whenever they change: the shares alone decide all bits,
 * not the order in which they were set.
 */
class SumTree
{
  public:
    /// @param place which the tree grows to hold, if need be
    /// @param share at least 0
    void Set(std::size_t place, double share);

    double At(std::size_t place) const; //!< the share; 0 where none was set
    double Sum() const;                 //!< of all shares

    /// @return the first place where the sum of the shares up to and with its own is above
    ///         @p part; of the last share above 0 when none is
    /// @param part from 0 to below Sum(), which is above 0
    std::size_t Find(double part) const;

  private:
    std::size_t m_leaves{0};     // a power of two, or none
    std::vector<double> m_nodes; // [2 · leaves]; the root is 1, the children of i are 2i and 2i + 1
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SUM_TREE_H
