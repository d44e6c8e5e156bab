/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/command-file.h"
#include "ns3/field-value.h"
#include "ns3/input-error.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace
{

using namespace ns3::synthnet;

std::vector<TableSchema>
Schema()
{
    return {
        {"MyIngress.ipv4_lpm", {{Field::Ipv4Dst, MatchKind::Lpm}}},
        {"MyIngress.mac", {{Field::EthernetDst, MatchKind::Exact}}},
        {"six", {{Field::Ipv6Dst, MatchKind::Lpm}, {Field::IngressPort, MatchKind::Exact}}},
        {"MyEgress.acl",
         {{Field::IngressPort, MatchKind::Exact},
          {Field::Ipv4Src, MatchKind::Ternary},
          {Field::L4DstPort, MatchKind::Ternary}}},
    };
}

std::vector<Command>
Parse(const std::string& text)
{
    return ParseCommandFile(text, "s1-commands.txt", Schema());
}

template <typename What>
What
Only(const std::string& text)
{
    const std::vector<Command> commands = Parse(text);
    EXPECT_EQ(commands.size(), 1u);
    return std::get<What>(commands.at(0).what);
}

std::string
ErrorOf(const std::string& text)
{
    try
    {
        Parse(text);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "no error";
}

TEST(CommandFile, TheCommandsOfTheTutorialsForwardByPrefix)
{
    const auto add = Only<TableAdd>("table_add MyIngress.ipv4_lpm ipv4_forward 10.0.1.1/32 => "
                                    "00:00:00:00:01:01 1\n");
    EXPECT_EQ(add.table, "MyIngress.ipv4_lpm");
    ASSERT_EQ(add.key.size(), 1u);
    EXPECT_EQ(add.key[0].match, MatchKind::Lpm);
    EXPECT_EQ(add.key[0].value, (Bits128{0, 0x0a000101}));
    EXPECT_EQ(add.key[0].prefixLength, 32u);
    EXPECT_EQ(add.action, Action::MakeIpv4Forward(0x0101, 1));
    EXPECT_EQ(add.priority, 0u);
}

TEST(CommandFile, TheControlsNameMayBeAbsentOrPresent)
{
    EXPECT_EQ(Only<TableClear>("table_clear ipv4_lpm").table, "MyIngress.ipv4_lpm");
    EXPECT_EQ(Only<TableClear>("table_clear MyIngress.ipv4_lpm").table, "MyIngress.ipv4_lpm");
    EXPECT_EQ(Only<TableClear>("table_clear MyIngress.six").table, "six");
    EXPECT_EQ(Only<TableSetDefault>("table_set_default ipv4_lpm MyIngress.drop").action,
              Action::MakeDrop());
    EXPECT_NE(ErrorOf("table_clear lpm"), "no error");
    EXPECT_NE(ErrorOf("table_clear MyEgress.ipv4_lpm"), "no error");
    EXPECT_NE(ErrorOf("table_clear ."), "no error");
}

TEST(CommandFile, ANameThatMeansTwoTablesIsAmbiguousUnlessItIsWhole)
{
    const std::vector<KeyField> key{{Field::IngressPort, MatchKind::Exact}};
    const std::vector<TableSchema> two{{"A.t", key}, {"B.t", key}};
    try
    {
        ParseCommandFile("table_clear t", "f", two);
        FAIL();
    }
    catch (const InputError& error)
    {
        EXPECT_STREQ(error.what(), "f:1: table 't' is ambiguous, expected one of: A.t, B.t");
    }
    const std::vector<TableSchema> nested{{"A.t", key}, {"t", key}};
    EXPECT_EQ(std::get<TableClear>(ParseCommandFile("table_clear t", "f", nested)[0].what).table,
              "t");
}

TEST(CommandFile, TernaryEntriesTakeMasksAndAPriority)
{
    const auto add =
        Only<TableAdd>("table_add acl set_priority 0x3 10.0.0.0&&&255.0.0.0 80&&&0xffff => 7 100");
    ASSERT_EQ(add.key.size(), 3u);
    EXPECT_EQ(add.key[0].value, (Bits128{0, 3}));
    EXPECT_EQ(add.key[1].value, (Bits128{0, 0x0a000000}));
    EXPECT_EQ(add.key[1].mask, (Bits128{0, 0xff000000}));
    EXPECT_EQ(add.key[2].mask, (Bits128{0, 0xffff}));
    EXPECT_EQ(add.action, Action::MakeSetPriority(7));
    EXPECT_EQ(add.priority, 100u);
    EXPECT_EQ(Only<TableAdd>("table_add acl drop 1 0&&&0 0&&&0 => 5").priority, 5u);
}

TEST(CommandFile, Ipv6AndMacKeysAreUnderstood)
{
    const auto six = Only<TableAdd>("table_add six forward 2001:db8::/32 4 => 2");
    EXPECT_EQ(six.key[0].value, (Bits128{0x20010db800000000, 0}));
    EXPECT_EQ(six.key[0].prefixLength, 32u);
    EXPECT_EQ(six.key[1].value, (Bits128{0, 4}));
    const auto mac = Only<TableAdd>("table_add mac forward 08:00:00:00:01:Ff => 0x1fF");
    EXPECT_EQ(mac.key[0].value, (Bits128{0, 0x0800000001ff}));
    EXPECT_EQ(mac.action.port, 511);
}

TEST(CommandFile, EntriesAreModifiedAndDeletedByHandle)
{
    const auto modify = Only<TableModify>("table_modify ipv4_lpm forward 3 9");
    EXPECT_EQ(modify.handle, 3u);
    EXPECT_EQ(modify.action, Action::MakeForward(9));
    EXPECT_EQ(Only<TableModify>("table_modify ipv4_lpm forward 3 => 9").action,
              Action::MakeForward(9));
    EXPECT_EQ(Only<TableModify>("table_modify ipv4_lpm drop 0").action, Action::MakeDrop());
    EXPECT_EQ(Only<TableDelete>("table_delete ipv4_lpm 16777216").handle, 16777216u);
}

TEST(CommandFile, QueueCommandsNameAllAPortOrOnePriority)
{
    const auto depth = Only<SetQueueDepth>("set_queue_depth 64");
    EXPECT_EQ(depth.depth, 64u);
    EXPECT_FALSE(depth.port);
    EXPECT_FALSE(depth.priority);
    const auto rate = Only<SetQueueRate>("set_queue_rate 0 511 7");
    EXPECT_EQ(rate.rate, 0u);
    EXPECT_EQ(rate.port, 511);
    EXPECT_EQ(rate.priority, 7);
    const auto one = Only<SetQueueRate>("set_queue_rate 3500 2");
    EXPECT_EQ(one.port, 2);
    EXPECT_FALSE(one.priority);
}

TEST(CommandFile, CommentsAndBlankLinesCountAsLinesOnly)
{
    const std::vector<Command> commands =
        Parse("# head\r\n\n  // more\n\ttable_clear six  # tail\r\n   \nset_queue_depth 1 //x\n#");
    ASSERT_EQ(commands.size(), 2u);
    EXPECT_EQ(commands[0].line, 4u);
    EXPECT_EQ(commands[1].line, 6u);
    EXPECT_TRUE(Parse("").empty());
    EXPECT_NE(ErrorOf("set_queue_depth 1//x"), "no error"); // a comment follows a blank
}

TEST(CommandFile, MessagesNameFileLineAndWhatWasExpected)
{
    EXPECT_EQ(ErrorOf("\n#\nfrobnicate 1"),
              "s1-commands.txt:3: unknown command 'frobnicate', expected one of: table_add, "
              "table_set_default, table_modify, table_delete, table_clear, set_queue_depth, "
              "set_queue_rate");
    EXPECT_EQ(ErrorOf("table_clear nosuch"),
              "s1-commands.txt:1: unknown table 'nosuch', expected one of: MyIngress.ipv4_lpm, "
              "MyIngress.mac, six, MyEgress.acl");
    EXPECT_EQ(ErrorOf("table_set_default six explode"),
              "s1-commands.txt:1: unknown action 'explode', expected one of: NoAction, drop, "
              "forward, ipv4_forward, set_priority, mark_dscp");
    EXPECT_EQ(ErrorOf("table_add six forward ::/0 => 1"),
              "s1-commands.txt:1: table six was given 1 match fields, expected 2: "
              "hdr.ipv6.dstAddr, standard_metadata.ingress_port");
    EXPECT_EQ(ErrorOf("set_queue_depth 0"),
              "s1-commands.txt:1: queue depth is '0', expected a number from 1 to 2147483647");
    EXPECT_EQ(ErrorOf("table_add ipv4_lpm forward 10.0.0.256/8 => 1"),
              "s1-commands.txt:1: match for hdr.ipv4.dstAddr is '10.0.0.256', expected a decimal "
              "or 0x number or an IPv4 address of 32 bits");
    EXPECT_EQ(ErrorOf("table_add ipv4_lpm ipv4_forward 10.0.0.0/8 => 1"),
              "s1-commands.txt:1: action ipv4_forward was given 1 parameters, expected 2: dstAddr, "
              "port");
}

class BadLines : public ::testing::TestWithParam<const char*>
{
};

TEST_P(BadLines, AreRefusedWithTheirLine)
{
    const std::string error = ErrorOf(std::string("\n") + GetParam() + "\n");
    EXPECT_EQ(error.substr(0, 18), "s1-commands.txt:2:") << error;
    EXPECT_NE(error.find("expected"), std::string::npos) << error;
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
}

INSTANTIATE_TEST_SUITE_P(CommandFile,
                         BadLines,
                         ::testing::Values("table_add",
                                           "table_add ipv4_lpm",
                                           "table_add ipv4_lpm forward",
                                           "table_add ipv4_lpm forward 10.0.0.0/8 1",
                                           "table_add ipv4_lpm forward => 1",
                                           "table_add ipv4_lpm forward 10.0.0.0/8 => 1 2",
                                           "table_add ipv4_lpm forward 10.0.0.0/8 =>",
                                           "table_add ipv4_lpm forward 10.0.0.0 => 1",
                                           "table_add ipv4_lpm forward 10.0.0.0/33 => 1",
                                           "table_add ipv4_lpm forward 10.0.0.0/ => 1",
                                           "table_add ipv4_lpm forward /8 => 1",
                                           "table_add ipv4_lpm forward 10.0.0.0/-1 => 1",
                                           "table_add ipv4_lpm forward 10.0.0/8 => 1",
                                           "table_add ipv4_lpm forward 0x100000000/8 => 1",
                                           "table_add ipv4_lpm forward 10.0.0.0/8 => 512",
                                           "table_add ipv4_lpm forward 10.0.0.0/8 => x",
                                           "table_add mac forward 08:00:00:00:01 => 1",
                                           "table_add mac forward 08-00-00-00-01-01 => 1",
                                           "table_add mac forward 08:00:00:00:01:0g => 1",
                                           "table_add six forward 2001:db8::1::/64 0 => 1",
                                           "table_add six forward ::/129 0 => 1",
                                           "table_add six forward ::/0 512 => 1",
                                           "table_add acl drop 1 0&&&0 0&&&0 =>",
                                           "table_add acl drop 1 0&&&0 0&&&0 => x",
                                           "table_add acl drop 1 0&&&0 0&&&0 => -1",
                                           "table_add acl drop 1 0&&&0 0&&&0 => 2147483648",
                                           "table_add acl drop 1 0&&&0 0&&&0x10000 => 1",
                                           "table_add acl drop 1 0 0&&&0 => 1",
                                           "table_add acl drop 1 0&&0 0&&&0 => 1",
                                           "table_set_default six",
                                           "table_set_default six drop 1",
                                           "table_set_default six set_priority 8",
                                           "table_set_default six mark_dscp 64",
                                           "table_modify six drop",
                                           "table_modify six drop x",
                                           "table_modify six drop 4294967296",
                                           "table_delete six",
                                           "table_delete six 1 2",
                                           "table_clear",
                                           "table_clear six six",
                                           "set_queue_depth",
                                           "set_queue_depth -1",
                                           "set_queue_depth 1.5",
                                           "set_queue_depth 64 512",
                                           "set_queue_depth 64 0 8",
                                           "set_queue_depth 64 0 0 0",
                                           "set_queue_rate",
                                           "set_queue_rate fast",
                                           "set_queue_rate 2147483648",
                                           "TABLE_CLEAR six"));

TEST(CommandFile, ExecutingAFileFillsTheTables)
{
    MatchActionTable lpm(Schema()[0]);
    MatchActionTable mac(Schema()[1]);
    std::size_t others = 0;
    for (const Command& command : Parse("table_set_default ipv4_lpm drop\n"
                                        "table_add ipv4_lpm forward 10.0.0.0/8 => 1\n"
                                        "table_add ipv4_lpm forward 10.1.0.0/16 => 2\n"
                                        "table_modify ipv4_lpm forward 0 => 5\n"
                                        "table_delete ipv4_lpm 1\n"
                                        "table_add mac forward 0x1 => 3\n"
                                        "set_queue_depth 32\n"))
    {
        others += !Execute(command, lpm) && !Execute(command, mac);
    }
    EXPECT_EQ(others, 1u);
    PacketFields fields;
    fields.ipv4Dst = 0x0a010000;
    EXPECT_EQ(lpm.Apply(fields).action, Action::MakeForward(5));
    EXPECT_EQ(lpm.Size(), 1u);
    fields.ipv4Dst = 0x0b010000;
    EXPECT_EQ(lpm.Apply(fields).action, Action::MakeDrop());
    EXPECT_EQ(mac.Size(), 1u);
    EXPECT_TRUE(Execute(Parse("table_clear mac")[0], mac));
    EXPECT_EQ(mac.Size(), 0u);
    EXPECT_THROW(Execute(Parse("table_delete mac 0")[0], mac), InputError);
}

TEST(FieldValue, NumbersOfEveryWidthAreReadAtTheirLimits)
{
    const uint64_t all = ~uint64_t{0};
    EXPECT_EQ(ParseValue("511", 9), (Bits128{0, 511}));
    EXPECT_FALSE(ParseValue("512", 9));
    EXPECT_EQ(ParseValue("0xffffffffffffffff", 64), (Bits128{0, all}));
    EXPECT_FALSE(ParseValue("0x10000000000000000", 64));
    EXPECT_EQ(ParseValue("18446744073709551616", 128), (Bits128{1, 0}));
    EXPECT_EQ(ParseValue("340282366920938463463374607431768211455", 128), (Bits128{all, all}));
    EXPECT_FALSE(ParseValue("340282366920938463463374607431768211456", 128));
    EXPECT_EQ(ParseValue("::ffff:1.2.3.4", 128), (Bits128{0, 0xffff01020304}));
    EXPECT_EQ(ParseValue("255.255.255.255", 32), (Bits128{0, 0xffffffff}));
    EXPECT_EQ(ParseValue("ff:ff:ff:ff:ff:ff", 48), (Bits128{0, 0xffffffffffff}));
    for (const char* text : {"", "0x", "x", "1x", "0b1", "-1", "+1", " 1", "1.2.3.4", "a:b::"})
    {
        EXPECT_FALSE(ParseValue(text, 16)) << text;
    }
    EXPECT_FALSE(ParseValue("1.2.3.4.5", 32));
    EXPECT_FALSE(ParseValue("01:02:03:04:05:06", 32));
}

} // namespace
