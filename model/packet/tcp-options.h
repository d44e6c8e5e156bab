/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TCP_OPTIONS_H
#define SYNTHNET_TCP_OPTIONS_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// TCP option kinds: IANA, "TCP Parameters".
enum TcpOptionKind : uint8_t
{
    OPTION_END = 0,
    OPTION_NOP = 1,
    OPTION_MSS = 2,
    OPTION_WINDOW_SCALE = 3,
    OPTION_SACK_PERMITTED = 4,
    OPTION_SACK = 5,
    OPTION_TIMESTAMPS = 8,
};

constexpr uint8_t MOST_WINDOW_SCALE = 14; //!< RFC 7323, 2.3

/// @ingroup synthnet-packet
/// One option among a header's.
struct TcpOption
{
    uint8_t kind{OPTION_NOP};
    std::size_t at{0};   //!< bytes of options before it
    std::size_t size{1}; //!< with kind and length
};

/// @ingroup synthnet-packet
/// The options of a header, as far as they can be read.
struct TcpOptions
{
    std::vector<TcpOption> options; //!< without NOP and END
    /// Every length lies within, is what its kind must have, and behind END all is 0.
    bool isWellFormed{true};

    const TcpOption* Find(uint8_t kind) const; //!< the first of this kind, or null
};

/// @ingroup synthnet-packet
/// @brief Reads TCP options: RFC 9293, 3.1; RFC 7323; RFC 2018.
/// @param bytes behind the fixed header
TcpOptions ReadTcpOptions(const uint8_t* bytes, std::size_t count);

/// @ingroup synthnet-packet
/// @return the bytes that an option of this kind must have; 0: that differs, or is not known
std::size_t TcpOptionSize(uint8_t kind);

/// @ingroup synthnet-packet
/// @return whether an option may only be in a segment with SYN
bool IsOnlyInSyn(uint8_t kind);

} // namespace ns3::synthnet

#endif // SYNTHNET_TCP_OPTIONS_H
