/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TABLE_TEXT_H
#define SYNTHNET_TABLE_TEXT_H

#include "ns3/csv.h"

#include <sstream>
#include <string>

/**
 * @file
 * Tables from and to texts.
 */

namespace ns3::synthnet
{

inline Table
Parsed(const std::string& text)
{
    return ParseCsv(text, "t.csv").table;
}

inline std::string
Written(const Table& table)
{
    std::ostringstream stream;
    WriteCsv(stream, table);
    return stream.str();
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TABLE_TEXT_H
