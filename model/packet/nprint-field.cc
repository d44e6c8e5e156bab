/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-field.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::synthnet
{
namespace
{

struct NamedWidth
{
    const char* name;
    std::size_t bits;
};

// In the order of the wire, and of nPrint 1.2.1's columns.
constexpr NamedWidth WIDTHS[] = {
    {"eth_dhost", 48}, {"eth_shost", 48}, {"eth_ethertype", 16}, {"ipv4_ver", 4},
    {"ipv4_hl", 4},    {"ipv4_tos", 8},   {"ipv4_tl", 16},       {"ipv4_id", 16},
    {"ipv4_rbit", 1},  {"ipv4_dfbit", 1}, {"ipv4_mfbit", 1},     {"ipv4_foff", 13},
    {"ipv4_ttl", 8},   {"ipv4_proto", 8}, {"ipv4_cksum", 16},    {"ipv4_src", 32},
    {"ipv4_dst", 32},  {"ipv4_opt", 320}, {"ipv6_ver", 4},       {"ipv6_tc", 8},
    {"ipv6_fl", 20},   {"ipv6_len", 16},  {"ipv6_nh", 8},        {"ipv6_hl", 8},
    {"ipv6_src", 128}, {"ipv6_dst", 128}, {"tcp_sprt", 16},      {"tcp_dprt", 16},
    {"tcp_seq", 32},   {"tcp_ackn", 32},  {"tcp_doff", 4},       {"tcp_res", 3},
    {"tcp_ns", 1},     {"tcp_cwr", 1},    {"tcp_ece", 1},        {"tcp_urg", 1},
    {"tcp_ackf", 1},   {"tcp_psh", 1},    {"tcp_rst", 1},        {"tcp_syn", 1},
    {"tcp_fin", 1},    {"tcp_wsize", 16}, {"tcp_cksum", 16},     {"tcp_urp", 16},
    {"tcp_opt", 320},  {"udp_sport", 16}, {"udp_dport", 16},     {"udp_len", 16},
    {"udp_cksum", 16}, {"icmp_type", 8},  {"icmp_code", 8},      {"icmp_cksum", 16},
    {"icmp_roh", 32},
};

std::vector<NprintField>
MakeFields()
{
    std::vector<NprintField> fields;
    std::size_t at = 0;
    for (const NamedWidth& width : WIDTHS)
    {
        fields.push_back({width.name, at, width.bits});
        at += width.bits;
    }
    return fields;
}

} // namespace

NprintSpan
SpanOf(NprintHeader header)
{
    switch (header)
    {
    case NprintHeader::ETH:
        return {0, 14, 14};
    case NprintHeader::IPV4:
        return {14, 60, 20};
    case NprintHeader::IPV6:
        return {74, 40, 40};
    case NprintHeader::TCP:
        return {114, 60, 20};
    case NprintHeader::UDP:
        return {174, 8, 8};
    case NprintHeader::ICMP:
        return {182, 8, 8};
    case NprintHeader::PAYLOAD:
        return {NPRINT_HEADER_BYTES, 0, 0};
    }
    return {};
}

const std::vector<NprintField>&
NprintFields()
{
    static const std::vector<NprintField> fields = MakeFields();
    return fields;
}

std::optional<NprintField>
FindNprintField(std::string_view name)
{
    const auto& fields = NprintFields();
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const NprintField& field) {
        return field.name == name;
    });
    return found == fields.end() ? std::nullopt : std::optional(*found);
}

NprintField
NprintFieldOf(std::string_view name)
{
    if (const auto field = FindNprintField(name))
    {
        return *field;
    }
    throw std::invalid_argument("nPrint has no field " + std::string(name));
}

} // namespace ns3::synthnet
