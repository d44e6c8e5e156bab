/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "segment-table.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <optional>

namespace ns3::synthnet
{

namespace
{

constexpr std::string_view HEADER = "segment,representationId,bytes";
constexpr uint64_t MAX_SEGMENTS = 100'000;
constexpr uint64_t MAX_BYTES = 1'000'000'000'000; // of a segment
constexpr std::size_t MAX_TEXT = 256 << 20;       // bytes

/// A line of the table.
struct Row
{
    std::string representation; // its id
    uint64_t segment;           // from 0
    uint64_t bytes;             // at least 1
};

std::optional<Row>
ParseRow(std::string_view text)
{
    // An id may have commas.
    const std::size_t first = text.find(',');
    const std::size_t last = text.rfind(',');
    if (first == std::string_view::npos || last <= first + 1)
    {
        return std::nullopt;
    }
    const auto segment = ParseWhole<uint64_t>(text.substr(0, first));
    const auto bytes = ParseWhole<uint64_t>(text.substr(last + 1));
    if (!segment || *segment >= MAX_SEGMENTS || !bytes || *bytes == 0 || *bytes > MAX_BYTES)
    {
        return std::nullopt;
    }
    return Row{std::string(text.substr(first + 1, last - first - 1)), *segment, *bytes};
}

// By segment, so that a table with a few high numbers takes no more memory than its text.
using SizesBySegment = std::map<uint64_t, uint64_t>;

/// @return the sizes from segment 0 on, up to the first one that is missing
std::vector<uint64_t>
WithoutGaps(const SizesBySegment& sizes)
{
    std::vector<uint64_t> bytes;
    for (const auto& [segment, size] : sizes)
    {
        if (segment != bytes.size())
        {
            break;
        }
        bytes.push_back(size);
    }
    return bytes;
}

} // namespace

SegmentTable
SegmentTable::Parse(std::string_view text, const std::string& name)
{
    std::size_t line = 0;
    uint64_t segments = 0;
    std::map<std::string, SizesBySegment> sizes; // by representation
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view rowText = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
        if (!rowText.empty() && rowText.back() == '\r')
        {
            rowText.remove_suffix(1);
        }
        if (line == 1)
        {
            if (rowText != HEADER)
            {
                throw InputError(name, line, "expected the header " + std::string(HEADER));
            }
            continue;
        }
        if (rowText.empty())
        {
            continue;
        }
        const std::optional<Row> row = ParseRow(rowText);
        if (!row)
        {
            throw InputError(name,
                             line,
                             "expected a segment from 0 to 99999, a representation, and from 1 to "
                             "1e12 bytes");
        }
        if (!sizes[row->representation].emplace(row->segment, row->bytes).second)
        {
            throw InputError(name,
                             line,
                             "segment " + std::to_string(row->segment) +
                                 " of this representation again, expected it once");
        }
        segments = std::max(segments, row->segment + 1);
    }
    if (sizes.empty())
    {
        throw InputError(name, line, "expected the header " + std::string(HEADER) + " and rows");
    }
    SegmentTable table;
    table.m_name = name;
    for (const auto& [id, ofRepresentation] : sizes)
    {
        const auto& bytes = table.m_sizes[id] = WithoutGaps(ofRepresentation);
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
