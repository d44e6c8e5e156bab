/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-model.h"

#include "tcp-options.h"
#include "time-units.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t FIT_STREAM = 41; // of random numbers
constexpr std::size_t MOST_LAYOUTS = 64;

/// @return the bytes without values: two headers with the same kinds and lengths have the same
std::vector<uint8_t>
KindsOf(const std::vector<uint8_t>& options)
{
    std::vector<uint8_t> kinds = options;
    for (const TcpOption& option : ReadTcpOptions(options.data(), options.size()).options)
    {
        std::fill_n(kinds.begin() + static_cast<std::ptrdiff_t>(option.at + 2), option.size - 2, 0);
    }
    return kinds;
}

} // namespace

bool
PacketModel::DrawDirection(bool before, RandomNumbers& random) const
{
    const bool hasTurned = random.Uniform() < turns[before ? 0 : 1];
    return before != hasTurned;
}

int64_t
PacketModel::DrawGap(bool hasTurned, bool hasPayload, RandomNumbers& random) const
{
    const auto& seen = gaps[GapKind(hasTurned, hasPayload)];
    return seen.empty() ? 0 : seen[random.Below(seen.size())];
}

PacketModel
PacketModel::Default()
{
    PacketModel model;
    model.turns = {0.5, 0.5};
    model.synOptions = {2, 4, 0x05, 0xb4, 1, 1, 4, 2, 1, 3, 3, 7};
    for (const bool hasPayload : {false, true})
    {
        for (int64_t i = 0; i <= 20; ++i)
        {
            model.gaps[GapKind(true, hasPayload)].push_back((10 + i) * 1000 *
                                                            NANOSECONDS_IN_MICROSECOND);
        }
        for (int64_t i = 1; i <= 10; ++i)
        {
            model.gaps[GapKind(false, hasPayload)].push_back(i * 100 * NANOSECONDS_IN_MICROSECOND);
        }
    }
    return model;
}

PacketModelFit::PacketModelFit(uint64_t seed)
    : m_random(seed, FIT_STREAM)
{
}

void
PacketModelFit::Add(std::size_t flow, const EditablePacket& packet)
{
    if (flow >= m_lasts.size())
    {
        m_lasts.resize(flow + 1);
    }
    Last& last = m_lasts[flow];
    if (last.isThere)
    {
        const bool hasTurned = last.isForward != packet.isForward;
        ++m_directions[last.isForward ? 0 : 1][hasTurned ? 1 : 0];
        const std::size_t kind =
            PacketModel::GapKind(hasTurned, packet.isWhole && packet.PayloadOnWire() > 0);
        const int64_t gap = std::max<int64_t>(packet.time - last.time, 0);
        const uint64_t seen = ++m_gapsSeen[kind];
        if (m_gaps[kind].size() < PacketModel::MOST_GAPS)
        {
            m_gaps[kind].push_back(gap);
        }
        else if (const std::size_t place = m_random.Below(seen); place < PacketModel::MOST_GAPS)
        {
            m_gaps[kind][place] = gap; // so that all seen are as likely to be kept
        }
    }
    last = {true, packet.isForward, packet.time};
    if (packet.IsTcp() &&
        ReadTcpOptions(packet.tcp.options.data(), packet.tcp.options.size()).isWellFormed)
    {
        Count(packet.Has(TCP_SYN) ? m_syn : m_data, packet.tcp.options);
    }
}

PacketModel
PacketModelFit::Fit() const
{
    PacketModel model = PacketModel::Default();
    for (std::size_t before = 0; before < 2; ++before)
    {
        const auto [stayed, turned] = std::pair(m_directions[before][0], m_directions[before][1]);
        if (stayed + turned > 0)
        {
            model.turns[before] =
                static_cast<double>(turned) / static_cast<double>(stayed + turned);
        }
    }
    const auto takeMost = [](const std::vector<CountedOptions>& seen, std::vector<uint8_t>& to) {
        const auto most =
            std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
                return a.count < b.count;
            });
        if (most != seen.end())
        {
            to = most->options;
        }
    };
    takeMost(m_syn, model.synOptions);
    takeMost(m_data, model.dataOptions);
    for (std::size_t kind = 0; kind < PacketModel::GAP_KINDS; ++kind)
    {
        if (!m_gaps[kind].empty())
        {
            model.gaps[kind] = m_gaps[kind];
        }
    }
    return model;
}

void
PacketModelFit::Count(std::vector<CountedOptions>& seen, const std::vector<uint8_t>& options)
{
    const auto kinds = KindsOf(options);
    const auto found = std::find_if(seen.begin(), seen.end(), [&](const CountedOptions& counted) {
        return counted.kinds == kinds;
    });
    if (found != seen.end())
    {
        ++found->count;
    }
    else if (seen.size() < MOST_LAYOUTS)
    {
        seen.push_back({kinds, options, 1});
    }
}

} // namespace ns3::synthnet
