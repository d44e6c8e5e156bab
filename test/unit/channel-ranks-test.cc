/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/channel-ranks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// A long-tailed number, an integer that is 0 most of the time, a category, and a constant.
Table
Skewed(int rows = 1000)
{
    std::string text = "tail,queue,FPS,Rate,unit\n";
    for (int row = 0; row < rows; ++row)
    {
        const double place = (row * 37 % rows + 0.5) / rows;
        text += std::to_string(1e4 * place * place * place * place) + ',' +
                std::to_string(row % 10 < 7 ? 0 : row % 10 - 6) + ',' +
                (row % 3 == 0 ? "30,3312" : "18,639") + ",7\n";
    }
    return Parsed(text);
}

double
WorstDistanceFromUniform(const Eigen::VectorXf& values)
{
    std::vector<float> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    double worst = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i)
    {
        const double rank = (static_cast<double>(i) + 0.5) / static_cast<double>(sorted.size());
        worst = std::max(worst, std::abs(rank - static_cast<double>(sorted[i])));
    }
    return worst;
}

class ChannelRanksTest : public ::testing::Test
{
  protected:
    const Table m_table{Skewed()};
    const TableCodec m_codec{m_table};
    const Eigen::MatrixXf m_channels{m_codec.Encode(m_table)};
    const ChannelRanks m_ranks{m_channels, m_codec};
};

TEST_F(ChannelRanksTest, NumbersAreSpreadEvenly)
{
    ASSERT_GT(WorstDistanceFromUniform(m_channels.col(0)), 0.3);
    const Eigen::MatrixXf ranks = m_ranks.ToRanks(m_channels);
    EXPECT_LT(WorstDistanceFromUniform(ranks.col(0)), 0.02);
    EXPECT_LT(WorstDistanceFromUniform(ranks.col(1)), 0.02); // 70 % of its values are equal
}

TEST_F(ChannelRanksTest, CategoriesStay)
{
    ASSERT_EQ(m_codec.Channels(), 4);
    EXPECT_EQ(m_ranks.ToRanks(m_channels).rightCols(2), m_channels.rightCols(2));
}

/// The last value of a bin may come back as the first one of the next.
TEST_F(ChannelRanksTest, TheTableComesBackOrANeighbour)
{
    const Table back = m_codec.Decode(m_ranks.FromRanks(m_ranks.ToRanks(m_channels)));
    EXPECT_EQ(back.Column("queue"), m_table.Column("queue"));
    EXPECT_EQ(back.Column("FPS"), m_table.Column("FPS"));
    const auto rank = [](const Table& table) {
        return (table.Column("tail").array() / 1e4).pow(0.25).eval();
    };
    EXPECT_LT((rank(back) - rank(m_table)).abs().maxCoeff(), 1.01 / 1000);
}

TEST_F(ChannelRanksTest, RanksBeyondTheTableAreItsEnds)
{
    Eigen::MatrixXf ranks = m_ranks.ToRanks(m_channels).topRows(2);
    ranks(0, 0) = -0.5F;
    ranks(1, 0) = 1.5F;
    const Eigen::MatrixXf back = m_ranks.FromRanks(ranks);
    EXPECT_EQ(back(0, 0), m_channels.col(0).minCoeff());
    EXPECT_EQ(back(1, 0), m_channels.col(0).maxCoeff());
}

TEST_F(ChannelRanksTest, WithoutChannelsNothingChanges)
{
    EXPECT_EQ(ChannelRanks().ToRanks(m_channels), m_channels);
    EXPECT_EQ(ChannelRanks().FromRanks(m_channels), m_channels);
}

TEST_F(ChannelRanksTest, TheySurviveTheTripThroughJson)
{
    const ChannelRanks read = ChannelRanks::FromJson(m_ranks.ToJson(), m_codec, "m.safetensors");
    EXPECT_EQ(read.ToJson(), m_ranks.ToJson());
    EXPECT_EQ(read.ToRanks(m_channels), m_ranks.ToRanks(m_channels));
}

TEST_F(ChannelRanksTest, WhatIsNoDescriptionIsRefused)
{
    const auto read = [&](const std::string& json) {
        return [&, json] { ChannelRanks::FromJson(json, m_codec, "m.safetensors"); };
    };
    ExpectInputError(read("{"), "m.safetensors: the description of the channels' ranks is damaged");
    ExpectInputError(read("[]"), "expected bins of every column of numbers");
    const std::string bins = R"([{"knots":[0],"share":1}])";
    ExpectInputError(read("[" + bins + "," + bins + "," + bins + "]"), "of numbers only");
    ExpectInputError(read("[" + bins + R"(,[{"knots":[0],"share":0.5}]])"), "hold everything");
}

} // namespace
