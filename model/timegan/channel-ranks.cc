/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "channel-ranks.h"

#include "quantile-bins-json.h"

#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// Of a channel; the quantile function within a bin has four pieces.
constexpr std::size_t BINS = 32;

/// The row's place among equal values, in [0, 1): steps of the golden ratio fill it evenly,
/// whichever rows they are.
double
PlaceOf(Eigen::Index row)
{
    constexpr double GOLDEN_RATIO = 0.6180339887498949;
    const double turns = GOLDEN_RATIO * static_cast<double>(row + 1);
    return turns - std::floor(turns);
}

} // namespace

ChannelRanks::ChannelRanks(const Eigen::MatrixXf& channels, const TableCodec& codec)
{
    for (const TableCodec::Column& column : codec.Columns())
    {
        if (column.kind == TableCodec::Kind::NUMBER)
        {
            const Eigen::VectorXd values = channels.col(column.channel).cast<double>();
            m_bins.emplace(column.channel, QuantileBins({values.begin(), values.end()}, BINS));
        }
    }
}

ChannelRanks
ChannelRanks::FromJson(std::string_view json, const TableCodec& codec, const std::string& file)
{
    const JsonValue all(json, file, "description of the channels' ranks");
    const std::vector<JsonValue> elements = all.Elements();
    ChannelRanks ranks;
    for (const TableCodec::Column& column : codec.Columns())
    {
        if (column.kind == TableCodec::Kind::NUMBER)
        {
            if (ranks.m_bins.size() == elements.size())
            {
                all.Fail("bins of every column of numbers");
            }
            ranks.m_bins.emplace(column.channel, BinsFromJson(elements[ranks.m_bins.size()]));
        }
    }
    if (ranks.m_bins.size() != elements.size())
    {
        all.Fail("bins of the columns of numbers only");
    }
    return ranks;
}

std::string
ChannelRanks::ToJson() const
{
    nlohmann::json all = nlohmann::json::array();
    for (const auto& [channel, bins] : m_bins)
    {
        all.push_back(synthnet::ToJson(bins));
    }
    return all.dump();
}

Eigen::MatrixXf
ChannelRanks::ToRanks(Eigen::MatrixXf channels) const
{
    for (const auto& [channel, bins] : m_bins)
    {
        for (Eigen::Index row = 0; row < channels.rows(); ++row)
        {
            const auto value = static_cast<double>(channels(row, channel));
            const std::size_t bin = bins.BinOf(value);
            const bool alone = bins.Bins()[bin].knots.size() == 1;
            const double place = alone ? PlaceOf(row) : bins.PlaceIn(bin, value);
            channels(row, channel) = static_cast<float>(bins.RankAt(bin, place));
        }
    }
    return channels;
}

Eigen::MatrixXf
ChannelRanks::FromRanks(Eigen::MatrixXf ranks) const
{
    for (const auto& [channel, bins] : m_bins)
    {
        for (float& value : ranks.col(channel))
        {
            value = static_cast<float>(bins.ValueOfRank(static_cast<double>(value)));
        }
    }
    return ranks;
}

} // namespace ns3::synthnet
