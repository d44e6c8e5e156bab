/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "control-tables.h"
#include "expect-input-error.h"
#include "trainers.h"

#include "ns3/generated-tables.h"
#include "ns3/telemetry-observation.h"
#include "ns3/timegan-trainer.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

/// Draws rows of the seed's own.
class FakeGenerator : public WindowGenerator
{
  public:
    std::size_t SeqLen() const override
    {
        return 12;
    }

    std::vector<std::string> ColumnNames() const override
    {
        return QueueAndPlayer(1, 1).Names();
    }

    void Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const override
    {
        take(QueueAndPlayer(static_cast<Eigen::Index>(12 * windows), seed));
    }

    void Save(std::ostream& /*stream*/) const override
    {
    }
};

std::shared_ptr<GeneratedTables>
TwoModels(const std::shared_ptr<const WindowGenerator>& generator, std::size_t windows)
{
    return std::make_shared<GeneratedTables>(
        std::vector<GeneratedTables::Model>{{32, generator, "a"}, {64, generator, "b"}},
        windows);
}

/// The first observations of an episode.
std::vector<std::vector<double>>
Episode(SyntheticEnvironment& environment, uint64_t seed)
{
    std::vector<std::vector<double>> seen{Seen(environment.Reset(seed).observation)};
    for (int64_t i = 0; i < 10; ++i)
    {
        seen.push_back(Seen(environment.Step({i % 2}).observation));
    }
    return seen;
}

TEST(GeneratedTables, EverySeedHasWindowsOfItsOwnOfEachModel)
{
    const auto source = TwoModels(std::make_shared<FakeGenerator>(), 5);
    const auto one = source->Draw(1);
    ASSERT_EQ(one->size(), 2u);
    EXPECT_EQ(one->at(1).setting, 64);
    EXPECT_EQ(one->at(1).name, "b");
    EXPECT_EQ(one->at(1).window, 12);
    EXPECT_EQ(one->at(1).table.Rows(), 60);
    EXPECT_NE(one->at(0).table.Values(), one->at(1).table.Values()); // of one and the same model
    const auto two = source->Draw(2);
    EXPECT_NE(one->at(0).table.Values(), two->at(0).table.Values());
    EXPECT_EQ(source->Draw(2), two); // not drawn again
    EXPECT_EQ(source->Draw(1)->at(0).table.Values(), one->at(0).table.Values());
}

TEST(GeneratedTables, EpisodesDifferAndTheSeedDecidesThem)
{
    SyntheticEnvironment environment(
        TwoModels(std::make_shared<FakeGenerator>(), 20),
        std::make_shared<TelemetryObservation>(std::vector<unsigned>{1}, true),
        std::make_shared<ColumnReward>("Buffer"));
    const auto first = Episode(environment, 1);
    const auto second = Episode(environment, 2);
    for (const auto& seen : first)
    {
        for (const auto& other : second)
        {
            EXPECT_NE(seen, other);
        }
    }
    EXPECT_EQ(Episode(environment, 1), first);
}

TEST(GeneratedTables, ATrainedModelIsANetwork)
{
    TimeGanConfig config;
    config.seqLen = 8;
    config.hiddenDim = 4;
    config.batch = 20;
    config.steps = 2;
    TimeGanTrainer trainer(QueueAndPlayer(200, 1), config, {});
    TakeAllSteps(trainer);
    const std::shared_ptr<const WindowGenerator> model = trainer.Generator();
    SyntheticEnvironment environment(
        TwoModels(model, 10),
        std::make_shared<TelemetryObservation>(std::vector<unsigned>{1}, true),
        std::make_shared<ColumnReward>("Buffer"));
    EXPECT_EQ(Episode(environment, 1), Episode(environment, 1));
    EXPECT_NE(Episode(environment, 1), Episode(environment, 2));
    EXPECT_EQ(environment.Periods().Size(), 40u);
}

TEST(GeneratedTables, RefusesToDrawNothing)
{
    ExpectInputError([] { GeneratedTables({}, 1); }, "no model");
    const auto generator = std::make_shared<FakeGenerator>();
    ExpectInputError([&] { TwoModels(generator, 0); }, "0 windows");
}

} // namespace
} // namespace ns3::synthnet
