/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text either parses into commands that fit the schema or is refused with its line.
#include "ns3/command-file.h"
#include "ns3/input-error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace
{

using namespace ns3::synthnet;

std::vector<MatchActionTable>
MakeTables()
{
    std::vector<MatchActionTable> tables;
    tables.emplace_back(TableSchema{"MyIngress.ipv4_lpm", {{Field::Ipv4Dst, MatchKind::Lpm}}}, 8);
    tables.emplace_back(
        TableSchema{"MyIngress.mac",
                    {{Field::EthernetDst, MatchKind::Exact}, {Field::Ipv6Dst, MatchKind::Exact}}},
        8);
    tables.emplace_back(TableSchema{"MyEgress.acl",
                                    {{Field::IngressPort, MatchKind::Exact},
                                     {Field::Ipv6Src, MatchKind::Ternary},
                                     {Field::L4DstPort, MatchKind::Ternary}}},
                        8);
    return tables;
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    std::vector<MatchActionTable> tables = MakeTables();
    std::vector<TableSchema> schemas;
    for (const MatchActionTable& table : tables)
    {
        schemas.push_back(table.Schema());
    }
    try
    {
        const std::string_view text(reinterpret_cast<const char*>(data), size);
        for (const Command& command : ParseCommandFile(text, "fuzz", schemas))
        {
            for (MatchActionTable& table : tables)
            {
                Execute(command, table);
            }
        }
    }
    catch (const InputError& error)
    {
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
        {
            std::abort(); // a message is one line
        }
    }
    return 0;
}
