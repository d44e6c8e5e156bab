/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/gym-messages.h"
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace ns3::synthnet
{
namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

/// A field of bytes: its number and type 2, the length, the bytes; all below 128.
std::string
Field(int number, const std::string& bytes)
{
    return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
}

/// A field of a small number: its number and type 0, the number.
std::string
Field(int number, int value)
{
    return {static_cast<char>(number << 3), static_cast<char>(value)};
}

/// google.protobuf.Any: the full name of the message, and its bytes.
std::string
Any(const std::string& name, const std::string& bytes)
{
    return Field(1, "type.googleapis.com/ns3opengym." + name) + Field(2, bytes);
}

/// An EnvActMsg with this DataContainer.
std::string
Action(const std::string& container)
{
    return Field(1, container);
}

/// An EnvActMsg with a box of these fields.
std::string
BoxAction(const std::string& fields)
{
    return Action(Field(1, 2) + Field(2, Any("BoxDataContainer", fields)));
}

const GymSpace BOX{BoxSpace::Vector(2, 0, 64, GymNumber::UINT)};
const GymSpace FOUR_ACTIONS{DiscreteSpace{4}};

GymSpace
Everything()
{
    return {DictSpace{{{"depth", {DiscreteSpace{3}}},
                       {"ints", {BoxSpace::Vector(2, -64, 64, GymNumber::INT)}},
                       {"uints", {BoxSpace{GymNumber::UINT, {2, 2}, {0, 0, 0, 0}, {9, 9, 9, 9}}}},
                       {"floats", {BoxSpace::Vector(3, -1, 1, GymNumber::FLOAT)}},
                       {"pair",
                        {TupleSpace{{{BoxSpace::Vector(1, -INFINITE, INFINITE, GymNumber::DOUBLE)},
                                     {DictSpace{{{"deep", {DiscreteSpace{2}}}}}}}}}}}}};
}

/// Real numbers as floats keep them.
GymValue
AsFloats(GymValue value)
{
    for (auto& number :
         std::get<std::vector<double>>(std::get<GymDict>(value.value).elements[3].value.value))
    {
        number = static_cast<float>(number);
    }
    return value;
}

// The bytes are written by hand from the protocol's table, not by protobuf.

TEST(GymMessages, TheInitMessageHasThePublishedFields)
{
    const std::string box = std::string("\x0d\0\0\0\0\x15\0\0\x80\x42", 10) + // low 0, high 64
                            Field(3, 2) + Field(4, std::string{2});           // UINT, [2]
    const std::string expected =
        Field(1, 77) + Field(3, Field(1, 2) + Field(2, Any("BoxSpace", box.substr(5)))) +
        Field(4, Field(1, 1) + Field(2, Any("DiscreteSpace", Field(1, 4))));
    EXPECT_EQ(EncodeGymInit({BOX, FOUR_ACTIONS, 77}), expected); // proto3 leaves out what is 0
    const GymInit init =
        DecodeGymInit(Field(1, 77) + Field(3, Field(1, 2) + Field(2, Any("BoxSpace", box))) +
                      Field(4, Field(1, 1) + Field(2, Any("DiscreteSpace", Field(1, 4)))));
    EXPECT_TRUE(init.observationSpace == BOX);
    EXPECT_TRUE(init.actionSpace == FOUR_ACTIONS);
    EXPECT_EQ(init.processId, 77u);
}

TEST(GymMessages, TheStateHasThePublishedFields)
{
    GymState state;
    state.observation.value = std::vector<double>{3, 4};
    state.reward = 2;
    state.end = GymEnd::GAME_OVER;
    state.info = {{GYM_INFO_TEXT, "a|1"}};
    const std::string box = Field(1, 2) + Field(2, std::string{2}) + Field(4, std::string{3, 4});
    const std::string expected = Field(1, Field(1, 2) + Field(2, Any("BoxDataContainer", box))) +
                                 std::string("\x15\0\0\0\x40", 5) + Field(3, 1) + Field(4, 1) +
                                 Field(5, "a|1");
    EXPECT_EQ(EncodeGymState(state, BOX), expected);
    EXPECT_EQ(DecodeGymState(expected, BOX).end, GymEnd::GAME_OVER);

    state.end = GymEnd::SIMULATION_END;
    const std::string bytes = EncodeGymState(state, BOX);
    EXPECT_NE(bytes.find(Field(3, 1) + Field(5, "a|1")), std::string::npos); // reason 0 is left out
    EXPECT_EQ(DecodeGymState(bytes, BOX).end, GymEnd::SIMULATION_END);
    state.end = GymEnd::NONE;
    EXPECT_EQ(DecodeGymState(EncodeGymState(state, BOX), BOX).end, GymEnd::NONE);
}

TEST(GymMessages, AnswersHaveThePublishedFields)
{
    EXPECT_TRUE(DecodeGymInitReply(Field(1, 1)).done);
    EXPECT_FALSE(DecodeGymInitReply(Field(1, 1)).stop);
    EXPECT_TRUE(DecodeGymInitReply(Field(1, 1) + Field(2, 1)).stop);
    EXPECT_EQ(EncodeGymInitReply({true, true}), Field(1, 1) + Field(2, 1));

    const std::string two =
        Action(Field(1, 1) + Field(2, Any("DiscreteDataContainer", Field(1, 2))));
    const GymReply reply = DecodeGymReply(two, FOUR_ACTIONS);
    EXPECT_FALSE(reply.stop);
    EXPECT_EQ(std::get<int64_t>(reply.action->value), 2);
    EXPECT_EQ(EncodeGymReply(reply, FOUR_ACTIONS), two);
    EXPECT_TRUE(DecodeGymReply(Field(2, 1), FOUR_ACTIONS).stop);
    EXPECT_TRUE(DecodeGymReply(two + Field(2, 1), FOUR_ACTIONS).stop); // whatever else there is
}

TEST(GymMessages, SpacesOfEveryKindComeBack)
{
    const GymInit init = DecodeGymInit(EncodeGymInit({Everything(), {TupleSpace{}}, 1}));
    EXPECT_TRUE(init.observationSpace == Everything());
    EXPECT_TRUE(init.actionSpace == GymSpace{TupleSpace{}});
}

TEST(GymMessages, ValuesOfEveryKindComeBack)
{
    RandomNumbers random(1, 1);
    for (int i = 0; i < 50; ++i)
    {
        GymState state;
        state.observation = AsFloats(SampleSpace(Everything(), random));
        state.reward = 0.25;
        state.info = {{"key", "a \"value\""}, {"other", "1"}};
        const GymState again = DecodeGymState(EncodeGymState(state, Everything()), Everything());
        EXPECT_TRUE(again.observation == state.observation);
        EXPECT_EQ(again.reward, 0.25);
        EXPECT_EQ(again.info, state.info);
        const GymReply reply =
            DecodeGymReply(EncodeGymReply({state.observation, false}, Everything()), Everything());
        EXPECT_TRUE(*reply.action == state.observation);
    }
}

TEST(GymMessages, NumbersKeepAllTheirBits)
{
    const auto kept = [](GymNumber number, double low, double high, double value) {
        const GymSpace space{BoxSpace::Vector(1, low, high, number)};
        GymState state;
        state.observation.value = std::vector<double>{value};
        const auto again = DecodeGymState(EncodeGymState(state, space), space).observation;
        return std::get<std::vector<double>>(again.value)[0];
    };
    EXPECT_EQ(kept(GymNumber::DOUBLE, 0, 1, 0.1), 0.1);
    EXPECT_EQ(kept(GymNumber::DOUBLE, 0, INFINITE, 1e300), 1e300);
    EXPECT_EQ(kept(GymNumber::FLOAT, 0, 1, 0.1), static_cast<double>(0.1f));
    EXPECT_EQ(kept(GymNumber::FLOAT, 0, INFINITE, 1e300), INFINITE);
    EXPECT_EQ(kept(GymNumber::INT, -INFINITE, 0, -2147483648.0), -2147483648.0);
    EXPECT_EQ(kept(GymNumber::UINT, 0, INFINITE, 4294967295.0), 4294967295.0);
}

TEST(GymMessages, SeveralChoicesTravelAsABoxOfUnsignedNumbers)
{
    const GymSpace space{MultiDiscreteSpace{{2, 5}}};
    const GymInit init = DecodeGymInit(EncodeGymInit({space, space, 1}));
    EXPECT_TRUE(init.actionSpace == GymSpace{BoxSpace::Vector(2, 0, 4, GymNumber::UINT)});

    const GymValue sent{std::vector<double>{1, 4}};
    const auto reply = DecodeGymReply(EncodeGymReply({sent, false}, init.actionSpace), space);
    EXPECT_EQ(std::get<std::vector<int64_t>>(reply.action->value), (std::vector<int64_t>{1, 4}));
    const GymValue beyond{std::vector<double>{2, 4}};
    ExpectInputError(
        [&] {
            DecodeGymReply(EncodeGymReply({beyond, false}, init.actionSpace), space);
        },
        "element 0 is 2, expected 0 to 1");

    GymState state;
    state.observation.value = std::vector<int64_t>{1, 3};
    EXPECT_TRUE(DecodeGymState(EncodeGymState(state, space), space).observation ==
                state.observation);
}

TEST(GymMessages, ABoxHasTheWidestBoundsAndOneDimensionAtLeast)
{
    const GymSpace space{BoxSpace{GymNumber::INT, {2}, {0, -3}, {5, 1}}};
    const GymInit init = DecodeGymInit(EncodeGymInit({space, space, 1}));
    EXPECT_TRUE(init.actionSpace == GymSpace{BoxSpace::Vector(2, -3, 5, GymNumber::INT)});
    const GymValue beyond{std::vector<double>{1, 5}};
    ExpectInputError(
        [&] {
            DecodeGymReply(EncodeGymReply({beyond, false}, init.actionSpace), space);
        },
        "element 1 is 5, expected -3 to 1");

    const GymSpace number{BoxSpace{GymNumber::DOUBLE, {}, {0}, {1}}};
    const GymInit one = DecodeGymInit(EncodeGymInit({number, number, 1}));
    EXPECT_TRUE(one.actionSpace == GymSpace{BoxSpace::Vector(1, 0, 1, GymNumber::DOUBLE)});
    const GymValue half{std::vector<double>{0.5}};
    EXPECT_TRUE(*DecodeGymReply(EncodeGymReply({half, false}, number), number).action == half);
}

TEST(GymMessages, TheClientsFloatsFillASpaceOfDoubles)
{
    // ns3-gym's client sends floats for every space of real numbers, and knows the bounds as
    // floats.
    const GymSpace space{BoxSpace::Vector(1, 0, 0.1, GymNumber::DOUBLE)};
    const std::string one_tenth("\xcd\xcc\xcc\x3d", 4); // as a float, above 0.1
    const auto sent = BoxAction(Field(1, 3) + Field(2, std::string{1}) + Field(5, one_tenth));
    EXPECT_EQ(std::get<std::vector<double>>(DecodeGymReply(sent, space).action->value)[0], 0.1);
    const std::string more("\xce\xcc\xcc\x3d", 4);
    const auto above = BoxAction(Field(1, 3) + Field(2, std::string{1}) + Field(5, more));
    ExpectInputError([&] { DecodeGymReply(above, space); }, "element 0 is 0.1, expected 0 to 0.1");
}

TEST(GymMessages, ADictsOrderIsTheSpacesWhateverTheClientsIs)
{
    const GymSpace space{DictSpace{{{"b", {DiscreteSpace{9}}}, {"a", {DiscreteSpace{9}}}}}};
    const auto entry = [](const std::string& name, int value) {
        return Field(1,
                     Field(1, 1) + Field(2, Any("DiscreteDataContainer", Field(1, value))) +
                         Field(3, name));
    };
    // Two entries are longer than the 127 bytes of Field().
    const auto dict = [](const std::string& entries) {
        const auto varint = [](std::size_t n) {
            return std::string{static_cast<char>((n & 127) | 128), static_cast<char>(n >> 7)};
        };
        const std::string any = Field(1, "type.googleapis.com/ns3opengym.DictDataContainer") +
                                "\x12" + varint(entries.size()) + entries;
        const std::string container = Field(1, 4) + "\x12" + varint(any.size()) + any;
        return "\x0a" + varint(container.size()) + container;
    };
    const auto reply = DecodeGymReply(dict(entry("a", 1) + entry("b", 2)), space);
    const auto& elements = std::get<GymDict>(reply.action->value).elements;
    EXPECT_EQ(elements[0].name, "b");
    EXPECT_EQ(std::get<int64_t>(elements[0].value.value), 2);
    EXPECT_EQ(std::get<int64_t>(elements[1].value.value), 1);
    ExpectInputError([&] { DecodeGymReply(dict(entry("a", 1) + entry("a", 2)), space); },
                     "'b' is missing");
    ExpectInputError([&] { DecodeGymReply(dict(entry("a", 1)), space); }, "1 elements, expected 2");
}

TEST(GymMessages, WhatIsNoMessageIsRefused)
{
    ExpectInputError([] { DecodeGymInitReply("\x0a"); }, "1 bytes are no SimInitAck");
    ExpectInputError([] { DecodeGymReply("HTTP/1.1 400", FOUR_ACTIONS); },
                     "12 bytes are no EnvActMsg");
    ExpectInputError([] { DecodeGymReply("", FOUR_ACTIONS); },
                     "a value of type 0, expected Discrete");
    ExpectInputError(
        [] { DecodeGymReply(Action(Field(1, 1) + Field(2, Any("Tuple\n", ""))), FOUR_ACTIONS); },
        "Tuple?', expected a DiscreteDataContainer");
    ExpectInputError([] { DecodeGymState(Field(5, "\xff"), FOUR_ACTIONS); }, "are no EnvStateMsg");
}

TEST(GymMessages, WhatDoesNotFitTheSpaceIsRefused)
{
    const std::string two = Field(2, std::string{2});
    const std::string numbers{3, 4};
    ExpectInputError([&] { DecodeGymReply(BoxAction(Field(1, 2)), BOX); },
                     "a box of another shape");
    ExpectInputError([&] { DecodeGymReply(BoxAction(Field(1, 2) + two), BOX); },
                     "0 elements, expected 2");
    ExpectInputError([&] { DecodeGymReply(BoxAction(Field(1, 1) + two + Field(4, numbers)), BOX); },
                     "0 elements, expected 2"); // INT, whose list is another
    ExpectInputError(
        [&] {
            DecodeGymReply(
                BoxAction(Field(1, 2) +
                          Field(2, std::string("\xff\xff\xff\xff\x0f\xff\xff\xff\xff\x0f", 10)) +
                          Field(4, numbers)),
                BOX);
        },
        "a box of another shape");
    ExpectInputError(
        [&] {
            DecodeGymReply(BoxAction(Field(1, 2) + two + Field(4, std::string{3, 65})), BOX);
        },
        "element 1 is 65, expected 0 to 64");
    ExpectInputError([&] { DecodeGymReply(BoxAction(Field(1, 2) + two), FOUR_ACTIONS); },
                     "a value of type 2, expected Discrete");
    const std::string nothing("\0\0\xc0\x7f", 4);
    ExpectInputError(
        [&] {
            DecodeGymReply(BoxAction(Field(1, 3) + Field(2, std::string{1}) + Field(5, nothing)),
                           {BoxSpace::Vector(1, -1, 1, GymNumber::FLOAT)});
        },
        "expected a number of the space's kind");
}

TEST(GymMessages, WhatNoMessageCanHoldIsRefused)
{
    const auto encoded = [](const GymSpace& space, const GymValue& value) {
        GymState state;
        state.observation = value;
        EncodeGymState(state, space);
    };
    ExpectInputError(
        [&] {
            EncodeGymInit({{DiscreteSpace{int64_t{1} << 31}}, FOUR_ACTIONS, 1});
        },
        "a discrete space of 2147483648");
    ExpectInputError(
        [&] {
            EncodeGymInit({{BoxSpace{}}, FOUR_ACTIONS, 1});
        },
        "a box without elements");
    ExpectInputError([&] { encoded(BOX, {std::vector<double>{1}}); }, "1 elements, expected 2");
    ExpectInputError([&] { encoded(BOX, {std::vector<double>{1, 5e9}}); }, "no UINT of 32 bits");
    ExpectInputError([&] { encoded(BOX, {std::vector<double>{1, -1}}); }, "no UINT of 32 bits");
    ExpectInputError([&] { encoded(BOX, {std::vector<double>{1, 0.5}}); }, "no UINT of 32 bits");
    ExpectInputError([&] { encoded(BOX, {int64_t{1}}); }, "a value of another kind of space");
    encoded(BOX, {std::vector<double>{1, 65}}); // bounds are the agent's business
}

TEST(GymMessages, SpacesFromOutsideAreBounded)
{
    const auto init = [](const std::string& fields) {
        return Field(3, Field(1, 2) + Field(2, Any("BoxSpace", fields))) +
               Field(4, Field(1, 1) + Field(2, Any("DiscreteSpace", Field(1, 4))));
    };
    const std::string many("\xff\xff\xff\xff\x0f", 5);
    ExpectInputError([&] { DecodeGymInit(init(Field(4, many + many))); }, "too many elements");
    ExpectInputError([&] { DecodeGymInit(init(Field(4, std::string{0}))); }, "or none");
    ExpectInputError([&] { DecodeGymInit(""); }, "space type 0");
    GymSpace nested{DiscreteSpace{2}};
    for (int i = 0; i < 40; ++i)
    {
        nested = {TupleSpace{{nested}}};
    }
    ExpectInputError(
        [&] {
            DecodeGymInit(EncodeGymInit({nested, FOUR_ACTIONS, 1}));
        },
        "a space within a space more than 32 times");
}

TEST(GymMessages, TextIsUtf8)
{
    GymState state;
    state.observation.value = int64_t{1};
    state.info = {{GYM_INFO_TEXT, "a\xff"}};
    EXPECT_EQ(DecodeGymState(EncodeGymState(state, FOUR_ACTIONS), FOUR_ACTIONS).info,
              (GymInfo{{GYM_INFO_TEXT, "a\xef\xbf\xbd"}}));
    state.info = {{"key", "a\xff"}};
    EXPECT_EQ(DecodeGymState(EncodeGymState(state, FOUR_ACTIONS), FOUR_ACTIONS).info,
              (GymInfo{{"key", "a\xef\xbf\xbd"}}));
    state.info = {};
    EXPECT_TRUE(DecodeGymState(EncodeGymState(state, FOUR_ACTIONS), FOUR_ACTIONS).info.empty());
}

} // namespace
} // namespace ns3::synthnet
