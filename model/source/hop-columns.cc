/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "hop-columns.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace ns3::synthnet
{

namespace
{

/// A kind of column and the field that it fills.
struct Kind
{
    std::string_view prefix;
    uint32_t IntMetadata::*field;
    uint32_t most;
};

constexpr uint32_t DEPTH_MOST = (1U << 19) - 1;
constexpr Kind KINDS[] = {
    {"enq_qdepth", &IntMetadata::enqQdepth, DEPTH_MOST},
    {"deq_timedelta", &IntMetadata::deqTimedelta, UINT32_MAX},
    {"deq_qdepth", &IntMetadata::deqQdepth, DEPTH_MOST},
};

/// @return N, or 0 when the text is not a hop's number
std::size_t
HopNumber(std::string_view text)
{
    std::size_t hop = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, hop);
    const bool isNumber = error == std::errc() && stop == end && text.front() != '0';
    return isNumber && hop <= HopColumns::MAX_HOPS ? hop : 0;
}

uint32_t
ToField(double value, uint32_t most)
{
    if (!(value > 0)) // NaN, too
    {
        return 0;
    }
    return static_cast<uint32_t>(std::min(std::round(value), static_cast<double>(most)));
}

} // namespace

HopColumns::HopColumns(const std::vector<std::string>& names)
{
    for (const std::string& name : names)
    {
        std::string_view bare = name;
        bare.remove_prefix(std::min(bare.find_first_not_of(' '), bare.size()));
        for (const Kind& kind : KINDS)
        {
            if (bare.substr(0, kind.prefix.size()) != kind.prefix)
            {
                continue;
            }
            if (const std::size_t hop = HopNumber(bare.substr(kind.prefix.size())))
            {
                m_columns.push_back({name, hop, kind.field, kind.most});
                m_hops = std::max(m_hops, hop);
            }
        }
    }
    if (m_hops == 0)
    {
        throw InputError("the model has no column enq_qdepthN, deq_timedeltaN or deq_qdepthN, "
                         "expected at least one for INT probes; it has " +
                         JoinNames(names));
    }
}

std::size_t
HopColumns::Hops() const
{
    return m_hops;
}

ProbeHops
HopColumns::Read(const Table& row, uint64_t now) const
{
    ProbeHops hops(m_hops);
    for (const Column& column : m_columns)
    {
        if (row.IsCategorical(column.name))
        {
            throw InputError("the model's column '" + column.name +
                             "' holds texts, expected numbers for a probe");
        }
        hops[m_hops - column.hop].*column.field = ToField(row.Column(column.name)(0), column.most);
    }
    uint64_t left = now;
    for (std::size_t i = 0; i < m_hops; ++i)
    {
        IntMetadata& hop = hops[i];
        hop.switchId = static_cast<uint32_t>(m_hops - i);
        hop.egressGlobalTimestamp = left;
        left -= std::min<uint64_t>(left, hop.deqTimedelta);
        hop.enqTimestamp = static_cast<uint32_t>(left);
        hop.ingressGlobalTimestamp = left;
    }
    return hops;
}

} // namespace ns3::synthnet
