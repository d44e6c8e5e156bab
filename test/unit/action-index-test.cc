/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/action-index.h"

#include <gtest/gtest.h>

#include <vector>

namespace ns3::synthnet
{
namespace
{

TEST(ActionIndex, NumbersEachActionOnce)
{
    for (const GymSpace& space : {GymSpace{DiscreteSpace{5}}, GymSpace{MultiDiscreteSpace{{2, 3}}}})
    {
        const ActionIndex index(space);
        ASSERT_EQ(index.Size(), std::holds_alternative<DiscreteSpace>(space.kind) ? 5u : 6u);
        for (std::size_t i = 0; i < index.Size(); ++i)
        {
            EXPECT_EQ(WhyNotIn(space, index.Action(i)), "");
            EXPECT_EQ(index.Index(index.Action(i)), i);
        }
    }
}

TEST(ActionIndex, TheLastChoiceIsTheFastest)
{
    const ActionIndex index({MultiDiscreteSpace{{2, 3}}});
    EXPECT_TRUE(index.Action(1) == GymValue{(std::vector<int64_t>{0, 1})});
    EXPECT_TRUE(index.Action(5) == GymValue{(std::vector<int64_t>{1, 2})});
}

TEST(ActionIndex, RefusesWhatHasNoOrTooManyNumbers)
{
    ExpectInputError([] { ActionIndex({BoxSpace::Vector(2, 0, 1, GymNumber::FLOAT)}); },
                     "expected a Discrete or MultiDiscrete");
    ExpectInputError([] { ActionIndex({MultiDiscreteSpace{{64, 64, 2}}}); }, "at most 4096");
    EXPECT_EQ(ActionIndex({MultiDiscreteSpace{{64, 64}}}).Size(), 4096u);
    EXPECT_THROW(ActionIndex({DiscreteSpace{2}}).Index({int64_t{2}}), std::invalid_argument);
}

} // namespace
} // namespace ns3::synthnet
