/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/prioritized-replay.h"
#include "ns3/sum-tree.h"
#include "ns3/uniform-replay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// The transition of a number, which tells itself from all others.
Transition
Numbered(int number)
{
    const auto value = static_cast<float>(number);
    return {{value, -value},
            static_cast<uint32_t>(number % 3),
            value / 2,
            {value + 1, -value - 1},
            number % 4 == 0};
}

std::unique_ptr<ReplayBuffer>
Make(bool prioritized, std::size_t capacity)
{
    if (prioritized)
    {
        return std::make_unique<PrioritizedReplay>(2, capacity, 0.6);
    }
    return std::make_unique<UniformReplay>(2, capacity);
}

SafetensorsFile
Saved(const ScratchDirectory& directory, const ReplayBuffer& buffer)
{
    return FileOf(directory, [&](std::ostream& stream) {
        TensorStore store;
        buffer.Save(store, "replay");
        store.Write(stream, {});
    });
}

TEST(ReplayBuffer, ABatchHasWholeTransitionsOfTheLatestOnes)
{
    for (const bool prioritized : {false, true})
    {
        const auto buffer = Make(prioritized, 10);
        for (int i = 0; i < 25; ++i)
        {
            buffer->Add(Numbered(i));
        }
        EXPECT_EQ(buffer->Ring().Size(), 10u);
        RandomNumbers random(1, 0);
        TransitionBatch batch;
        std::set<float> seen;
        for (int draw = 0; draw < 20; ++draw)
        {
            buffer->Sample(8, 1, random, batch);
            ASSERT_EQ(batch.rows, 8u);
            for (std::size_t row = 0; row < 8; ++row)
            {
                const float number = batch.observations[row * 2];
                const Transition expected = Numbered(static_cast<int>(number));
                seen.insert(number);
                EXPECT_EQ(batch.observations[row * 2 + 1], expected.observation[1]);
                EXPECT_EQ(batch.observations[(8 + row) * 2], expected.next[0]);
                EXPECT_EQ(batch.observations[(8 + row) * 2 + 1], expected.next[1]);
                EXPECT_EQ(batch.actions[row], expected.action);
                EXPECT_EQ(batch.rewards[row], expected.reward);
                EXPECT_EQ(batch.continues[row], expected.terminated ? 0.0F : 1.0F);
                EXPECT_EQ(batch.weights[row], 1.0F);
            }
        }
        EXPECT_EQ(seen.size(), 10u);
        EXPECT_EQ(*seen.begin(), 15.0F);
    }
}

TEST(ReplayBuffer, ALargeCapacityTakesNoMemoryBeforeItIsUsed)
{
    UniformReplay buffer(1000, std::size_t{1} << 40);
    buffer.Add({std::vector<float>(1000), 0, 0, std::vector<float>(1000), false});
    EXPECT_LT(buffer.Ring().Observations().capacity(), 10000u);
}

TEST(ReplayBuffer, GoesOnFromAFileWithTheSameDraws)
{
    for (const bool prioritized : {false, true})
    {
        for (const int count : {6, 25}) // before and after it is full
        {
            const ScratchDirectory directory;
            const auto first = Make(prioritized, 10);
            RandomNumbers random(1, 0);
            TransitionBatch batch;
            for (int i = 0; i < count; ++i)
            {
                first->Add(Numbered(i));
                first->Sample(4, 0.5, random, batch);
                first->Rate(batch, {0.1F, -0.5F, 3.0F, 0.0F});
            }
            const SafetensorsFile file = Saved(directory, *first);
            const auto second = Make(prioritized, 10);
            second->Load(file, "replay", 3);
            RandomNumbers again = random;
            TransitionBatch other;
            for (int i = 0; i < 12; ++i)
            {
                first->Add(Numbered(100 + i));
                second->Add(Numbered(100 + i));
                first->Sample(4, 0.5, random, batch);
                second->Sample(4, 0.5, again, other);
                first->Rate(batch, {1.0F, 2.0F, 3.0F, 4.0F});
                second->Rate(other, {1.0F, 2.0F, 3.0F, 4.0F});
                ASSERT_EQ(batch.places, other.places);
                ASSERT_EQ(batch.observations, other.observations);
                ASSERT_EQ(batch.weights, other.weights);
            }
            const auto small = Make(prioritized, 5);
            ExpectInputError([&] { small->Load(file, "replay", 3); }, "m.safetensors");
            ExpectInputError([&] { Make(prioritized, 10)->Load(file, "replay", 2); }, "damaged");
        }
    }
}

TEST(PrioritizedReplay, DrawsInProportionToErrorsAndWeighsAgainst)
{
    PrioritizedReplay buffer(2, 4, 1);
    for (int i = 0; i < 4; ++i)
    {
        buffer.Add(Numbered(i));
    }
    TransitionBatch rated;
    rated.rows = 4;
    rated.places = {0, 1, 2, 3};
    buffer.Rate(rated, {0.999F, -1.999F, 2.999F, 3.999F}); // shares 1, 2, 3, 4
    RandomNumbers random(1, 0);
    TransitionBatch batch;
    std::map<std::size_t, double> counts;
    const int draws = 5000;
    for (int i = 0; i < draws; ++i)
    {
        buffer.Sample(4, 1, random, batch);
        float largest = 0;
        for (std::size_t row = 0; row < 4; ++row)
        {
            counts[batch.places[row]] += 1.0 / (4 * draws);
            largest = std::max(largest, batch.weights[row]);
            // fully corrected, probability times weight is the same for all of a batch
            const auto share = static_cast<double>(batch.places[row] + 1);
            const auto first = static_cast<double>(batch.places[0] + 1);
            EXPECT_NEAR(batch.weights[row] * share, batch.weights[0] * first, 1e-3);
        }
        EXPECT_EQ(largest, 1.0F);
    }
    for (const auto& [place, part] : counts)
    {
        EXPECT_NEAR(part, static_cast<double>(place + 1) / 10, 0.01);
    }
}

TEST(PrioritizedReplay, ANewTransitionIsAsLikelyAsTheLargestErrorSoFar)
{
    PrioritizedReplay buffer(2, 8, 1);
    buffer.Add(Numbered(0));
    TransitionBatch rated;
    rated.rows = 1;
    rated.places = {0};
    buffer.Rate(rated, {8.999F});
    buffer.Rate(rated, {0.999F});
    buffer.Add(Numbered(1));
    RandomNumbers random(1, 0);
    TransitionBatch batch;
    int fresh = 0;
    for (int i = 0; i < 1000; ++i)
    {
        buffer.Sample(1, 0, random, batch);
        fresh += batch.places[0] == 1 ? 1 : 0;
    }
    EXPECT_NEAR(fresh, 900, 40);
}

TEST(SumTree, FindsThePlaceWhereAPartOfTheSumIsReached)
{
    SumTree tree;
    tree.Set(0, 2);
    tree.Set(2, 3);
    tree.Set(5, 1);
    EXPECT_EQ(tree.Sum(), 6);
    EXPECT_EQ(tree.Find(0), 0u);
    EXPECT_EQ(tree.Find(1.99), 0u);
    EXPECT_EQ(tree.Find(2), 2u);
    EXPECT_EQ(tree.Find(4.99), 2u);
    EXPECT_EQ(tree.Find(5), 5u);
    EXPECT_EQ(tree.Find(6), 5u); // rounding may come here
    EXPECT_EQ(tree.At(1), 0);
    EXPECT_EQ(tree.At(1000), 0);
    tree.Set(2, 0);
    EXPECT_EQ(tree.Find(2), 5u);
}

TEST(SumTree, TheOrderOfSettingChangesNoBit)
{
    SumTree up;
    SumTree down;
    RandomNumbers random(1, 0);
    std::vector<double> shares(37);
    for (double& share : shares)
    {
        share = static_cast<double>(random.Uniform()) / 3;
    }
    for (std::size_t i = 0; i < shares.size(); ++i)
    {
        up.Set(i, shares[i] * 2);
        up.Set(i, shares[i]);
        down.Set(shares.size() - 1 - i, shares[shares.size() - 1 - i]);
    }
    EXPECT_EQ(up.Sum(), down.Sum());
}

} // namespace
} // namespace ns3::synthnet
