/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HTML_TEXT_H
#define SYNTHNET_HTML_TEXT_H

#include <string>
#include <string_view>

namespace ns3::synthnet
{

/// @ingroup synthnet-report
/// @return the text as HTML shows it literally, also between double quotes of an attribute
std::string EscapeHtml(std::string_view text);

/// @ingroup synthnet-report
/// @return the bytes in Base64 (RFC 4648, section 4), with padding
std::string Base64(std::string_view bytes);

} // namespace ns3::synthnet

#endif // SYNTHNET_HTML_TEXT_H
