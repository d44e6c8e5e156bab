/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "watch-list.h"

#include "field-value.h"
#include "match-key.h"

#include "ns3/input-error.h"

#include <boost/algorithm/string.hpp>

#include <charconv>
#include <set>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr const char* CONDITIONS =
    "expected src, dst, protocol, sport, dport, dscp, every or probability with = and a value, or "
    "all";

/// @return nothing for what is not just a number from @p least to @p most
std::optional<uint32_t>
NumberIn(std::string_view text, uint32_t least, uint32_t most)
{
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<WatchRule::Prefix>
ReadPrefix(std::string_view text)
{
    const auto slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    WatchRule::Prefix prefix;
    prefix.isIpv6 = address.find(':') != std::string_view::npos;
    const unsigned width = prefix.isIpv6 ? 128 : 32;
    const bool isAddress = prefix.isIpv6 || address.find('.') != std::string_view::npos;
    const auto value = ParseValue(address, width);
    const auto length = slash == std::string_view::npos
                            ? std::optional<uint32_t>(width)
                            : NumberIn(text.substr(slash + 1), 0, width);
    if (!isAddress || !value || !length)
    {
        return std::nullopt;
    }
    prefix.mask = PrefixMask(width, *length);
    prefix.value = *value & prefix.mask;
    return prefix;
}

std::optional<WatchRule::Ports>
ReadPorts(std::string_view text)
{
    const auto dash = text.find('-');
    const auto first = NumberIn(text.substr(0, dash), 0, UINT16_MAX);
    const auto last =
        dash == std::string_view::npos ? first : NumberIn(text.substr(dash + 1), 0, UINT16_MAX);
    if (!first || !last || *first > *last)
    {
        return std::nullopt;
    }
    return WatchRule::Ports{static_cast<uint16_t>(*first), static_cast<uint16_t>(*last)};
}

std::optional<uint8_t>
ReadProtocol(std::string_view text)
{
    if (text == "tcp" || text == "udp")
    {
        return text == "tcp" ? 6 : 17;
    }
    return NumberIn(text, 0, UINT8_MAX);
}

std::optional<double>
ReadShare(std::string_view text)
{
    double share = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && share >= 0 && share <= 1 ? std::optional(share) : std::nullopt;
}

/// Takes one condition into a rule. @return what was expected of it; empty when it was read
std::string
ReadCondition(const std::string& condition, WatchRule& rule)
{
    const auto sign = condition.find('=');
    if (sign == std::string::npos)
    {
        return CONDITIONS;
    }
    const std::string name = condition.substr(0, sign);
    const std::string value = condition.substr(sign + 1);
    if (name == "src" || name == "dst")
    {
        const auto prefix = ReadPrefix(value);
        (name == "src" ? rule.source : rule.destination) = prefix;
        return prefix ? "" : "expected an IPv4 or IPv6 address, and perhaps /LENGTH";
    }
    if (name == "sport" || name == "dport")
    {
        const auto ports = ReadPorts(value);
        (name == "sport" ? rule.sourcePorts : rule.destinationPorts) = ports;
        return ports ? "" : "expected a port from 0 to 65535, or FIRST-LAST";
    }
    if (name == "protocol")
    {
        rule.protocol = ReadProtocol(value);
        return rule.protocol ? "" : "expected tcp, udp or a number from 0 to 255";
    }
    if (name == "dscp")
    {
        rule.dscp = NumberIn(value, 0, 63);
        return rule.dscp ? "" : "expected a number from 0 to 63";
    }
    if (name == "every")
    {
        const auto every = NumberIn(value, 1, UINT32_MAX);
        rule.every = every.value_or(1);
        return every ? "" : "expected a number of packets, 1 or more";
    }
    if (name == "probability")
    {
        const auto share = ReadShare(value);
        rule.probability = share.value_or(1);
        return share ? "" : "expected a number from 0 to 1";
    }
    return CONDITIONS;
}

bool
IsIn(const std::optional<WatchRule::Prefix>& prefix,
     const PacketFields& fields,
     uint32_t ipv4,
     const Bits128& ipv6)
{
    if (!prefix)
    {
        return true;
    }
    return prefix->isIpv6 ? fields.ipv6Valid && (ipv6 & prefix->mask) == prefix->value
                          : fields.ipv4Valid && (ipv4 & prefix->mask.low) == prefix->value.low;
}

bool
IsIn(const std::optional<WatchRule::Ports>& ports, const PacketFields& fields, uint16_t port)
{
    const bool hasPorts = fields.tcpValid || fields.udpValid;
    return !ports || (hasPorts && port >= ports->first && port <= ports->last);
}

} // namespace

bool
WatchRule::Matches(const PacketFields& fields) const
{
    const uint8_t next = fields.ipv4Valid ? fields.ipv4Protocol : fields.ipv6NextHeader;
    const unsigned trafficDscp = fields.ipv4Valid ? fields.ipv4Dscp : fields.ipv6Class >> 2;
    return (fields.ipv4Valid || fields.ipv6Valid) && (!protocol || *protocol == next) &&
           (!dscp || *dscp == trafficDscp) &&
           IsIn(source, fields, fields.ipv4Src, fields.ipv6Src) &&
           IsIn(destination, fields, fields.ipv4Dst, fields.ipv6Dst) &&
           IsIn(sourcePorts, fields, fields.l4SrcPort) &&
           IsIn(destinationPorts, fields, fields.l4DstPort);
}

WatchList::WatchList(std::vector<WatchRule> rules)
    : m_rules(std::move(rules)),
      m_matched(m_rules.size(), 0)
{
}

WatchList
WatchList::Parse(std::string_view text)
{
    std::vector<WatchRule> rules;
    if (text.empty())
    {
        return WatchList(rules);
    }
    std::vector<std::string> parts;
    boost::split(parts, text, boost::is_any_of(";"));
    for (const std::string& part : parts)
    {
        WatchRule rule;
        std::set<std::string> names; // of its conditions
        std::vector<std::string> conditions;
        boost::split(conditions, part, boost::is_any_of(","));
        for (std::string& condition : conditions)
        {
            boost::trim(condition);
            const std::string name = condition.substr(0, condition.find('='));
            std::string expected = condition == "all" ? "" : ReadCondition(condition, rule);
            if (expected.empty() && !names.insert(name).second)
            {
                expected = "expected " + name + " once in a rule";
            }
            if (!expected.empty())
            {
                throw InputError("watch list, rule " + std::to_string(rules.size() + 1) + ": '" +
                                 condition + "', " + expected);
            }
        }
        rules.push_back(rule);
    }
    return WatchList(rules);
}

bool
WatchList::Watches(const PacketFields& fields, const std::function<double()>& uniform)
{
    for (std::size_t i = 0; i < m_rules.size(); ++i)
    {
        const WatchRule& rule = m_rules[i];
        if (!rule.Matches(fields))
        {
            continue;
        }
        const bool isTurn = m_matched[i] == 0;
        m_matched[i] = m_matched[i] + 1 == rule.every ? 0 : m_matched[i] + 1;
        return isTurn && (rule.probability >= 1 || uniform() < rule.probability);
    }
    return false;
}

const std::vector<WatchRule>&
WatchList::GetRules() const
{
    return m_rules;
}

} // namespace ns3::synthnet
