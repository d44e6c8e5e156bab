/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/attribute-text.h"
#include "ns3/dash-player.h"
#include "ns3/ethernet-port.h"
#include "ns3/int-switch.h"
#include "ns3/segment-sizes.h"
#include "ns3/service-time.h"

#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <utility>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

bool
Takes(TypeId tid, const std::string& name, const std::string& text)
{
    TypeId::AttributeInformation attribute;
    EXPECT_TRUE(tid.LookupAttributeByName(name, &attribute)) << name;
    return ReasonToRefuse(attribute, text).empty();
}

TEST(AttributeText, NumbersAreNumbersToTheirEnd)
{
    const TypeId tid = IntSwitch::GetTypeId();
    for (const char* good : {"0", "12", "1.5", ".5", "2.", "1e3", "1.5e-3", "+4"})
    {
        EXPECT_TRUE(Takes(tid, "QueueRate", good)) << good;
    }
    for (const char* bad : {"", "x", "12x", "1 2", "1e", ".", "0x10", "nan", " 1", "-1", "1e-10"})
    {
        EXPECT_FALSE(Takes(tid, "QueueRate", bad)) << bad;
    }
    EXPECT_TRUE(Takes(tid, "QueueDepth", "64"));
    for (const char* bad : {"", "-1", "1.0", "64p", "+64"})
    {
        EXPECT_FALSE(Takes(tid, "QueueDepth", bad)) << bad;
    }
}

TEST(AttributeText, OnlyBoundsThatBoundAreTold)
{
    const auto reason = [](const std::string& type, const std::string& name) {
        return ReasonToRefuse(TypeId::LookupByName(type), name, "x");
    };
    EXPECT_EQ(reason("ns3::Application", "StopTime"), "is 'x', expected a time such as 1.5ms");
    EXPECT_EQ(reason("ns3::synthnet::EthernetCable", "Delay"),
              "is 'x', expected a time such as 1.5ms from +0ns on");
    EXPECT_EQ(reason("ns3::synthnet::CpuServiceTime", "ServiceMin"),
              "is 'x', expected a time such as 1.5ms from +0ns to +1e+12ns");
    EXPECT_EQ(reason("ns3::synthnet::CpuServiceTime", "SliceSigma"),
              "is 'x', expected a number from 0 to 10");
    EXPECT_EQ(reason("ns3::synthnet::IntSwitch", "QueueRate"),
              "is 'x', expected a number, 0 or at least 0.001");
    EXPECT_EQ(reason("ns3::synthnet::IntSwitch", "QueueDepth"),
              "is 'x', expected a whole number from 1 to 4294967295");
}

TEST(AttributeText, TimesHaveAUnitThatNs3Knows)
{
    const TypeId tid = DashPlayer::GetTypeId();
    for (const char* good : {"12s", "1.5ms", "10us", "+40ms", "2min", "1h", "3"})
    {
        EXPECT_TRUE(Takes(tid, "StableBufferTime", good)) << good;
    }
    for (const char* bad : {"", "soon", "12 s", "12sec", "s", "1e300s", "1e12", "-1s", "400y"})
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
                            "ns3::synthnet::CpuServiceTime[SliceProbability=2]",
                            "ns3::synthnet::CpuServiceTime[ServiceMin=-1s]",
                            "ns3::synthnet::VbrSegmentSizes", // another kind of object
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
        "attribute StableBufferTime of ns3::synthnet::DashPlayer is 'soon', expected a time such "
        "as 1.5ms");
    ExpectInputError([&] { SetAttributes(*player, {{"Loop", "perhaps"}}); }, "'perhaps'");
}

TEST(AttributeText, WhatIsExpectedIsSaid)
{
    const auto reason = [](TypeId type, const std::string& name, const std::string& text) {
        return ReasonToRefuse(type, name, text);
    };
    const TypeId service = CpuServiceTime::GetTypeId();
    EXPECT_EQ(reason(service, "SliceProbability", "2"), "is '2', expected a number from 0 to 1");
    EXPECT_EQ(reason(service, "Nope", "2"),
              "does not exist, expected an attribute of ns3::synthnet::CpuServiceTime");
    EXPECT_EQ(reason(IntSwitch::GetTypeId(), "Priorities", "9"),
              "is '9', expected a whole number from 1 to 8");
    EXPECT_EQ(reason(DashPlayer::GetTypeId(), "Loop", "perhaps"),
              "is 'perhaps', expected true or false");
    EXPECT_EQ(reason(EthernetPort::GetTypeId(), "DataRate", "fast"),
              "is 'fast', expected a DataRate such as 1000000000bps");
    EXPECT_EQ(reason(IntSwitch::GetTypeId(), "IngressService", "ns3::synthnet::ServiceTime"),
              "is 'ns3::synthnet::ServiceTime', which is abstract, expected a TypeId derived from "
              "ns3::synthnet::ServiceTime");
    EXPECT_EQ(ReasonToRefuseObject("ns3::synthnet::VbrSegmentSizes[CycleLength=0]",
                                   SegmentSizes::GetTypeId()),
              "is 'ns3::synthnet::VbrSegmentSizes[CycleLength=0]', where CycleLength is '0', "
              "expected a whole number from 1 to 10000000");
    EXPECT_EQ(ReasonToRefuseObject("ns3::synthnet::VbrSegmentSizes[Correlation=0.5]",
                                   SegmentSizes::GetTypeId()),
              "");
}

TEST(AttributeText, ATypeIsOfTheKindOfTheDefault)
{
    EXPECT_EQ(ReasonToRefuseDefault("ns3::TcpL4Protocol::SocketType", "ns3::Node"),
              "is 'ns3::Node', expected a TypeId derived from ns3::TcpCongestionOps");
    for (const char* good : {"ns3::TcpVegas", "ns3::TcpCubic", "ns3::TcpBbr", "ns3::TcpNewReno"})
    {
        EXPECT_EQ(ReasonToRefuseDefault("ns3::TcpL4Protocol::SocketType", good), "");
    }
    EXPECT_NE(ReasonToRefuseDefault("ns3::synthnet::DashPlayer::SocketFactory", "ns3::Node"), "");
    EXPECT_NE(ReasonToRefuseDefault("ns3::synthnet::IntSwitch::IngressService", "ns3::Node"), "");
    EXPECT_NE(ReasonToRefuseDefault("ns3::synthnet::ProbeSender::Jitter", "ns3::Node"), "");
}

TEST(AttributeText, DefaultsAreSetByTheirFullName)
{
    SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "7");
    UintegerValue depth;
    CreateObject<IntSwitch>()->GetAttribute("QueueDepth", depth);
    EXPECT_EQ(depth.Get(), 7u);
    SetDefaultAttribute("ns3::synthnet::IntSwitch::QueueDepth", "64");
    const std::pair<const char*, const char*> bad[] = {
        {"ns3::synthnet::IntSwitch::QueueDepth=0", "is '0', expected a whole number from 1 to "},
        {"ns3::synthnet::IntSwitch::QueueDepth=7x", "is '7x', expected a whole number"},
        {"ns3::synthnet::IntSwitch::Nope=7", "expected an attribute of ns3::synthnet::IntSwitch"},
        {"ns3::synthnet::DashPlayer::StartTime=7s", "expected ns3::Application::StartTime"},
        {"Nope::QueueDepth=7", "expected a TypeId, :: and an attribute of it"},
        {"depth=7", "expected a TypeId, :: and an attribute of it"},
    };
    for (const auto& [option, part] : bad)
    {
        const std::string text = option;
        const auto equals = text.find('=');
        ExpectInputError(
            [&] { SetDefaultAttribute(text.substr(0, equals), text.substr(equals + 1)); },
            part);
    }
}

TEST(AttributeText, AnAttributeIsTakenOutOfADescription)
{
    const std::string cpu = "ns3::synthnet::CpuServiceTime";
    const AttributeName serviceMin{CpuServiceTime::GetTypeId(), "ServiceMin"};
    EXPECT_EQ(WithoutAttribute(cpu + "[ServiceMin=1us|ServiceMean=2us]", serviceMin),
              cpu + "[ServiceMean=2us]");
    EXPECT_EQ(WithoutAttribute(cpu + "[ServiceMin=1us]", serviceMin), cpu);
    EXPECT_EQ(WithoutAttribute(cpu + "[ServiceMean=1us]", serviceMin), cpu + "[ServiceMean=1us]");
    for (const char* other : {"", "5", "ns3::synthnet::VbrSegmentSizes[ServiceMin=1us]"})
    {
        EXPECT_EQ(WithoutAttribute(other, serviceMin), other);
    }
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
        "where x does not exist, expected an attribute of ns3::synthnet::CbrSegmentSizes");
}

} // namespace
