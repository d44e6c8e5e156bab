/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OPTION_VALUES_H
#define SYNTHNET_OPTION_VALUES_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Reads an option that has two values.
 * @return whether @p value is @p yes
 * @throws InputError when it is neither @p no nor @p yes
 */
bool ParseChoice(const std::string& option,
                 const std::string& value,
                 const std::string& no,
                 const std::string& yes);

/// @ingroup synthnet-programs
/// @return the names as a text: "a", "a or b", "a, b or c"
std::string AnyOf(const std::vector<std::string>& names);

/**
 * @ingroup synthnet-programs
 * @brief Reads an option that has a few values.
 * @return the place of @p value among @p choices
 * @throws InputError when it is none of them
 */
std::size_t ParseOneOf(const std::string& option,
                       const std::string& value,
                       const std::vector<std::string>& choices);

/// @ingroup synthnet-programs
/// @return the items between commas, empty ones left out
std::vector<std::string> ParseList(const std::string& value);

/// @ingroup synthnet-programs
/// @return ParseList() of different names
/// @throws InputError when a name is there twice
std::vector<std::string> ParseNames(const std::string& option, const std::string& value);

/// @ingroup synthnet-programs
/// @return the file name extensions that --pictures asks for, none of "none"
/// @throws InputError for an unknown one
std::vector<std::string> ParsePictureFormats(const std::string& value);

/// @ingroup synthnet-programs
/// @return @p value
/// @throws InputError when it is below @p least
int64_t NeedAtLeast(const std::string& option, int64_t value, int64_t least);

/// @ingroup synthnet-programs
/// @return @p value
/// @throws InputError when it is not from @p least to @p most
int64_t NeedWithin(const std::string& option, int64_t value, int64_t least, int64_t most);

/// @ingroup synthnet-programs
/// @return the number that @p value writes, decimal, or hexadecimal behind 0x
/// @throws InputError when it is none, or not from @p least to @p most
int64_t ParseWithin(const std::string& option,
                    const std::string& value,
                    int64_t least,
                    int64_t most);

/// @ingroup synthnet-programs
/// @brief Prints a note on standard error as a line of its own, unless it is empty.
void PrintNote(const std::string& note);

} // namespace ns3::synthnet

#endif // SYNTHNET_OPTION_VALUES_H
