/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-replay-helper.h"

#include "ns3/string.h"

namespace ns3::synthnet
{

CaptureReplayHelper::CaptureReplayHelper(const std::string& file)
    : m_file(file)
{
}

void
CaptureReplayHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_attributes[name] = value.Copy();
}

Ptr<CaptureReplay>
CaptureReplayHelper::Install(Ptr<Node> client, Ptr<Node> server) const
{
    const auto replay = CreateObject<CaptureReplay>();
    Prepare(replay, client, server);
    return replay;
}

Ptr<FlowReplay>
CaptureReplayHelper::InstallFlows(Ptr<Node> client, Ptr<Node> server) const
{
    const auto replay = CreateObject<FlowReplay>();
    Prepare(replay, client, server);
    return replay;
}

void
CaptureReplayHelper::Prepare(Ptr<ReplaySource> replay, Ptr<Node> client, Ptr<Node> server) const
{
    replay->SetAttribute("File", StringValue(m_file));
    for (const auto& [name, value] : m_attributes)
    {
        replay->SetAttribute(name, *value);
    }
    replay->SetPeer(server);
    client->AddApplication(replay);
    replay->Check();
}

} // namespace ns3::synthnet
