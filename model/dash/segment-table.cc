/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "segment-table.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"

#include <algorithm>
#include <charconv>

namespace ns3::synthnet
{

namespace
{

constexpr std::string_view HEADER = "segment,representationId,bytes";
constexpr uint64_t MAX_SEGMENTS = 100'000;
constexpr uint64_t MAX_BYTES = 1'000'000'000'000;
constexpr std::size_t MAX_TEXT = 256 << 20;

bool
ToNumber(std::string_view text, uint64_t max, uint64_t& value)
{
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc() && result.ptr == end && value <= max;
}

} // namespace

SegmentTable
SegmentTable::Parse(std::string_view text, const std::string& name)
{
    SegmentTable table;
    table.m_name = name;
    std::size_t line = 0;
    uint64_t segments = 0;
    // By segment, so that a table with a few high numbers takes no more memory than its text.
    std::map<std::string, std::map<uint64_t, uint64_t>> rows;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
        if (!row.empty() && row.back() == '\r')
        {
            row.remove_suffix(1);
        }
        if (line == 1)
        {
            if (row != HEADER)
            {
                throw InputError(name, line, "expected the header " + std::string(HEADER));
            }
            continue;
        }
        if (row.empty())
        {
            continue;
        }
        const std::size_t first = row.find(',');
        const std::size_t last = row.rfind(',');
        uint64_t segment = 0;
        uint64_t bytes = 0;
        if (first == std::string_view::npos || last <= first + 1 ||
            !ToNumber(row.substr(0, first), MAX_SEGMENTS - 1, segment) ||
            !ToNumber(row.substr(last + 1), MAX_BYTES, bytes) || bytes == 0)
        {
            throw InputError(name,
                             line,
                             "expected a segment from 0 to 99999, a representation, and from 1 to "
                             "1e12 bytes");
        }
        auto& sizes = rows[std::string(row.substr(first + 1, last - first - 1))];
        if (!sizes.emplace(segment, bytes).second)
        {
            throw InputError(name,
                             line,
                             "segment " + std::to_string(segment) +
                                 " of this representation again, expected it once");
        }
        segments = std::max(segments, segment + 1);
    }
    if (rows.empty())
    {
        throw InputError(name, line, "expected the header " + std::string(HEADER) + " and rows");
    }
    for (const auto& [id, sizes] : rows)
    {
        std::vector<uint64_t>& bytes = table.m_sizes[id];
        for (const auto& [segment, size] : sizes)
        {
            if (segment != bytes.size())
            {
                break;
            }
            bytes.push_back(size);
        }
        if (bytes.size() != segments)
        {
            throw InputError(name,
                             0,
                             "no size of segment " + std::to_string(bytes.size()) +
                                 " of representation " + id + ", expected one for each");
        }
    }
    return table;
}

SegmentTable
SegmentTable::Read(const std::filesystem::path& path)
{
    const std::string text = ReadInputFile(path, "a table of segment sizes");
    if (text.size() > MAX_TEXT)
    {
        throw InputError(path.string(), 0, "longer than 256 MiB, expected a shorter table");
    }
    return Parse(text, path.string());
}

const std::vector<uint64_t>&
SegmentTable::Sizes(const std::string& representationId) const
{
    const auto found = m_sizes.find(representationId);
    if (found == m_sizes.end())
    {
        throw InputError(m_name,
                         0,
                         "no sizes of representation " + representationId +
                             ", expected those of every one in the MPD");
    }
    return found->second;
}

} // namespace ns3::synthnet
