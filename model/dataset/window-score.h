/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WINDOW_SCORE_H
#define SYNTHNET_WINDOW_SCORE_H

#include "window-set.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief How far other windows are from real ones, by one measure.
 */
class WindowScore
{
  public:
    virtual ~WindowScore() = default;

    /**
     * @param real, other windows of the same features and length, at least one each
     * @param seed of what the measure draws at random
     * @return the smaller the better; the same for the same arguments
     */
    virtual double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const = 0;

    /// @return windows that share no row, of which each side must have as many; Compare() may throw
    ///         an InputError when it has fewer
    virtual Eigen::Index FewestWindows() const
    {
        return 1;
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WINDOW_SCORE_H
