/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/control-task.h"
#include "ns3/last-row-observation.h"
#include "ns3/qoe-reward.h"
#include "ns3/telemetry-observation.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;

TEST(ControlTask, ComesBackFromItsTexts)
{
    const ControlTask task{QueueKnob::TARGET_DELAY,
                           {0.5, 5, 20},
                           ObservationKind::LAST_ROW,
                           RewardKind::QOE,
                           8};
    const ControlTask back = ControlTask::FromAbout(task.About(), "agent");
    EXPECT_EQ(back.About(), task.About());
    EXPECT_EQ(back.knob, task.knob);
    EXPECT_EQ(back.choices, task.choices);
    EXPECT_EQ(back.period, 8);
    EXPECT_EQ(back.MakeObservation({1, 2})->Names(), LastRowObservation({1, 2}).Names());
    EXPECT_NE(dynamic_cast<const QoeReward*>(back.MakeReward().get()), nullptr);
}

TEST(ControlTask, SeesThePlayerOnlyWhenAsked)
{
    ControlTask task;
    EXPECT_EQ(task.MakeObservation({1})->Names(), TelemetryObservation({1}).Names());
    task.observation = ObservationKind::TELEMETRY_PLAYER;
    EXPECT_EQ(task.MakeObservation({1})->Names(), TelemetryObservation({1}, true).Names());
}

TEST(ControlTask, DamagedTextsAreRefusedByFile)
{
    const auto refuse = [](const std::string& name, const std::string& text, const char* message) {
        auto about = ControlTask().About();
        about[name] = text;
        ExpectInputError([&] { ControlTask::FromAbout(about, "a.safetensors"); }, message);
    };
    refuse("knob", "rate", "bad value 'rate' of a.safetensors, expected depth, depths or delay");
    refuse("choices", "32;64", "bad value '32;64' of a.safetensors, expected numbers");
    refuse("choices", "64,32", "ascending");
    refuse("observation", "", "expected telemetry, player or last-row");
    refuse("reward", "more", "expected published, compat or qoe");
    refuse("period", "0", "bad value '0' of a.safetensors, expected whole seconds");
    auto about = ControlTask().About();
    about.erase("reward");
    ExpectInputError([&] { ControlTask::FromAbout(about, "a.safetensors"); },
                     "a.safetensors: says nothing of the agent's 'reward'");
}

} // namespace
