/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ingress-pipeline.h"

#include "ns3/input-error.h"

namespace ns3::synthnet
{

namespace
{

/// Has a verdict say what an action does.
void
Carry(const Action& action, IngressVerdict& verdict)
{
    switch (action.kind)
    {
    case ActionKind::NoAction:
        break;
    case ActionKind::Drop:
        verdict.drop = true;
        break;
    case ActionKind::Ipv4Forward:
        verdict.forwardsIpv4 = true;
        verdict.ethernetSrc = verdict.ethernetDst;
        verdict.ethernetDst = action.dstMac;
        verdict.egress = action.port;
        break;
    case ActionKind::Forward:
        verdict.egress = action.port;
        break;
    case ActionKind::SetPriority:
        verdict.priority = action.priority;
        break;
    case ActionKind::MarkDscp:
        verdict.dscp = action.dscp;
        break;
    }
}

} // namespace

MatchActionTable&
IngressPipeline::AddTable(const TableSchema& schema)
{
    for (const auto& table : m_tables)
    {
        if (table->Schema().name == schema.name)
        {
            throw InputError("table " + schema.name + " exists already");
        }
    }
    m_tables.push_back(std::make_unique<MatchActionTable>(schema));
    return *m_tables.back();
}

MatchActionTable&
IngressPipeline::GetTable(const std::string& name)
{
    for (const auto& table : m_tables)
    {
        if (table->Schema().name == name)
        {
            return *table;
        }
    }
    throw InputError("unknown table " + name);
}

std::vector<TableSchema>
IngressPipeline::GetSchemas() const
{
    std::vector<TableSchema> schemas;
    for (const auto& table : m_tables)
    {
        schemas.push_back(table->Schema());
    }
    return schemas;
}

void
IngressPipeline::Execute(const Command& command)
{
    for (const auto& table : m_tables)
    {
        if (synthnet::Execute(command, *table))
        {
            return;
        }
    }
}

IngressVerdict
IngressPipeline::Apply(const PacketFields& fields)
{
    IngressVerdict verdict;
    verdict.ethernetDst = fields.ethernetDst;
    verdict.ethernetSrc = fields.ethernetSrc;
    for (const auto& table : m_tables)
    {
        Carry(table->Apply(fields).action, verdict);
        if (verdict.drop)
        {
            return verdict;
        }
    }
    verdict.drop = verdict.egress == DROP_PORT;
    return verdict;
}

} // namespace ns3::synthnet
