/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/ingress-pipeline.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

TableSchema
Schema(const std::string& name)
{
    TableSchema schema;
    schema.name = name;
    schema.key = {KeyField{Field::EtherType, MatchKind::Exact}};
    return schema;
}

/// A pipeline of tables that have these default actions.
IngressPipeline
PipelineOf(const std::vector<Action>& actions)
{
    IngressPipeline pipeline;
    for (const Action& action : actions)
    {
        pipeline.AddTable(Schema("t" + std::to_string(pipeline.GetSchemas().size())))
            .SetDefault(action);
    }
    return pipeline;
}

PacketFields
Frame()
{
    PacketFields fields;
    fields.ethernetDst = 0xd;
    fields.ethernetSrc = 0x5;
    return fields;
}

TEST(IngressPipeline, WithoutADecisionHasNoPortAndKeepsTheAddresses)
{
    const IngressVerdict verdict = PipelineOf({Action{}}).Apply(Frame());
    EXPECT_FALSE(verdict.drop);
    EXPECT_FALSE(verdict.egress);
    EXPECT_FALSE(verdict.dscp);
    EXPECT_FALSE(verdict.forwardsIpv4);
    EXPECT_EQ(verdict.priority, 0);
    EXPECT_EQ(verdict.ethernetDst, 0xdu);
    EXPECT_EQ(verdict.ethernetSrc, 0x5u);
}

TEST(IngressPipeline, GathersWhatItsTablesDecide)
{
    const IngressVerdict verdict = PipelineOf({Action::MakeIpv4Forward(0xabc, 3),
                                               Action::MakeSetPriority(5),
                                               Action::MakeMarkDscp(46)})
                                       .Apply(Frame());
    EXPECT_EQ(verdict.egress, 3);
    EXPECT_EQ(verdict.priority, 5);
    EXPECT_EQ(verdict.dscp, 46);
    EXPECT_TRUE(verdict.forwardsIpv4);
    EXPECT_EQ(verdict.ethernetDst, 0xabcu);
    EXPECT_EQ(verdict.ethernetSrc, 0xdu); // the destination that the frame had
}

TEST(IngressPipeline, TakesTheLaterOfTwoDecisions)
{
    const IngressVerdict verdict =
        PipelineOf({Action::MakeForward(1), Action::MakeForward(2)}).Apply(Frame());
    EXPECT_EQ(verdict.egress, 2);
    EXPECT_FALSE(verdict.forwardsIpv4);
}

TEST(IngressPipeline, ShowsADroppedPacketToNoFurtherTable)
{
    IngressPipeline pipeline =
        PipelineOf({Action::MakeForward(1), Action::MakeDrop(), Action::MakeForward(2)});
    EXPECT_TRUE(pipeline.Apply(Frame()).drop);
    EXPECT_EQ(pipeline.GetTable("t1").Misses().packets, 1u);
    EXPECT_EQ(pipeline.GetTable("t2").Misses().packets, 0u);
}

TEST(IngressPipeline, DropsWhatTheLastPortChosenIsTheDropPortOf)
{
    EXPECT_TRUE(PipelineOf({Action::MakeForward(DROP_PORT)}).Apply(Frame()).drop);
    EXPECT_FALSE(
        PipelineOf({Action::MakeForward(DROP_PORT), Action::MakeForward(1)}).Apply(Frame()).drop);
}

TEST(IngressPipeline, CarriesOutACommandOnItsTable)
{
    IngressPipeline pipeline = PipelineOf({Action{}, Action{}});
    const auto commands =
        ParseCommandFile("table_set_default t1 forward 4\n", "file", pipeline.GetSchemas());
    pipeline.Execute(commands.at(0));
    EXPECT_EQ(pipeline.GetTable("t0").Default(), Action{});
    EXPECT_EQ(pipeline.GetTable("t1").Default(), Action::MakeForward(4));
}

TEST(IngressPipeline, HasOneTableOfAName)
{
    IngressPipeline pipeline = PipelineOf({Action{}});
    ExpectInputError([&] { pipeline.AddTable(Schema("t0")); }, "table t0 exists already");
    ExpectInputError([&] { pipeline.GetTable("t1"); }, "unknown table t1");
}

} // namespace
