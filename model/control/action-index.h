/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ACTION_INDEX_H
#define SYNTHNET_ACTION_INDEX_H

#include "gym-space.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Numbers the actions of a space, as an agent with one output for each action needs it.
 *
 * Those of a DiscreteSpace have their own numbers; those of a MultiDiscreteSpace are counted with
 * the last element fastest.
 */
class ActionIndex
{
  public:
    static constexpr std::size_t MOST_ACTIONS = 4096; //!< that can be numbered

    /// @throws InputError when the space is of another kind, or has too many actions
    explicit ActionIndex(const GymSpace& space);

    std::size_t Size() const; //!< actions, at least 1

    /// @param index below Size()
    GymValue Action(std::size_t index) const;

    /// @param action of the space
    /// @throws std::invalid_argument when it is not in the space
    std::size_t Index(const GymValue& action) const;

  private:
    GymSpace m_space;
    std::vector<int64_t> m_sizes; // of the elements; of a DiscreteSpace one
    std::size_t m_count{1};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ACTION_INDEX_H
