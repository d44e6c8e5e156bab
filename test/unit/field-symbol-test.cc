/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/field-symbol.h"
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;

TEST(RecentNumbers, KeepsTheLastOnesAndNoneTwice)
{
    RecentNumbers numbers;
    EXPECT_FALSE(numbers.At(1));
    for (uint32_t number = 0; number < 100; ++number)
    {
        numbers.Add(number);
    }
    EXPECT_EQ(numbers.Find(99), 1u);
    EXPECT_EQ(numbers.Find(36), RecentNumbers::MOST);
    EXPECT_FALSE(numbers.Find(35));
    EXPECT_FALSE(numbers.At(0));
    EXPECT_FALSE(numbers.At(RecentNumbers::MOST + 1));
    numbers.Add(36);
    EXPECT_EQ(numbers.At(1), 36u);
    EXPECT_EQ(numbers.At(RecentNumbers::MOST), 37u);
}

TEST(FieldSymbol, TakesTheFirstRelationThatHolds)
{
    RecentNumbers recent;
    recent.Add(300);
    recent.Add(200);
    const FieldContext context{100, 200, &recent, 1000, 32};
    EXPECT_EQ(EncodeField(100, context), (FieldSymbol{FieldRelation::NEXT, 0}));
    EXPECT_EQ(EncodeField(200, context), (FieldSymbol{FieldRelation::SAME, 0}));
    EXPECT_EQ(EncodeField(300, context), (FieldSymbol{FieldRelation::BACK, 2}));
    EXPECT_EQ(EncodeField(999, context), (FieldSymbol{FieldRelation::STEP, -1}));
    EXPECT_EQ(EncodeField(999, {}), (FieldSymbol{FieldRelation::VALUE, 999}));
}

TEST(FieldSymbol, StepsTheShorterWayAround)
{
    EXPECT_EQ(EncodeField(2, {{}, {}, nullptr, 0xffff, 16}), (FieldSymbol{FieldRelation::STEP, 3}));
    EXPECT_EQ(EncodeField(0xfffffffe, {{}, {}, nullptr, 1, 32}),
              (FieldSymbol{FieldRelation::STEP, -3}));
}

TEST(FieldSymbol, AnyNumberInAnyContextComesBack)
{
    RandomNumbers random(1, 0);
    RecentNumbers recent;
    for (int i = 0; i < 20000; ++i)
    {
        const unsigned bits = random.Below(2) == 0 ? 16 : 32;
        const uint32_t mask = bits == 16 ? 0xffff : 0xffffffff;
        // Small ones as well, so that each relation occurs.
        const auto draw = [&] {
            return static_cast<uint32_t>(random.Below(2) == 0 ? random.Below(8)
                                                              : random.Below(1ULL << 32)) &
                   mask;
        };
        FieldContext context;
        context.bits = bits;
        context.next = random.Below(2) == 0 ? std::optional(draw()) : std::nullopt;
        context.last = random.Below(2) == 0 ? std::optional(draw()) : std::nullopt;
        context.recent = random.Below(2) == 0 ? &recent : nullptr;
        context.from = random.Below(2) == 0 ? std::optional(draw()) : std::nullopt;
        const uint32_t number = draw();
        EXPECT_EQ(DecodeField(EncodeField(number, context), context), number);
        recent.Add(number);
    }
}

TEST(FieldSymbol, WhatNamesNothingIsTheNextBestNumber)
{
    for (const FieldRelation relation :
         {FieldRelation::NEXT, FieldRelation::SAME, FieldRelation::BACK})
    {
        EXPECT_EQ(DecodeField({relation, 5}, {}), 0u);
        EXPECT_EQ(DecodeField({relation, 5}, {7, {}, nullptr, {}, 32}), 7u);
    }
    EXPECT_EQ(DecodeField({FieldRelation::NEXT, 0}, {{}, 8, nullptr, {}, 32}), 8u);
    EXPECT_EQ(DecodeField({FieldRelation::STEP, 2}, {{}, 8, nullptr, {}, 32}), 10u);
    EXPECT_EQ(DecodeField({FieldRelation::ABSENT, 3}, {7, 8, nullptr, 9, 32}), 0u);
}

} // namespace
