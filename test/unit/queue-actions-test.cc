/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/queue-actions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace ns3::synthnet
{
namespace
{

using Setting = std::vector<double>;

TEST(QueueActions, AnActionIsTheIndexOfAChoiceForAllSwitches)
{
    const QueueActions actions(QueueKnob::DEPTH, {32, 64, 128}, 3);
    EXPECT_TRUE(actions.Space() == GymSpace{DiscreteSpace{3}});
    EXPECT_EQ(actions.SettingOf({int64_t{0}}), (Setting{32, 32, 32}));
    EXPECT_EQ(actions.SettingOf({int64_t{2}}), (Setting{128, 128, 128}));
}

TEST(QueueActions, EachSwitchHasAChoiceOfItsOwn)
{
    const QueueActions actions(QueueKnob::DEPTH_OF_EACH, {32, 64}, 3);
    EXPECT_TRUE(actions.Space() == (GymSpace{MultiDiscreteSpace{{2, 2, 2}}}));
    EXPECT_EQ(actions.SettingOf({std::vector<int64_t>{1, 0, 1}}), (Setting{64, 32, 64}));
}

TEST(QueueActions, DelaysNeedNotBeWhole)
{
    const QueueActions actions(QueueKnob::TARGET_DELAY, {0.5, 5}, 1);
    EXPECT_EQ(actions.SettingOf({int64_t{0}}), Setting{0.5});
    EXPECT_EQ(actions.Knob(), QueueKnob::TARGET_DELAY);
    EXPECT_EQ(actions.Choices(), (Setting{0.5, 5}));
}

TEST(QueueActions, WhatIsNoActionIsRefused)
{
    const QueueActions one(QueueKnob::DEPTH, {32, 64}, 3);
    EXPECT_THROW(one.SettingOf({int64_t{2}}), std::invalid_argument);
    EXPECT_THROW(one.SettingOf({int64_t{-1}}), std::invalid_argument);
    EXPECT_THROW(one.SettingOf({std::vector<int64_t>{0, 0, 0}}), std::invalid_argument);
    const QueueActions each(QueueKnob::DEPTH_OF_EACH, {32, 64}, 3);
    EXPECT_THROW(each.SettingOf({std::vector<int64_t>{0, 0}}), std::invalid_argument);
}

TEST(QueueActions, ChoicesAreNumbersAboveZeroThatAscend)
{
    const auto make = [](QueueKnob knob, std::vector<double> choices, std::size_t switches = 1) {
        return [=] { QueueActions(knob, choices, switches); };
    };
    ExpectInputError(make(QueueKnob::DEPTH, {}), "no choice");
    ExpectInputError(make(QueueKnob::DEPTH, {0, 32}), "the choice 0, expected a number above 0");
    ExpectInputError(make(QueueKnob::DEPTH, {1.5}), "1.5, expected a whole number of packets");
    ExpectInputError(make(QueueKnob::DEPTH_OF_EACH, {1, 4294967296}),
                     "expected 4294967295 packets");
    ExpectInputError(make(QueueKnob::TARGET_DELAY, {5, 0.5}), "the choice 0.5 after 5");
    ExpectInputError(make(QueueKnob::DEPTH, {32, 32}), "expected different choices");
    ExpectInputError(make(QueueKnob::DEPTH, {32, std::nan("")}), "the choice nan");
    ExpectInputError(make(QueueKnob::DEPTH, {32}, 0), "no switch");
}

} // namespace
} // namespace ns3::synthnet
