/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
// Any text is either refused with an InputError or becomes a table that is written and read back
// the same.
#include "ns3/csv.h"
#include "ns3/input-error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

using namespace ns3::synthnet;

namespace
{

std::string
Written(const Table& table)
{
    std::ostringstream stream;
    WriteCsv(stream, table);
    return stream.str();
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try
    {
        const CsvDocument document = ParseCsv(text, "fuzz");
        const std::string written = Written(document.table);
        const CsvDocument again = ParseCsv(written, "again");
        if (again.skipped != 0 || again.table.Rows() != document.table.Rows() ||
            again.table.Names() != document.table.Names())
        {
            std::abort();
        }
    }
    catch (const InputError&)
    {
    }
    return 0;
}
