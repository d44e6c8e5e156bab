/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_CONTENT_H
#define SYNTHNET_INT_CONTENT_H

#include "int-codec.h"
#include "int-head.h"
#include "int-hop.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-telemetry
/// How the packets of a domain say that they carry INT: one way in a whole domain.
struct IntPresence
{
    bool byPort{false};    //!< by the destination port of UDP, or else by the DSCP
    uint8_t dscp{0x17};    //!< 6 bits; the specification's example
    uint16_t port{0x4568}; //!< IANA has assigned none
};

/// @ingroup synthnet-telemetry
/// @return whether the packet with this place says that it carries INT
bool SaysInt(const IntPlace& place, const IntPresence& presence);

/// @ingroup synthnet-telemetry
/// What a packet carries between its TCP or UDP header and its payload.
struct IntContent
{
    IntShim shim;
    IntHeader header;
    std::vector<IntHop> hops; //!< the newest first
    /// Of MD: what the source's domain added once, behind the hops; of MX, all that follows the
    /// header. Whole words.
    std::vector<uint8_t> domainMetadata;
};

/**
 * @ingroup synthnet-telemetry
 * @brief Reads INT.
 *
 * Of MD, what is behind the hops is the source's domain metadata when there is a DS instruction.
 * @param bytes from the shim on
 * @param size how many there are
 * @return nothing when they are cut short, neither MD nor MX, of another version than INT_VERSION,
 *         or a length contradicts another: a HopML that is not what the bitmap needs (it may be
 *         more with a DS instruction), or that does not divide the stack (without one)
 */
std::optional<IntContent> ReadInt(const uint8_t* bytes, std::size_t size);

/**
 * @ingroup synthnet-telemetry
 * @brief Writes INT: shim, header, hops, domain metadata.
 *
 * The shim's length and, of MD, the words of each hop are those of the content: what the members
 * say of them is not looked at, but that with a DS instruction a HopML above the bitmap's words
 * gives each hop words with all bits set.
 * @throws InputError when ReadInt() would not read the same: there are more than 255 words, the
 *         domain's are not whole, the type is neither INT_MD nor, without hops, INT_MX, or the
 *         version is another; of MD, HopML is above 31 or, without a DS instruction, above the
 *         bitmap's words, or is 0 with hops, or there are words of the domain without a DS
 *         instruction or so many that they would be a hop
 */
std::vector<uint8_t> EncodeInt(const IntContent& content);

/// @ingroup synthnet-telemetry
/// What every hop looks at.
struct IntStart
{
    IntShim shim;
    IntHeader header;
};

/**
 * @ingroup synthnet-telemetry
 * @brief Reads shim and header; the metadata need not be there.
 * @param bytes from the shim on
 * @param size how many there are
 * @return nothing when ReadInt() would refuse what is there, whatever the metadata
 */
std::optional<IntStart> ReadIntStart(const uint8_t* bytes, std::size_t size);

/// @ingroup synthnet-telemetry
/// @return bytes of shim, header and metadata, by the shim; of 4 bytes that may be any
std::size_t IntBytes(const uint8_t* shim);

/**
 * @ingroup synthnet-telemetry
 * @brief What a source does: puts shim and header in, without metadata, and marks the packet.
 * @param head of a packet without INT that CanCarryInt(); by the port, of UDP
 * @param type INT_MD or INT_MX
 */
void StartInt(IntHead& head, IntType type, const IntHeader& header, const IntPresence& presence);

/**
 * @ingroup synthnet-telemetry
 * @brief Marks a packet with INT by the DSCP on its way: changes what a sink gives it back.
 * @param head with a shim of INT_NPT_DSCP
 * @param dscp 6 bits
 */
void SetOriginalDscp(IntHead& head, uint8_t dscp);

/// @ingroup synthnet-telemetry
/// What came of a hop's metadata.
enum class IntPush
{
    PUSHED,       //!< also when nothing is asked for
    NO_HOPS_LEFT, //!< the remaining hop count was 0: E is set
    NO_ROOM,      //!< it would exceed the MTU, or what the shim can say: M is set
    MALFORMED,    //!< INT is not whole by the packet's lengths, or not MD; it is as it was
};

/**
 * @ingroup synthnet-telemetry
 * @brief What PushIntHop() would do.
 * @param start of an MD packet
 * @param packetBytes of the IP packet, without this hop's metadata
 * @param mtu bytes of the largest IP packet on the egress line
 */
IntPush WouldPush(const IntStart& start, std::size_t packetBytes, std::size_t mtu);

/**
 * @ingroup synthnet-telemetry
 * @brief What a hop does with an MD packet, a source with its own metadata as well: pushes HopML
 * words, or none.
 *
 * HopML, bitmap, domain id and DS instruction stay as they are. Of the words that HopML has beyond
 * the bitmap's, all bits are set.
 * @param head with the whole INT header
 * @param hop whose fields that the bitmap asks for are pushed
 * @param mtu bytes of the largest IP packet on the egress line
 */
IntPush PushIntHop(IntHead& head, const IntHop& hop, std::size_t mtu);

/**
 * @ingroup synthnet-telemetry
 * @brief What a sink does: takes INT out, and gives the packet back its DSCP or its port.
 * @param head with all of INT
 * @param presence of the domain; with the port, the DSCP stays
 * @return false when the packet is as it was: INT is not whole, by the bytes that are there or by
 *         the packet's lengths, or the shim has another NPT than the presence needs
 */
bool StripInt(IntHead& head, const IntPresence& presence);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_CONTENT_H
