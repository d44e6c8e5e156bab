/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_XML_TIME_H
#define SYNTHNET_XML_TIME_H

#include <optional>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/// @ingroup synthnet-dash
/// Takes a decimal fraction without sign or exponent from the front of @p text, if there is one.
std::optional<double> TakeDecimal(std::string_view& text);

/// @ingroup synthnet-dash
/// @param value below 1e15
/// @param digits behind the point, 1 to 9; trailing zeros are left out
std::string FormatDecimal(double value, int digits);

/**
 * @ingroup synthnet-dash
 * @param text an xs:duration of XML Schema ("P1DT2H3M4.5S"), without months and years, which have
 *        no fixed length
 * @return s; nothing when it is none
 */
std::optional<double> ParseXmlDuration(std::string_view text);

/// @ingroup synthnet-dash
/// @param seconds at least 0, kept to a nanosecond
std::string FormatXmlDuration(double seconds);

/**
 * @ingroup synthnet-dash
 * @param text an xs:dateTime in UTC from 1970 on ("2023-09-17T01:06:24.5Z", the Z optional)
 * @return Unix time in s; nothing when it is none
 */
std::optional<double> ParseXmlDateTime(std::string_view text);

/// @ingroup synthnet-dash
/// @param unixTime s, kept to a millisecond
std::string FormatXmlDateTime(double unixTime);

} // namespace ns3::synthnet

#endif // SYNTHNET_XML_TIME_H
