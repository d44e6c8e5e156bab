/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-logs.h"

#include "../input-error.h"
#include "../input-text.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr std::array<std::string_view, 3> QUEUE_FIELDS{"enq_qdepth", "deq_timedelta", "deq_qdepth"};

/// @return N of enq_qdepthN and its like, 0 for any other name
unsigned
SwitchOf(std::string_view column)
{
    for (const auto field : QUEUE_FIELDS)
    {
        if (column.substr(0, field.size()) != field)
        {
            continue;
        }
        if (const auto number = ParseWhole<unsigned>(column.substr(field.size())))
        {
            return *number;
        }
    }
    return 0;
}

/// Drops the rows that repeat an earlier (droppedFrames, bufferLevel, frameRate).
Table
WithoutEchoes(const Table& log)
{
    const auto dropped = log.Column("droppedFrames");
    const auto buffer = log.Column("bufferLevel");
    const auto rate = log.Column("frameRate");
    const auto key = [](double value) { // NaN has no place in an order
        return std::isnan(value) ? std::numeric_limits<double>::lowest() : value;
    };
    std::set<std::tuple<double, double, double>> seen;
    std::vector<Table::Index> samples;
    for (Table::Index row = 0; row < log.Rows(); ++row)
    {
        if (seen.emplace(key(dropped(row)), key(buffer(row)), key(rate(row))).second)
        {
            samples.push_back(row);
        }
    }
    return log.SelectRows(samples);
}

} // namespace

CsvDocument
ReadIntLog(const std::filesystem::path& path)
{
    CsvDocument log = ReadCsv(path);
    auto switches = SwitchesOf(log.table.Names());
    if (switches.empty())
    {
        switches = {1};
    }
    auto needed = IntFeatures(switches);
    needed.insert(needed.begin(), "timestamp");
    log.NeedColumns(needed);
    log.NeedRows();
    log.NeedNumbers(needed);
    return log;
}

CsvDocument
ReadPlayerLog(const std::filesystem::path& path)
{
    CsvDocument log = ReadCsv(path);
    if (log.table.Has("bufferLevel"))
    {
        const std::vector<std::string> numbers{"timestamp",
                                               "droppedFrames",
                                               "bufferLevel",
                                               "frameRate",
                                               "bitrate",
                                               "calculatedBitrate"};
        auto needed = numbers;
        needed.emplace_back("resolution");
        log.NeedColumns(needed);
        log.NeedRows();
        log.NeedNumbers(numbers);
        log.table = WithoutEchoes(log.table);
        for (const auto& [from, to] : {std::pair("bufferLevel", "Buffer"),
                                       std::pair("frameRate", "FPS"),
                                       std::pair("bitrate", "ReportedBitrate"),
                                       std::pair("calculatedBitrate", "CalcBitrate"),
                                       std::pair("resolution", "Resolution")})
        {
            log.table.Rename(from, to);
        }
    }
    log.NeedColumns(PlayerColumns());
    log.NeedRows();
    log.NeedNumbers({"timestamp", "Buffer", "ReportedBitrate", "FPS", "CalcBitrate"});
    log.table = log.table.SelectColumns(PlayerColumns());
    return log;
}

const std::vector<std::string>&
PlayerColumns()
{
    static const std::vector<std::string> columns{"timestamp",
                                                  "Buffer",
                                                  "ReportedBitrate",
                                                  "FPS",
                                                  "CalcBitrate",
                                                  "Resolution"};
    return columns;
}

std::vector<unsigned>
SwitchesOf(const std::vector<std::string>& columns)
{
    std::set<unsigned> switches;
    for (const auto& name : columns)
    {
        switches.insert(SwitchOf(name));
    }
    switches.erase(0);
    return {switches.begin(), switches.end()};
}

std::vector<std::string>
IntFeatures(const std::vector<unsigned>& switches)
{
    std::vector<std::string> names;
    for (const unsigned number : switches)
    {
        for (const auto field : QUEUE_FIELDS)
        {
            names.push_back(std::string(field) + std::to_string(number));
        }
    }
    return names;
}

} // namespace ns3::synthnet
