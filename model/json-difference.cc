/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "json-difference.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{
namespace
{

/// One side of what differs: "steps 5, seed 1".
class Options
{
  public:
    void Add(const std::string& name, const nlohmann::json& object)
    {
        m_text += (m_text.empty() ? "" : ", ") + name + ' ' +
                  (object.contains(name) ? object.at(name).dump() : "not given");
    }

    const std::string& Text() const
    {
        return m_text;
    }

  private:
    std::string m_text;
};

/// @return an empty object when the text is none
nlohmann::json
ParseObject(std::string_view text)
{
    nlohmann::json object = nlohmann::json::parse(text, nullptr, false);
    return object.is_object() ? object : nlohmann::json::object();
}

} // namespace

std::string
JsonDifference(std::string_view found, std::string_view wanted)
{
    const nlohmann::json there = ParseObject(found);
    const nlohmann::json here = ParseObject(wanted);
    nlohmann::json either = here;
    either.update(there);
    Options has;
    Options expected;
    for (const auto& member : either.items())
    {
        const std::string& name = member.key();
        if (there.value(name, nlohmann::json()) != here.value(name, nlohmann::json()))
        {
            has.Add(name, there);
            expected.Add(name, here);
        }
    }
    return has.Text().empty() ? std::string() : has.Text() + "; expected " + expected.Text();
}

} // namespace ns3::synthnet
