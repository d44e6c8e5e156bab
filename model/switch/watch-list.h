/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WATCH_LIST_H
#define SYNTHNET_WATCH_LIST_H

#include "packet-fields.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief Packets that telemetry is wanted of, and how many of them. What is not set matches all.
 */
struct WatchRule
{
    /// Addresses of one family.
    struct Prefix
    {
        bool isIpv6{false};
        Bits128 value; //!< host byte order; bits outside of the mask do not matter
        Bits128 mask;  //!< leading bits
    };

    /// L4 ports, both ends included.
    struct Ports
    {
        uint16_t first{0};
        uint16_t last{UINT16_MAX};
    };

    std::optional<Prefix> source;
    std::optional<Prefix> destination;
    std::optional<uint8_t> protocol;       //!< IANA number
    std::optional<Ports> sourcePorts;      //!< of TCP or UDP
    std::optional<Ports> destinationPorts; //!< of TCP or UDP
    std::optional<uint8_t> dscp;           //!< 6 bits
    uint32_t every{1};                     //!< of those that match, the first of this many
    double probability{1};                 //!< of each of these; 0 to 1

    /// @return whether it is about such a packet, sampled or not
    bool Matches(const PacketFields& fields) const;
};

/**
 * @ingroup synthnet-switch
 * @brief The watch list of a node, as the INT specification calls it: the first rule that matches
 * decides whether a packet is watched.
 */
class WatchList
{
  public:
    /// Nothing is watched.
    WatchList() = default;
    explicit WatchList(std::vector<WatchRule> rules);

    /**
     * @brief Reads a list: rules with `;` between them, each of conditions with `,` between them.
     *
     * Conditions are `src=` and `dst=` with an IPv4 or IPv6 address and perhaps `/LENGTH`,
     * `protocol=` with tcp, udp or a number, `sport=` and `dport=` with a port or `FIRST-LAST`,
     * `dscp=` with 0 to 63; `every=N` and `probability=P` choose among what matches. `all` is
     * every IP packet, which other conditions narrow down, and an empty text a list without rules.
     * A rule has each of them once.
     * @throws InputError with the number of the rule and the condition that it cannot read
     */
    static WatchList Parse(std::string_view text);

    /**
     * @brief Decides about a packet, and counts it for its rule's `every`.
     * @param fields of the packet
     * @param uniform draws from 0 to 1; asked only where a rule has a probability below 1
     */
    bool Watches(const PacketFields& fields, const std::function<double()>& uniform);

    const std::vector<WatchRule>& GetRules() const; //!< in the order in which they are tried

  private:
    std::vector<WatchRule> m_rules;
    std::vector<uint32_t> m_matched; //!< packets of each rule since the last that was watched
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WATCH_LIST_H
