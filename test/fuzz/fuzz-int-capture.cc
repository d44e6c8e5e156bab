/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Of any bytes as an IP packet: what is read of INT makes as many rows as there are hops, or one,
// and a packet with all of its bytes says no less than with a part of them.
#include "ns3/int-packet.h"
#include "ns3/int-table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

void
RequireThat(bool condition)
{
    if (!condition)
    {
        std::abort();
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const IntPacket packet = ReadIntPacket(data, size, {});
    std::ostringstream stream;
    IntTable table(stream);
    const uint64_t rows = table.Write(1, 0, packet);
    RequireThat((rows > 0) == packet.HasInt());
    const std::string text = stream.str();
    const auto lines = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
    RequireThat(lines == 1 + rows);
    if (packet.layer)
    {
        RequireThat(packet.flow && rows == std::max<std::size_t>(packet.layer->hops.size(), 1));
        const std::vector<uint8_t> half(data, data + size / 2);
        const IntPacket part = ReadIntPacket(half.data(), half.size(), {});
        RequireThat(!part.layer || part.layer->hops.size() <= packet.layer->hops.size());
    }
    return 0;
}
