/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/field-vocabulary.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;

FieldSymbol
Value(int64_t value)
{
    return {FieldRelation::VALUE, value};
}

/// Each symbol in this many flows, one a flow.
void
See(SeenSymbols& seen, const FieldSymbol& symbol, std::size_t times)
{
    for (std::size_t flow = 0; flow < times; ++flow)
    {
        seen.symbols.push_back(symbol);
        seen.flows.push_back(flow);
    }
}

TEST(FieldVocabulary, WhatManyFlowsHaveIsATokenOfItsOwn)
{
    SeenSymbols seen;
    See(seen, Value(1448), 20);
    See(seen, Value(512), 8);
    See(seen, {FieldRelation::SAME, 0}, 1);
    for (int64_t value = 1; value <= 100; ++value)
    {
        See(seen, Value(value), 1);
    }
    const FieldVocabulary vocabulary(seen, {});
    RandomNumbers random(1, 0);
    for (const FieldSymbol& symbol : {Value(1448), Value(512), {FieldRelation::SAME, 0}})
    {
        const uint32_t token = vocabulary.Token(symbol);
        for (int i = 0; i < 10; ++i)
        {
            EXPECT_EQ(vocabulary.Draw(token, random), symbol);
        }
    }
    EXPECT_EQ(vocabulary.Size(), 1 + 3 + 100 / 8u);
}

TEST(FieldVocabulary, WhatOneFlowHasOftenIsNotRepeated)
{
    SeenSymbols seen;
    for (int i = 0; i < 1000; ++i)
    {
        seen.symbols.push_back(Value(i % 2 == 0 ? 100000 : 200000 + 10 * i));
        seen.flows.push_back(7);
    }
    const FieldVocabulary vocabulary(seen, {});
    for (const FieldVocabulary::Entry& entry : vocabulary.Entries())
    {
        EXPECT_GT(entry.knots.size(), 1u);
    }
}

TEST(FieldVocabulary, ARangeGivesValuesBetweenThoseSeenInIt)
{
    SeenSymbols seen;
    for (int64_t value = 0; value < 4000; value += 10)
    {
        See(seen, Value(value), 1);
    }
    const FieldVocabulary vocabulary(seen, {});
    EXPECT_EQ(vocabulary.Unit(), 10);
    RandomNumbers random(1, 0);
    std::set<int64_t> drawn;
    for (int i = 0; i < 2000; ++i)
    {
        const uint32_t token =
            vocabulary.Token(Value(10 * static_cast<int64_t>(random.Below(400))));
        const FieldSymbol symbol = vocabulary.Draw(token, random);
        EXPECT_EQ(symbol.relation, FieldRelation::VALUE);
        EXPECT_EQ(symbol.value % 10, 0);
        EXPECT_EQ(vocabulary.Token(symbol), token);
        drawn.insert(symbol.value);
    }
    EXPECT_GT(drawn.size(), 350u);
    EXPECT_EQ(vocabulary.Size(), 33u);
}

TEST(FieldVocabulary, AValueBeyondAllHasTheNearestRange)
{
    SeenSymbols seen;
    for (int64_t value = 100; value < 200; ++value)
    {
        See(seen, Value(value), 1);
    }
    const FieldVocabulary vocabulary(seen, {});
    EXPECT_EQ(vocabulary.Token(Value(-5)), vocabulary.Token(Value(100)));
    EXPECT_EQ(vocabulary.Token(Value(5000)), vocabulary.Token(Value(199)));
    EXPECT_EQ(vocabulary.Token({FieldRelation::STEP, 100}), FieldVocabulary::UNKNOWN);
    EXPECT_TRUE(vocabulary.IsAbsent(FieldVocabulary::UNKNOWN));
    EXPECT_FALSE(vocabulary.IsAbsent(vocabulary.Token(Value(100))));
}

TEST(FieldVocabulary, OfNothingHasOneToken)
{
    const FieldVocabulary vocabulary(SeenSymbols{}, {});
    RandomNumbers random(1, 0);
    EXPECT_EQ(vocabulary.Size(), 1u);
    EXPECT_EQ(vocabulary.Token(Value(1)), FieldVocabulary::UNKNOWN);
    EXPECT_EQ(vocabulary.Draw(FieldVocabulary::UNKNOWN, random), FieldSymbol{});
}

TEST(FieldVocabulary, EntriesMustBeInOrder)
{
    EXPECT_THROW(FieldVocabulary({{FieldRelation::VALUE, {2, 1}}}, 1), std::invalid_argument);
    EXPECT_THROW(FieldVocabulary({{FieldRelation::VALUE, {}}}, 1), std::invalid_argument);
    EXPECT_THROW(FieldVocabulary({{FieldRelation::VALUE, {1}}}, 0), std::invalid_argument);
}

} // namespace
