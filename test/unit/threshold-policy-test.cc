/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/telemetry-observation.h"
#include "ns3/threshold-policy.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ns3::synthnet
{
namespace
{

const std::vector<std::string> NAMES{"enq_qdepth1.mean",
                                     "enq_qdepth2.mean",
                                     "setting1.log2",
                                     "setting2.log2"};

GymValue
Observation(double packets1, double packets2, double depth1, double depth2)
{
    return {std::vector<double>{packets1, packets2, std::log2(depth1), std::log2(depth2)}};
}

int64_t
Choice(ThresholdPolicy policy, double packets1, double packets2, double depth)
{
    return std::get<int64_t>(policy.Act(Observation(packets1, packets2, depth, depth)).value);
}

TEST(ThresholdPolicy, AFullQueueGetsTheNextSmallerDepthAndAnEmptyOneTheNextLarger)
{
    const ThresholdPolicy policy({QueueKnob::DEPTH, {20, 40, 100}, 2}, NAMES);
    EXPECT_EQ(Choice(policy, 21, 0, 40), 0);
    EXPECT_EQ(Choice(policy, 0, 21, 40), 0); // the fullest one decides
    EXPECT_EQ(Choice(policy, 19, 5, 40), 1);
    EXPECT_EQ(Choice(policy, 3, 2, 40), 2);
    EXPECT_EQ(Choice(policy, 19, 0, 20), 0); // there is no smaller one
    EXPECT_EQ(Choice(policy, 0, 0, 100), 2); // nor a larger one
}

TEST(ThresholdPolicy, GoesTheOtherWayWhenItIsToldTo)
{
    ThresholdConfig config;
    config.deepenWhenFull = true;
    const ThresholdPolicy policy({QueueKnob::DEPTH, {20, 40, 100}, 2}, NAMES, config);
    EXPECT_EQ(Choice(policy, 21, 0, 40), 2);
    EXPECT_EQ(Choice(policy, 19, 0, 40), 1);
    EXPECT_EQ(Choice(policy, 3, 0, 40), 0);
}

TEST(ThresholdPolicy, SetsEachSwitchByItsOwnQueue)
{
    ThresholdPolicy policy({QueueKnob::DEPTH_OF_EACH, {20, 40}, 2}, NAMES);
    EXPECT_EQ(std::get<std::vector<int64_t>>(policy.Act(Observation(0, 30, 20, 40)).value),
              (std::vector<int64_t>{1, 0}));
}

TEST(ThresholdPolicy, UnderstandsWhatTelemetryObservationSees)
{
    const TelemetryObservation observation({1}, true);
    ThresholdPolicy policy({QueueKnob::DEPTH, {32, 64}, 1}, observation.Names());
    policy.Begin(1);
    const ControlPeriod period{
        {{"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "Buffer", "FPS", "ReportedBitrate"},
         Eigen::MatrixXd::Constant(2, 6, 40)},
        {64}};
    EXPECT_TRUE(policy.Act({observation.Observe(period)}) == GymValue{int64_t{0}});
}

TEST(ThresholdPolicy, RefusesWhatItCannotFollow)
{
    const QueueActions depths(QueueKnob::DEPTH, {20, 40}, 2);
    ExpectInputError([&] { ThresholdPolicy(depths, {"enq_qdepth1.mean"}); },
                     "needs settingN.log2 of each switch");
    ExpectInputError(
        [&] {
            ThresholdPolicy(depths, {"enq_qdepth2.mean", "setting1.log2"});
        },
        "needs enq_qdepth1.mean");
    ExpectInputError(
        [&] {
            ThresholdPolicy({QueueKnob::TARGET_DELAY, {5}, 2}, NAMES);
        },
        "sets depths");
    ExpectInputError(
        [&] {
            ThresholdPolicy({QueueKnob::DEPTH_OF_EACH, {20, 40}, 3}, NAMES);
        },
        "of each switch");
    ThresholdConfig config;
    config.low = 0.6;
    ExpectInputError([&] { ThresholdPolicy(depths, NAMES, config); }, "the thresholds 0.6 and 0.5");
}

} // namespace
} // namespace ns3::synthnet
