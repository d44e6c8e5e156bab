/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_CODEC_H
#define SYNTHNET_INT_CODEC_H

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

constexpr std::size_t INT_SHIM_BYTES = 4;    //!< the shim header
constexpr std::size_t INT_HEADER_BYTES = 12; //!< an INT-MD or INT-MX header without metadata
/// @ingroup synthnet-telemetry
/// What every packet with INT has at least: shim and header.
constexpr std::size_t INT_START_BYTES = INT_SHIM_BYTES + INT_HEADER_BYTES;
constexpr uint8_t INT_VERSION = 2;            //!< in both headers, for v2.1 as well
constexpr unsigned INT_MOST_SHIM_WORDS = 255; //!< that a shim's length can say

constexpr uint16_t INT_DISCARD_BIT = 0x0800;  //!< D, in the first 16 bits of a header
constexpr uint16_t INT_EXCEEDED_BIT = 0x0400; //!< E, there
constexpr uint16_t INT_MTU_BIT = 0x0200;      //!< M, there

/// @ingroup synthnet-telemetry
/// What a shim is followed by: its type, 4 bits.
enum IntType : uint8_t
{
    INT_MD = 1,          //!< metadata is embedded hop by hop
    INT_DESTINATION = 2, //!< for the destination only
    INT_MX = 3,          //!< hops report, the packet carries instructions
};

/// @ingroup synthnet-telemetry
/// What the last 16 bits of a shim hold: its NPT, 2 bits.
enum IntNextProtocolType : uint8_t
{
    INT_NPT_DSCP = 0,     //!< the original DSCP; what follows INT is the TCP or UDP payload
    INT_NPT_PORT = 1,     //!< the original destination port, in place of which INT's was put
    INT_NPT_PROTOCOL = 2, //!< the IP protocol of what follows INT
};

/**
 * @ingroup synthnet-telemetry
 * @brief The shim between a TCP or UDP header and INT: Type 4, NPT 2, reserved 2, Length 8, and 16
 * bits by NPT.
 */
struct IntShim
{
    uint8_t type{INT_MD};      //!< IntType, 4 bits
    uint8_t npt{INT_NPT_DSCP}; //!< IntNextProtocolType, 2 bits
    uint8_t length{0};         //!< 4-byte words of header and metadata, without the shim
    uint8_t dscp{0};           //!< 6 bits, with INT_NPT_DSCP
    uint16_t port{0};          //!< with INT_NPT_PORT
    uint8_t protocol{0};       //!< with INT_NPT_PROTOCOL
};

/// @ingroup synthnet-telemetry
/// @return whether two shims are equal in every field
bool operator==(const IntShim& a, const IntShim& b);

/// @ingroup synthnet-telemetry
/// @param bytes room for INT_SHIM_BYTES; what NPT does not name and what is reserved becomes 0
void EncodeIntShim(const IntShim& shim, uint8_t* bytes);

/// @ingroup synthnet-telemetry
/// @param bytes INT_SHIM_BYTES of them; fields that NPT does not name are 0
IntShim DecodeIntShim(const uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief The INT-MD header: Ver 4, D, E, M, reserved 12, HopML 5, RemainingHopCount 8; bitmap and
 * domain id, 16 bits each; DS instruction and flags, 16 bits each.
 *
 * The same with MX: of its first word it has Ver and D only.
 */
struct IntHeader
{
    uint8_t version{INT_VERSION};   //!< 4 bits
    bool discard{false};            //!< D: the sink discards the packet after extracting
    bool exceeded{false};           //!< E: the remaining hop count was 0 at some hop; MD
    bool mtuExceeded{false};        //!< M: the metadata of some hop had no room; MD
    uint8_t hopMl{0};               //!< 4-byte words that a hop adds, 5 bits; MD
    uint8_t remainingHops{0};       //!< that may add metadata; MD
    uint16_t bitmap{0};             //!< of IntInstruction
    uint16_t domainId{0};           //!< whose DS instruction this is
    uint16_t domainInstructions{0}; //!< DS instruction
    uint16_t domainFlags{0};        //!< DS flags
};

/// @ingroup synthnet-telemetry
/// @return whether two headers are equal in every field
bool operator==(const IntHeader& a, const IntHeader& b);

/// @ingroup synthnet-telemetry
/// @param type INT_MD, or INT_MX, which leaves out what MX does not have
/// @param bytes room for INT_HEADER_BYTES; what is reserved becomes 0
void EncodeIntHeader(const IntHeader& header, IntType type, uint8_t* bytes);

/// @ingroup synthnet-telemetry
/// @param type INT_MD, or INT_MX, where what MX does not have is 0
/// @param bytes INT_HEADER_BYTES of them; its version may be any
IntHeader DecodeIntHeader(const uint8_t* bytes, IntType type);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_CODEC_H
