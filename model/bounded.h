/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BOUNDED_H
#define SYNTHNET_BOUNDED_H

#include <algorithm>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Holds a draw of a distribution that a user chose within what can be made of it.
 * @return the value, or the nearest from @p least to @p most; @p least for what is not a number
 */
inline double
Bounded(double value, double least, double most)
{
    return value > least ? std::min(value, most) : least;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_BOUNDED_H
