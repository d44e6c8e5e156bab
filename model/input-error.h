/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INPUT_ERROR_H
#define SYNTHNET_INPUT_ERROR_H

#include <cstddef>
#include <stdexcept>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief What a user gave is wrong: a file, a line of it, or an option.
 *
 * The message is one line without a final stop. Programs print it after their own name on
 * standard error and exit with status 1.
 */
class InputError : public std::runtime_error
{
  public:
    /// @param message what is wrong and what was expected, one line
    explicit InputError(const std::string& message)
        : std::runtime_error(message)
    {
    }

    /**
     * @param file the file's name as the user gave it
     * @param line the line, counted from 1; 0 when the whole file is meant
     * @param message what is wrong and what was expected
     */
    InputError(const std::string& file, std::size_t line, const std::string& message)
        : std::runtime_error(line == 0 ? file + ": " + message
                                       : file + ":" + std::to_string(line) + ": " + message)
    {
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INPUT_ERROR_H
