/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/json-lines.h"

#include <gtest/gtest.h>

#include <string>

namespace
{

using namespace ns3::synthnet;

TEST(JsonLines, EachValueHasTheLineOnWhichItBegins)
{
    const JsonLines lines("{\n"
                          " \"a\": 1,\n"
                          " \"b\": {\"c\": true,\n"
                          "   \"d\": [5\n"
                          "     , {\"e\":\n"
                          "        \"x\"}, null]}\n"
                          "}\n",
                          "f");
    EXPECT_EQ(lines.LineOf("a"), 2u);
    EXPECT_EQ(lines.LineOf("b"), 3u);
    EXPECT_EQ(lines.LineOf("b.c"), 3u);
    EXPECT_EQ(lines.LineOf("b.d"), 4u);
    EXPECT_EQ(lines.LineOf("b.d[0]"), 4u);
    EXPECT_EQ(lines.LineOf("b.d[1]"), 5u);
    EXPECT_EQ(lines.LineOf("b.d[1].e"), 6u);
    EXPECT_EQ(lines.LineOf("b.d[2]"), 6u);
}

TEST(JsonLines, AValueThatIsNotThereHasTheLineOfWhatItBelongsTo)
{
    const JsonLines lines("{\n\"switches\":\n {\"depth\":\n 3}}", "f");
    EXPECT_EQ(lines.LineOf("switches.rate"), 3u);
    EXPECT_EQ(lines.LineOf("switches[2].depth"), 4u) << "one for all";
    EXPECT_EQ(lines.LineOf("switches[2].attributes.A"), 3u);
    EXPECT_EQ(lines.LineOf("other.a"), 0u);
}

TEST(JsonLines, WhatIsNotJsonIsNamedWithItsLine)
{
    ExpectInputError([] { JsonLines("{\n\"a\": 1\n\"b\": 2}", "f"); }, "f:3: is not JSON here");
    ExpectInputError([] { JsonLines("", "f"); }, "f:1: is not JSON here");
    ExpectInputError([] { JsonLines("{}\n}", "f"); }, "f:2: is not JSON here");
    ExpectInputError([] { JsonLines("[\n1e999\n]", "f"); }, "f:2: a number beyond 1.8e308");
}

TEST(JsonLines, NestingHasADepth)
{
    EXPECT_EQ(JsonLines(std::string(64, '[') + std::string(64, ']'), "f").LineOf("a"), 0u);
    ExpectInputError([] { JsonLines("\n" + std::string(1'000'000, '['), "f"); },
                     "f:2: is nested deeper than expected, 64 at most");
}

TEST(JsonLines, ASecondMemberOfTheSameNameIsRefused)
{
    ExpectInputError([] { JsonLines("{\"a\": {\"b\": 1,\n\"b\": 2}}", "f"); },
                     "f:2: a second member 'b', expected each once");
    EXPECT_EQ(JsonLines("[{\"b\": 1},\n{\"b\": 2}]", "f").LineOf("[1].b"), 2u);
}

} // namespace
