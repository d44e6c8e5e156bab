/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/json-value.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;

JsonValue
Read(const std::string& json)
{
    return JsonValue(json, "f.json", "thing");
}

TEST(JsonValue, IsWhatItIsAskedFor)
{
    const JsonValue json = Read(R"({"a":[{"t":"x"},{"t":""}],"n":-1.5,"w":3})");
    const auto elements = json.Member("a").Elements();
    ASSERT_EQ(elements.size(), 2u);
    EXPECT_EQ(elements[0].Member("t").Text(), "x");
    EXPECT_TRUE(elements[1].Member("t").IsText());
    EXPECT_EQ(json.Member("n").Number(), -1.5);
    EXPECT_FALSE(json.Member("n").IsText());
    EXPECT_EQ(json.Member("w").Number(), 3);
    EXPECT_EQ(json.Member("w").Whole(3, 3), 3);
}

TEST(JsonValue, OutlivesWhatItIsPartOf)
{
    const JsonValue value = Read(R"({"a":{"b":"x"}})").Member("a").Member("b");
    EXPECT_EQ(value.Text(), "x");
}

TEST(JsonValue, OthersAreRefusedWithTheirPath)
{
    const auto expect = [](const std::string& json, auto ask, const std::string& message) {
        ExpectInputError([&] { ask(Read(json)); }, "f.json: the thing is damaged at " + message);
    };
    const auto a = [](const JsonValue& json) { return json.Member("a"); };
    const auto none = [](const JsonValue&) {};
    expect("", none, "its beginning, expected JSON");
    expect("{} {}", none, "its beginning, expected JSON");
    expect("{\"a\":\"\xFF\"}", none, "its beginning, expected JSON");
    expect("[]", a, "its beginning, expected an object with a member a");
    expect("{}", a, "its beginning, expected an object with a member a");
    const auto inside = [a](const JsonValue& json) { a(json).Elements().at(1).Member("b").Text(); };
    expect(R"({"a":{}})", inside, "a, expected an array");
    expect(R"({"a":[0,1]})", inside, "a[1], expected an object with a member b");
    for (const std::string text : {"1", "null", R"("")", R"("x\ny")", R"(["x"])"})
    {
        expect(R"({"a":[0,{"b":)" + text + "}]}", inside, "a[1].b, expected a text of one line");
    }
    for (const std::string number : {R"("1")", "null", "true", "[]"})
    {
        expect(
            "{\"a\":" + number + "}",
            [a](const JsonValue& json) { a(json).Number(); },
            "a, expected a number");
    }
    for (const std::string whole :
         {"1.5", "-1", "11", "\"1\"", "18446744073709551615", "1e30", "true"})
    {
        expect(
            "{\"a\":" + whole + "}",
            [a](const JsonValue& json) { a(json).Whole(0, 10); },
            "a, expected a whole number from 0 to 10");
    }
}

} // namespace
