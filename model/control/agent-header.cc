/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-header.h"

#include "action-index.h"

#include "ns3/input-error.h"
#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{
namespace
{

const std::string FORMAT = "synthnet-agent";
const std::string VERSION = "1";
const std::string ABOUT = "about.";

} // namespace

std::map<std::string, std::string>
AgentHeader::Metadata() const
{
    std::map<std::string, std::string> texts{
        {"format", FORMAT},
        {"version", VERSION},
        {"kind", kind},
        {"config", config.ToJson()},
        {"observations", nlohmann::json(task.observations).dump()},
        {"actions", std::to_string(actions)}};
    for (const auto& [name, text] : task.about)
    {
        texts[ABOUT + name] = text;
    }
    return texts;
}

AgentHeader
AgentHeader::Read(const SafetensorsFile& file, const std::string& kind)
{
    const auto& metadata = file.Content().metadata;
    const auto format = metadata.find("format");
    if (format == metadata.end() || format->second != FORMAT)
    {
        throw InputError(file.Name(), 0, "no agent, expected one that a training wrote");
    }
    if (file.NeedText("version") != VERSION)
    {
        throw InputError(file.Name(),
                         0,
                         "an agent of version " + file.NeedText("version") + ", expected version " +
                             VERSION);
    }
    if (file.NeedText("kind") != kind)
    {
        throw InputError(file.Name(),
                         0,
                         "holds '" + file.NeedText("kind") + "', expected '" + kind + "'");
    }
    AgentHeader header;
    header.kind = kind;
    header.config = DdqnConfig::FromJson(file.NeedText("config"), file.Name());
    const JsonValue names(file.NeedText("observations"), file.Name(), "list of observations");
    for (const JsonValue& name : names.Elements())
    {
        header.task.observations.push_back(name.Text());
    }
    if (header.task.observations.empty())
    {
        names.Fail("at least one name");
    }
    header.actions = static_cast<std::size_t>(
        JsonValue(file.NeedText("actions"), file.Name(), "number of actions")
            .Whole(1, ActionIndex::MOST_ACTIONS));
    for (const auto& [key, text] : metadata)
    {
        if (key.compare(0, ABOUT.size(), ABOUT) == 0)
        {
            header.task.about[key.substr(ABOUT.size())] = text;
        }
    }
    return header;
}

std::vector<std::size_t>
AgentHeader::Sizes() const
{
    std::vector<std::size_t> sizes{task.observations.size()};
    sizes.insert(sizes.end(), config.hidden.begin(), config.hidden.end());
    sizes.push_back(actions);
    return sizes;
}

} // namespace ns3::synthnet
