/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/attribute-text.h"
#include "ns3/dash-player.h"
#include "ns3/int-switch.h"
#include "ns3/segment-sizes.h"
#include "ns3/service-time.h"

#include "ns3/queue-disc.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

bool
Takes(TypeId tid, const std::string& name, const std::string& text)
{
    TypeId::AttributeInformation attribute;
    EXPECT_TRUE(tid.LookupAttributeByName(name, &attribute)) << name;
    return IsAttributeText(attribute, text);
}

TEST(AttributeText, NumbersAreNumbersToTheirEnd)
{
    const TypeId tid = IntSwitch::GetTypeId();
    for (const char* good : {"0", "12", "1.5", ".5", "2.", "1e3", "1.5e-3", "+4"})
    {
        EXPECT_TRUE(Takes(tid, "QueueRate", good)) << good;
    }
    for (const char* bad : {"", "x", "12x", "1 2", "1e", ".", "0x10", "nan", " 1"})
    {
        EXPECT_FALSE(Takes(tid, "QueueRate", bad)) << bad;
    }
    EXPECT_TRUE(Takes(tid, "QueueDepth", "64"));
    for (const char* bad : {"", "-1", "1.0", "64p", "+64"})
    {
        EXPECT_FALSE(Takes(tid, "QueueDepth", bad)) << bad;
    }
}

TEST(AttributeText, TimesHaveAUnitThatNs3Knows)
{
    const TypeId tid = DashPlayer::GetTypeId();
    for (const char* good : {"12s", "1.5ms", "10us", "+40ms", "2min", "1h", "3"})
    {
        EXPECT_TRUE(Takes(tid, "StableBufferTime", good)) << good;
    }
    for (const char* bad : {"", "soon", "12 s", "12sec", "s"})
    {
        EXPECT_FALSE(Takes(tid, "StableBufferTime", bad)) << bad;
    }
}

TEST(AttributeText, DescriptionsNameATypeAndItsAttributes)
{
    const TypeId tid = IntSwitch::GetTypeId();
    for (const char* good : {"ns3::synthnet::CpuServiceTime",
                             "ns3::synthnet::CpuServiceTime[]",
                             "ns3::synthnet::CpuServiceTime[WakeUpMin=2us|SliceSigma=1.5]"})
    {
        EXPECT_TRUE(Takes(tid, "EgressService", good)) << good;
    }
    for (const char* bad : {"",
                            "ns3::Nope",
                            "ns3::synthnet::ServiceTime",
                            "ns3::synthnet::CpuServiceTime[",
                            "ns3::synthnet::CpuServiceTime[WakeUpMin]",
                            "ns3::synthnet::CpuServiceTime[WakeUpMin=soon]",
                            "ns3::synthnet::CpuServiceTime[Nope=1]",
                            "ns3::synthnet::CpuServiceTime[WakeUpMin=2us]x",
                            "ns3::synthnet::RandomServiceTime[Seconds=ns3::ConstantRandomVariable["
                            "Constant=1]]"})
    {
        EXPECT_FALSE(Takes(tid, "EgressService", bad)) << bad;
    }
}

TEST(AttributeText, WhatAnObjectDoesNotTakeIsNamed)
{
    auto player = CreateObject<DashPlayer>();
    SetAttributes(*player, {{"StableBufferTime", "7s"}, {"Loop", "true"}});
    ExpectInputError([&] { SetAttributes(*player, {{"Nope", "1"}}); }, "attribute Nope of ns3::");
    ExpectInputError(
        [&] {
            SetAttributes(*player, {{"StableBufferTime", "soon"}});
        },
        "attribute StableBufferTime of ns3::synthnet::DashPlayer does not exist or does "
        "not take 'soon'");
    ExpectInputError([&] { SetAttributes(*player, {{"Loop", "perhaps"}}); }, "'perhaps'");
}

TEST(AttributeText, DefaultsAreSetByTheirFullName)
{
    EXPECT_TRUE(SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "7"));
    EXPECT_TRUE(SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "64"));
    EXPECT_FALSE(SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "0"));
    EXPECT_FALSE(SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "7x"));
    EXPECT_FALSE(SetDefaultAttribute("ns3::synthnet::IntSwitch::Nope", "7"));
    EXPECT_FALSE(SetDefaultAttribute("Nope::QueueDepth", "7"));
    EXPECT_FALSE(SetDefaultAttribute("depth", "7"));
}

TEST(AttributeText, AFactoryMakesWhatIsDescribed)
{
    const auto factory = MakeFactory("ns3::synthnet::CpuServiceTime[WakeUpMin=3us|WakeUpMean=0s|"
                                     "SliceProbability=0]",
                                     ServiceTime::GetTypeId(),
                                     "service");
    EXPECT_EQ(factory.Create<ServiceTime>()->WakeUp(), MicroSeconds(3));
    ExpectInputError([] { MakeFactory("ns3::Node", ServiceTime::GetTypeId(), "service"); },
                     "service is 'ns3::Node', expected a TypeId derived from "
                     "ns3::synthnet::ServiceTime");
    ExpectInputError(
        [] {
            MakeFactory("ns3::synthnet::CbrSegmentSizes[x=1]", SegmentSizes::GetTypeId(), "sizes");
        },
        "expected attributes of ns3::synthnet::CbrSegmentSizes");
}

} // namespace
