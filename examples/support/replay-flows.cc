/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-flows.h"

#include "stop-signals.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/flow-script-reader.h"
#include "ns3/flow-table.h"
#include "ns3/input-error.h"
#include "ns3/ip-rewrite.h"

namespace ns3::synthnet
{
namespace
{

void
NeedFlows(const std::string& file, const CaptureFlows& flows, const std::string& what)
{
    if (flows.flows.empty())
    {
        throw InputError(file + ": no " + what + " among " +
                         CountText(static_cast<int64_t>(flows.packets), "packet") +
                         (flows.damage.empty() ? "" : "; " + flows.damage));
    }
}

} // namespace

CaptureFlows
CaptureFlows::OfPackets(const std::string& file)
{
    CaptureFlows result;
    CaptureReader reader(file);
    FlowTable table;
    while (const auto packet = reader.Next())
    {
        StopSignals::Check();
        const uint8_t* ip = packet->Ip();
        const auto layers = packet->Layers();
        if (!layers)
        {
            continue;
        }
        const FlowTable::Place place = table.Add(ip, *layers);
        if (place.flow == result.flows.size())
        {
            result.flows.emplace_back();
            result.areTcp.push_back(layers->protocol == PROTOCOL_TCP);
        }
        Way& way = result.flows[place.flow][place.isForward ? 0 : 1];
        ++way.packets;
        way.bytes += layers->networkBytes == 0 || layers->declared == 0
                         ? 0
                         : IpBytes(ip, *layers, packet->wire - *packet->ip);
    }
    result.packets = reader.Packets();
    result.damage = reader.DamageNote();
    NeedFlows(file, result, "IP packet");
    return result;
}

CaptureFlows
CaptureFlows::OfScripts(const std::string& file)
{
    CaptureFlows result;
    CaptureReader reader(file);
    FlowScriptReader scripts;
    while (const auto packet = reader.Next())
    {
        StopSignals::Check();
        scripts.Add(*packet);
    }
    for (const FlowScript& script : scripts.Take())
    {
        result.areTcp.push_back(script.IsTcp());
        result.flows.push_back({Way{script.sent[0].packets, script.sent[0].bytes},
                                Way{script.sent[1].packets, script.sent[1].bytes}});
    }
    result.packets = reader.Packets();
    result.damage = reader.DamageNote();
    NeedFlows(file, result, "packet of TCP or UDP");
    return result;
}

void
WriteReplayNames(std::ostream& stream)
{
    stream << "capture,flow";
    for (const char* what : {"captured", "sent", "delivered"})
    {
        stream << ',' << what << "ForwardPackets," << what << "BackwardPackets," << what
               << "ForwardBytes," << what << "BackwardBytes";
    }
    stream << ",lastDelivered\n";
}

void
WriteReplayed(std::ostream& stream,
              const std::string& file,
              const CaptureFlows& captured,
              const std::vector<ReplayedFlow>& replayed,
              bool countsTcpPackets)
{
    for (std::size_t i = 0; i < replayed.size(); ++i)
    {
        const ReplayedFlow& flow = replayed[i];
        const auto& ways = captured.flows[i];
        const auto packets = [&](uint64_t ReplayedFlow::Way::*count) {
            const bool areTold = countsTcpPackets || !captured.areTcp[i];
            return areTold ? ',' + std::to_string(flow.ways[0].*count) + ',' +
                                 std::to_string(flow.ways[1].*count)
                           : std::string(",,");
        };
        stream << file << ',' << flow.ends.Text() << ',' << ways[0].packets << ','
               << ways[1].packets << ',' << ways[0].bytes << ',' << ways[1].bytes
               << packets(&ReplayedFlow::Way::sentPackets) << ',' << flow.ways[0].sentBytes << ','
               << flow.ways[1].sentBytes << packets(&ReplayedFlow::Way::receivedPackets) << ','
               << flow.ways[0].receivedBytes << ',' << flow.ways[1].receivedBytes << ',';
        if (flow.last)
        {
            stream << flow.last->GetSeconds();
        }
        stream << '\n';
    }
}

} // namespace ns3::synthnet
