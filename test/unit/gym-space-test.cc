/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/gym-space.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace ns3::synthnet
{
namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

GymSpace
Nested()
{
    return {
        DictSpace{{{"depth", {DiscreteSpace{3}}},
                   {"queues", {BoxSpace::Vector(2, 0, 64, GymNumber::UINT)}},
                   {"both", {TupleSpace{{{MultiDiscreteSpace{{2, 5}}}, {DiscreteSpace{1}}}}}}}}};
}

TEST(GymSpace, EveryDrawIsInItsSpace)
{
    RandomNumbers random(1, 1);
    const std::vector<GymSpace> spaces{
        {DiscreteSpace{4}},
        {MultiDiscreteSpace{{1, 2, 3}}},
        {BoxSpace::Vector(3, -1, 1, GymNumber::FLOAT)},
        {BoxSpace::Vector(3, -3, 2, GymNumber::INT)},
        {BoxSpace::Vector(2, -INFINITE, INFINITE, GymNumber::DOUBLE)},
        {BoxSpace::Vector(2, 5, INFINITE, GymNumber::DOUBLE)},
        {BoxSpace::Vector(2, -INFINITE, 5, GymNumber::INT)},
        {BoxSpace{GymNumber::FLOAT, {}, {0}, {0}}},
        Nested(),
    };
    for (const auto& space : spaces)
    {
        for (int i = 0; i < 200; ++i)
        {
            EXPECT_EQ(WhyNotIn(space, SampleSpace(space, random)), "");
        }
    }
}

TEST(GymSpace, DrawsReachEveryInteger)
{
    RandomNumbers random(2, 1);
    std::set<int64_t> actions;
    std::set<double> numbers;
    for (int i = 0; i < 300; ++i)
    {
        actions.insert(std::get<int64_t>(SampleSpace({DiscreteSpace{4}}, random).value));
        numbers.insert(std::get<std::vector<double>>(
            SampleSpace({BoxSpace::Vector(1, -2, 2, GymNumber::INT)}, random).value)[0]);
    }
    EXPECT_EQ(actions, (std::set<int64_t>{0, 1, 2, 3}));
    EXPECT_EQ(numbers, (std::set<double>{-2, -1, 0, 1, 2}));
}

TEST(GymSpace, SaysWhatIsWrongAndWhere)
{
    EXPECT_EQ(WhyNotIn({DiscreteSpace{3}}, {int64_t{3}}), "3, expected 0 to 2");
    EXPECT_EQ(WhyNotIn({DiscreteSpace{3}}, {std::vector<double>{1}}),
              "a value of another kind of space");
    const GymSpace box{BoxSpace::Vector(2, 0, 64, GymNumber::UINT)};
    EXPECT_EQ(WhyNotIn(box, {std::vector<double>{1}}), "1 elements, expected 2");
    EXPECT_EQ(WhyNotIn(box, {std::vector<double>{1, 65}}), "element 1 is 65, expected 0 to 64");
    EXPECT_EQ(WhyNotIn(box, {std::vector<double>{0.5, 1}}),
              "element 0 is 0.5, expected a number of the space's kind");
    EXPECT_NE(WhyNotIn({BoxSpace::Vector(1, -INFINITE, INFINITE, GymNumber::FLOAT)},
                       {std::vector<double>{std::nan("")}}),
              "");

    RandomNumbers random(3, 1);
    GymValue value = SampleSpace(Nested(), random);
    auto& dict = std::get<GymDict>(value.value);
    auto& tuple = std::get<GymTuple>(dict.elements[2].value.value);
    tuple.elements[0].value = std::vector<int64_t>{1, 5};
    EXPECT_EQ(WhyNotIn(Nested(), value), "\"both\": element 0: element 1 is 5, expected 0 to 4");
    dict.elements[2].name = "one";
    EXPECT_EQ(WhyNotIn(Nested(), value), "element 2 is \"one\", expected \"both\"");
}

TEST(GymSpace, EqualsWhatHasTheSameKindBoundsShapesAndNames)
{
    EXPECT_TRUE(Nested() == Nested());
    GymSpace other = Nested();
    std::get<DictSpace>(other.kind).elements[0].name = "limit";
    EXPECT_FALSE(other == Nested());
    const GymSpace box{BoxSpace::Vector(2, 0, 64, GymNumber::UINT)};
    EXPECT_FALSE(box == GymSpace{BoxSpace::Vector(2, 0, 64, GymNumber::INT)});
    EXPECT_FALSE(box == GymSpace{BoxSpace::Vector(2, 0, 63, GymNumber::UINT)});
    EXPECT_FALSE(box == (GymSpace{BoxSpace{GymNumber::UINT, {2, 1}, {0, 0}, {64, 64}}}));
    EXPECT_FALSE(GymSpace{DiscreteSpace{2}} == GymSpace{MultiDiscreteSpace{{2}}});

    RandomNumbers random(4, 1);
    const GymValue value = SampleSpace(Nested(), random);
    EXPECT_TRUE(value == GymValue(value));
    GymValue changed = value;
    auto& dict = std::get<GymDict>(changed.value);
    std::get<std::vector<double>>(dict.elements[1].value.value)[0] += 1;
    EXPECT_FALSE(changed == value);
}

} // namespace
} // namespace ns3::synthnet
