/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "table-source.h"

#include <utility>

namespace ns3::synthnet
{

FixedTables::FixedTables(Tables tables)
    : m_tables(std::make_shared<const Tables>(std::move(tables)))
{
}

std::shared_ptr<const TableSource::Tables>
FixedTables::Draw(uint64_t /*seed*/)
{
    return m_tables;
}

} // namespace ns3::synthnet
