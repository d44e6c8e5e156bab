/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INPUT_TEXT_H
#define SYNTHNET_INPUT_TEXT_H

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Reads a number as std::from_chars() does: no blank, no plus sign, no locale.
 * @tparam Number an integer type or double, which then may be infinite or NaN
 * @param text the number and nothing else
 * @return nothing when it is none or does not fit the type
 */
template <typename Number>
std::optional<Number>
ParseWhole(std::string_view text)
{
    Number number{};
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc() && result.ptr == end ? std::optional(number) : std::nullopt;
}

/// @ingroup synthnet
/// @return what a user wrote in quotation marks, cut when it is long, and without the characters
///         that would break a one-line message or the terminal
std::string QuoteInput(std::string_view text);

/// @ingroup synthnet
/// @return whether the bytes are UTF-8 (RFC 3629)
bool IsUtf8(std::string_view text);

} // namespace ns3::synthnet

#endif // SYNTHNET_INPUT_TEXT_H
