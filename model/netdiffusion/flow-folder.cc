/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-folder.h"

#include "flow-codec.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::synthnet
{
namespace
{

namespace fs = std::filesystem;

bool
IsCapture(const fs::path& path)
{
    const std::string end = path.extension().string();
    return fs::is_regular_file(path) && (end == ".pcap" || end == ".pcapng" || end == ".cap");
}

std::vector<fs::path>
EntriesOf(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
    {
        entries.push_back(entry->path());
    }
    if (error)
    {
        throw InputError(folder.string() + ": cannot be read as a folder: " + error.message() +
                         ", expected one of captures");
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// @return captures by the name of their class
std::map<std::string, std::vector<fs::path>>
FindCaptures(const fs::path& folder)
{
    std::map<std::string, std::vector<fs::path>> captures;
    for (const fs::path& entry : EntriesOf(folder))
    {
        if (IsCapture(entry))
        {
            captures[entry.stem().string()].push_back(entry);
        }
        else if (fs::is_directory(entry))
        {
            for (const fs::path& inner : EntriesOf(entry))
            {
                if (IsCapture(inner))
                {
                    captures[entry.filename().string()].push_back(inner);
                }
            }
        }
    }
    if (captures.empty())
    {
        throw InputError(folder.string() +
                         ": no captures, expected CLASS.pcap or CLASS/NAME.pcap in it");
    }
    return captures;
}

/// Leaves of a packet what symbols are made of: a capture's flows are all kept at once.
void
DropPayload(EditablePacket& packet)
{
    if (packet.isWhole)
    {
        packet.missing = packet.PayloadOnWire();
        packet.payload = {};
        packet.bytes.resize(std::min(packet.bytes.size(), packet.HeaderBytes()));
        packet.bytes.shrink_to_fit();
    }
}

struct OpenFlow
{
    std::vector<EditablePacket> packets;
    bool isWhole{true};
};

/// @return the flows of a capture in the order of their first packets
std::vector<OpenFlow>
ReadCapture(const fs::path& path,
            const FlowFolder::Options& options,
            const std::function<void()>& check,
            std::vector<std::string>& notes)
{
    CaptureReader reader(path);
    FlowTable table;
    std::vector<OpenFlow> flows;
    while (const auto captured = reader.Next())
    {
        if (check)
        {
            check();
        }
        const auto layers = captured->Layers();
        if (!layers)
        {
            continue;
        }
        const FlowTable::Place place = table.Add(captured->Ip(), *layers);
        flows.resize(std::max(flows.size(), place.flow + 1));
        OpenFlow& flow = flows[place.flow];
        if (flow.packets.size() == options.mostPackets)
        {
            flow.isWhole = false;
            continue;
        }
        EditablePacket packet = TakeApart(captured->Ip(),
                                          captured->captured - *captured->ip,
                                          captured->wire - *captured->ip);
        packet.isForward = place.isForward;
        packet.time = captured->time;
        DropPayload(packet);
        flow.packets.push_back(std::move(packet));
    }
    if (!reader.DamageNote().empty())
    {
        notes.push_back(reader.DamageNote());
    }
    if (flows.empty())
    {
        throw InputError(path.string() + ": no IP packets, expected a capture of some");
    }
    return flows;
}

} // namespace

FlowFolder
FlowFolder::Read(const fs::path& folder, const Options& options, const std::function<void()>& check)
{
    FlowFolder all;
    for (const auto& [name, captures] : FindCaptures(folder))
    {
        const std::size_t label = all.classes.size();
        std::size_t seen = 0;
        for (const fs::path& capture : captures)
        {
            for (const OpenFlow& flow : ReadCapture(capture, options, check, all.notes))
            {
                ++seen;
                if (flow.packets.size() >= options.leastPackets)
                {
                    all.flows.push_back({label, EncodeFlow(flow.packets), flow.isWhole});
                }
            }
        }
        all.classes.push_back(name);
        const std::size_t taken = all.FlowsOf(label);
        if (taken == 0)
        {
            throw InputError(folder.string() + ": class " + name + " has no flow of " +
                             std::to_string(options.leastPackets) + " packets or more, of " +
                             CountText(seen, "flow"));
        }
        if (taken < seen)
        {
            all.notes.push_back("class " + name + ": " + CountText(seen - taken, "flow") +
                                " of fewer than " + std::to_string(options.leastPackets) +
                                " packets left out");
        }
    }
    return all;
}

std::size_t
FlowFolder::FlowsOf(std::size_t label) const
{
    return static_cast<std::size_t>(
        std::count_if(flows.begin(), flows.end(), [&](const LabelledFlow& flow) {
            return flow.label == label;
        }));
}

} // namespace ns3::synthnet
