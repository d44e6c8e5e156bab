/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONFIG_RANGES_H
#define SYNTHNET_CONFIG_RANGES_H

#include "input-error.h"

#include <cstddef>
#include <functional>
#include <string>

/**
 * @file
 * What the configurations of all that is trained check alike.
 */

namespace ns3::synthnet
{

/// Rows of a window, or windows of a batch: beyond any sensible network; keeps sizes of arrays far
/// from overflow.
inline constexpr std::size_t MOST_ROWS = 1 << 16;
inline constexpr std::size_t MOST_UNITS = 4096;     //!< of a layer
inline constexpr std::size_t MOST_STEPS = 10000000; //!< of a phase

/// @throws InputError when @p value is not from @p least to @p most
inline void
NeedCount(const std::string& name, std::size_t value, std::size_t least, std::size_t most)
{
    if (value < least || value > most)
    {
        throw InputError(name + " is " + std::to_string(value) + ", expected " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
}

/// @throws InputError unless @p value is above 0 and at most 1
inline void
NeedLearningRate(double value)
{
    if (!(value > 0 && value <= 1))
    {
        throw InputError("learningRate is " + std::to_string(value) +
                         ", expected above 0 and at most 1");
    }
}

/// Runs @p check of a configuration read from @p file.
/// @throws InputError when it does, with the file
inline void
CheckRead(const std::string& file, const std::function<void()>& check)
{
    try
    {
        check();
    }
    catch (const InputError& error)
    {
        throw InputError(file, 0, std::string("config: ") + error.what());
    }
}

} // namespace ns3::synthnet

#endif // SYNTHNET_CONFIG_RANGES_H
