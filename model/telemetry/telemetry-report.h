/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TELEMETRY_REPORT_H
#define SYNTHNET_TELEMETRY_REPORT_H

#include "int-hop.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

constexpr std::size_t REPORT_GROUP_BYTES = 8;       //!< the group header
constexpr std::size_t REPORT_HEADER_BYTES = 4;      //!< the first word of an individual report
constexpr std::size_t REPORT_INT_BYTES = 8;         //!< of an INT report: bitmaps, domain, status
constexpr uint16_t REPORT_PORT = 32766;             //!< a collector's, by default; none is assigned
constexpr uint8_t REPORT_VERSION = 2;               //!< of the group header
constexpr uint32_t REPORT_MOST_SEQUENCE = 0x3fffff; //!< 22 bits, then 0 again
constexpr uint8_t REPORT_TO_THE_END = 0xff;         //!< a report length: to the end of the payload

/// @ingroup synthnet-telemetry
/// What an individual report tells, 4 bits.
enum ReportType : uint8_t
{
    REPORT_INNER_ONLY = 0, //!< nothing but the inner content
    REPORT_INT = 1,        //!< metadata of INT, then the inner content
    REPORT_IOAM = 2,       //!< metadata of IOAM, which is taken for inner content here
};

/// @ingroup synthnet-telemetry
/// What the inner content of an individual report is, 4 bits.
enum ReportInner : uint8_t
{
    REPORT_NO_INNER = 0,
    REPORT_TLV = 1,
    REPORT_DOMAIN_EXTENSION = 2,
    REPORT_ETHERNET = 3,
    REPORT_IPV4 = 4,
    REPORT_IPV6 = 5,
};

/**
 * @ingroup synthnet-telemetry
 * @brief The header of a group of reports, first in a UDP payload: Ver 4, hw_id 6, sequence number
 * 22; node id 32.
 *
 * Source: Telemetry Report Format Specification v2.0.
 */
struct ReportGroup
{
    uint8_t version{REPORT_VERSION}; //!< 4 bits
    uint8_t hardwareId{0};           //!< of a part of the node that reports by itself, 6 bits
    uint32_t sequence{0}; //!< 22 bits, counts per node, hardware id and destination of the reports
    uint32_t nodeId{0};   //!< who reports
};

/// @ingroup synthnet-telemetry
/// @return whether two headers are equal in every field
bool operator==(const ReportGroup& a, const ReportGroup& b);

/// @ingroup synthnet-telemetry
/// @param bytes room for REPORT_GROUP_BYTES
void EncodeReportGroup(const ReportGroup& group, uint8_t* bytes);

/// @ingroup synthnet-telemetry
/// @param bytes REPORT_GROUP_BYTES of them; its version may be any
ReportGroup DecodeReportGroup(const uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief One report: RepType 4, InType 4, RepLen 8, MDLen 8, D, Q, F, I, reserved 4; with
 * REPORT_INT then the bitmap, the domain id, the domain's bitmap and status, 16 bits each, and the
 * metadata; then the inner content.
 *
 * The bitmap has IntInstruction's bits, but bit 0 is reserved, because the group has the node's id,
 * and bit 15 is INT_DROP_REASON: `QueueId 8, DropReason 8, 16 bits of padding` in IntHop::last.
 * Metadata that a node does not have is not in the report: its bit is clear.
 */
struct Report
{
    uint8_t type{REPORT_INT};            //!< ReportType, 4 bits
    uint8_t innerType{REPORT_NO_INNER};  //!< ReportInner, 4 bits
    bool dropped{false};                 //!< D: of a packet that the node dropped
    bool congested{false};               //!< Q: of a packet that met a long queue
    bool tracked{false};                 //!< F: of a flow that is watched
    bool intermediate{false};            //!< I: of a node that is no sink of an INT domain
    uint16_t bitmap{0};                  //!< with REPORT_INT: which fields of `hop` there are
    uint16_t domainId{0};                //!< with REPORT_INT
    uint16_t domainBitmap{0};            //!< with REPORT_INT: DsMdBits
    uint16_t domainStatus{0};            //!< with REPORT_INT: DsMdStatus
    IntHop hop;                          //!< with REPORT_INT; its nodeId is in the group
    std::vector<uint8_t> domainMetadata; //!< with REPORT_INT: whole words
    std::vector<uint8_t> inner;          //!< content; the last report's may end within a word
};

/// @ingroup synthnet-telemetry
/// @return whether two reports are equal in every field
bool operator==(const Report& a, const Report& b);

/**
 * @ingroup synthnet-telemetry
 * @brief Appends a report to a UDP payload.
 *
 * A report whose inner content is no whole number of words, or too long for RepLen, says
 * REPORT_TO_THE_END, and nothing can follow it.
 * @param report whose domain metadata is whole words; at most 255 words of metadata in all
 * @param payload a group header and the reports before this one
 * @throws InputError when the report cannot be encoded
 */
void AppendReport(const Report& report, std::vector<uint8_t>& payload);

/**
 * @ingroup synthnet-telemetry
 * @brief One piece of the inner content of a report with REPORT_TLV: Type 4, reserved 4, Length 8,
 * template 16, then the data.
 */
struct ReportTlv
{
    /// Values of `type`.
    enum Type : uint8_t
    {
        DOMAIN_EXTENSION = 0,   //!< what the domain specifies
        TRUNCATED_ETHERNET = 1, //!< the start of a packet, from its Ethernet header
        TRUNCATED_IPV4 = 2,     //!< from its IPv4 header
        TRUNCATED_IPV6 = 3,     //!< from its IPv6 header
    };

    uint8_t type{DOMAIN_EXTENSION}; //!< 4 bits
    uint16_t templateId{0};         //!< how the domain reads the data
    std::vector<uint8_t> data;      //!< whole words, 255 at most
};

/// @ingroup synthnet-telemetry
/// @return whether two pieces are equal in every field
bool operator==(const ReportTlv& a, const ReportTlv& b);

/// @ingroup synthnet-telemetry
/// @brief Appends a piece to the inner content of a report.
/// @throws InputError when its data is no whole number of words, or more than 255 of them
void AppendReportTlv(const ReportTlv& tlv, std::vector<uint8_t>& inner);

/// @ingroup synthnet-telemetry
/// @return the pieces of a report's inner content; nothing when a length contradicts its size
std::optional<std::vector<ReportTlv>> DecodeReportTlvs(const std::vector<uint8_t>& inner);

/// @ingroup synthnet-telemetry
/// What a UDP payload to a collector says.
struct ReportPacket
{
    ReportGroup group;
    std::vector<Report> reports; //!< in the order of the payload
};

/**
 * @ingroup synthnet-telemetry
 * @brief Writes the UDP payload of a telemetry report.
 * @throws InputError as AppendReport() does, and when a report that goes to the end is not the last
 */
std::vector<uint8_t> EncodeReportPacket(const ReportPacket& packet);

/**
 * @ingroup synthnet-telemetry
 * @brief Reads the UDP payload of a telemetry report.
 * @return nothing when it is of another version, cut short, or a length contradicts another
 */
std::optional<ReportPacket> DecodeReportPacket(const uint8_t* bytes, std::size_t size);

} // namespace ns3::synthnet

#endif // SYNTHNET_TELEMETRY_REPORT_H
