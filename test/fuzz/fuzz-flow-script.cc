/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any packets become scripts that can be played: times that do not go back, steps that wait for no
// more than the peer writes, and bytes that add up.
#include "need.h"

#include "ns3/flow-script-reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace ns3::synthnet;

namespace
{

void
CheckTcp(const FlowScript& script)
{
    Need(script.datagrams.empty());
    for (int end : {0, 1})
    {
        uint64_t bytes = 0;
        uint64_t after = 0;
        for (const FlowScript::Step& step : script.steps[end])
        {
            Need(step.bytes > 0 && step.wait >= 0 && step.after >= after);
            after = step.after;
            bytes += step.bytes;
        }
        Need(bytes == script.sent[end].bytes && after <= script.sent[1 - end].bytes);
    }
    Need(!script.closing || script.closing->wait >= 0);
}

void
CheckUdp(const FlowScript& script)
{
    Need(script.steps[0].empty() && script.steps[1].empty() && !script.closing);
    uint64_t bytes[2] = {0, 0};
    int64_t time = 0;
    for (const FlowScript::Datagram& datagram : script.datagrams)
    {
        Need(datagram.time >= time);
        time = datagram.time;
        bytes[datagram.end] += datagram.bytes;
    }
    Need(bytes[0] == script.sent[0].bytes && bytes[1] == script.sent[1].bytes);
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    constexpr std::size_t HEAD = 3; // time since the last packet in ms, length, bytes not captured
    constexpr int64_t MILLISECOND = 1'000'000;
    FlowScriptReader reader(size % 2 == 0 ? 0 : 50 * MILLISECOND);
    CapturedPacket packet;
    while (size >= HEAD)
    {
        ++packet.number;
        packet.time += data[0] * MILLISECOND;
        packet.captured = std::min<std::size_t>(data[1], size - HEAD);
        packet.wire = packet.captured + 16 * std::size_t{data[2]};
        packet.bytes = data + HEAD;
        packet.ip.reset();
        if (packet.captured > 0)
        {
            packet.ip = 0;
        }
        reader.Add(packet);
        data += HEAD + packet.captured;
        size -= HEAD + packet.captured;
    }
    for (const FlowScript& script : reader.Take())
    {
        Need(script.start >= 0);
        script.IsTcp() ? CheckTcp(script) : CheckUdp(script);
    }
    return 0;
}
