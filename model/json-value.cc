/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "json-value.h"

#include "input-error.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace ns3::synthnet
{

using Json = nlohmann::json;

struct JsonValue::Origin
{
    Json json;
    std::string file;
    std::string what;
};

namespace
{

const Json&
Of(const void* value)
{
    return *static_cast<const Json*>(value);
}

} // namespace

JsonValue::JsonValue(std::string_view text, const std::string& file, const std::string& what)
    : m_origin(
          std::make_shared<const Origin>(Origin{Json::parse(text, nullptr, false), file, what})),
      m_value(&m_origin->json)
{
    if (m_origin->json.is_discarded())
    {
        Fail("JSON");
    }
}

JsonValue::JsonValue(std::shared_ptr<const Origin> origin, const void* value, std::string path)
    : m_origin(std::move(origin)),
      m_value(value),
      m_path(std::move(path))
{
}

void
JsonValue::Fail(const std::string& expected) const
{
    throw InputError(m_origin->file,
                     0,
                     "the " + m_origin->what + " is damaged at " +
                         (m_path.empty() ? "its beginning" : m_path) + ", expected " + expected);
}

JsonValue
JsonValue::Member(const std::string& name) const
{
    const Json& json = Of(m_value);
    const auto found = json.find(name);
    if (found == json.end())
    {
        Fail("an object with a member " + name);
    }
    return {m_origin, &*found, (m_path.empty() ? "" : m_path + ".") + name};
}

std::vector<JsonValue>
JsonValue::Elements() const
{
    const Json& json = Of(m_value);
    if (!json.is_array())
    {
        Fail("an array");
    }
    std::vector<JsonValue> elements;
    for (const auto& element : json)
    {
        elements.push_back(
            {m_origin, &element, m_path + "[" + std::to_string(elements.size()) + "]"});
    }
    return elements;
}

bool
JsonValue::IsText() const
{
    return Of(m_value).is_string();
}

std::string
JsonValue::Text() const
{
    const auto text = IsText() ? Of(m_value).get<std::string>() : std::string();
    if (text.empty() || text.find_first_of("\r\n") != std::string::npos)
    {
        Fail("a text of one line");
    }
    return text;
}

double
JsonValue::Number() const
{
    const Json& json = Of(m_value);
    if (!json.is_number() || !std::isfinite(json.get<double>()))
    {
        Fail("a number");
    }
    return json.get<double>();
}

int64_t
JsonValue::Whole(int64_t least, int64_t most) const
{
    const Json& json = Of(m_value);
    // What is an integer beyond 64 bits is a double or unsigned here.
    const bool fits = json.is_number_integer() &&
                      (!json.is_number_unsigned() || json.get<uint64_t>() <= INT64_MAX);
    if (!fits || json.get<int64_t>() < least || json.get<int64_t>() > most)
    {
        Fail("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return json.get<int64_t>();
}

uint64_t
JsonValue::Count() const
{
    const Json& json = Of(m_value);
    if (!json.is_number_unsigned())
    {
        Fail("a count");
    }
    return json.get<uint64_t>();
}

bool
JsonValue::Flag() const
{
    const Json& json = Of(m_value);
    if (!json.is_boolean())
    {
        Fail("true or false");
    }
    return json.get<bool>();
}

} // namespace ns3::synthnet
