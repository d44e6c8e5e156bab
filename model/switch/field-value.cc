/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "field-value.h"

#include "match-key.h"

#include <array>
#include <string>

#include <arpa/inet.h>

namespace ns3::synthnet
{

namespace
{

std::optional<unsigned>
Digit(char c)
{
    if (c >= '0' && c <= '9')
    {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f')
    {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F')
    {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

std::optional<Bits128>
ParseDigits(std::string_view digits, unsigned base)
{
    std::array<uint64_t, 4> limbs{}; // 32 bits each, the lowest first
    for (const char c : digits)
    {
        const std::optional<unsigned> digit = Digit(c);
        if (!digit || *digit >= base)
        {
            return std::nullopt;
        }
        uint64_t carry = *digit;
        for (uint64_t& limb : limbs)
        {
            limb = limb * base + carry;
            carry = limb >> 32;
            limb &= 0xffffffff;
        }
        if (carry != 0)
        {
            return std::nullopt;
        }
    }
    if (digits.empty())
    {
        return std::nullopt;
    }
    return Bits128{limbs[3] << 32 | limbs[2], limbs[1] << 32 | limbs[0]};
}

template <std::size_t N>
Bits128
FromBytes(const std::array<uint8_t, N>& bytes)
{
    Bits128 value;
    for (const uint8_t byte : bytes)
    {
        value.high = value.high << 8 | value.low >> 56;
        value.low = value.low << 8 | byte;
    }
    return value;
}

template <std::size_t N>
std::optional<Bits128>
ParseAddress(std::string_view text, int family)
{
    std::array<uint8_t, N> bytes;
    // A NUL inside would end the text early for inet_pton.
    const bool ok = text.find('\0') == std::string_view::npos &&
                    inet_pton(family, std::string(text).c_str(), bytes.data()) == 1;
    return ok ? std::optional(FromBytes(bytes)) : std::nullopt;
}

std::optional<Bits128>
ParseMac(std::string_view text)
{
    constexpr std::size_t length = 17; // six pairs of digits, five colons
    if (text.size() != length)
    {
        return std::nullopt;
    }
    uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
    {
        if (i % 3 == 2)
        {
            if (text[i] != ':')
            {
                return std::nullopt;
            }
            continue;
        }
        const std::optional<unsigned> digit = Digit(text[i]);
        if (!digit)
        {
            return std::nullopt;
        }
        value = value << 4 | *digit;
    }
    return Bits128{0, value};
}

std::optional<Bits128>
ParseAny(std::string_view text, unsigned width)
{
    if (width == 32 && text.find('.') != std::string_view::npos)
    {
        return ParseAddress<4>(text, AF_INET);
    }
    if (width == 48 && text.find(':') != std::string_view::npos)
    {
        return ParseMac(text);
    }
    if (width == 128 && text.find(':') != std::string_view::npos)
    {
        return ParseAddress<16>(text, AF_INET6);
    }
    const std::string_view prefix = text.substr(0, 2);
    if (prefix == "0x" || prefix == "0X")
    {
        return ParseDigits(text.substr(2), 16);
    }
    return ParseDigits(text, 10);
}

} // namespace

std::optional<Bits128>
ParseValue(std::string_view text, unsigned width)
{
    const std::optional<Bits128> value = ParseAny(text, width);
    if (!value || (*value & LowBits(width)) != *value)
    {
        return std::nullopt;
    }
    return value;
}

} // namespace ns3::synthnet
