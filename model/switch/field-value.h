/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FIELD_VALUE_H
#define SYNTHNET_FIELD_VALUE_H

#include "packet-fields.h"

#include <optional>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief Parses a value as simple_switch_CLI writes it.
 *
 * Decimal, hexadecimal with 0x; an IPv4 address for 32 bits, a MAC address for 48, an IPv6 address
 * for 128.
 *
 * @param text the value, without blanks
 * @param width bits of the field, 1 to 128
 * @return nothing when it is not a value or does not fit
 */
std::optional<Bits128> ParseValue(std::string_view text, unsigned width);

} // namespace ns3::synthnet

#endif // SYNTHNET_FIELD_VALUE_H
