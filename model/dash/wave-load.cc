/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "wave-load.h"

#include "ns3/input-error.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(WaveLoad);

TypeId
WaveLoad::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::WaveLoad").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

std::optional<WaveLoad::Contradiction>
WaveLoad::FindContradiction() const
{
    return std::nullopt;
}

void
WaveLoad::NeedNoContradiction() const
{
    if (const auto contradiction = FindContradiction())
    {
        throw InputError("attribute " + contradiction->attribute + " of " +
                         GetInstanceTypeId().GetName() + " " + contradiction->message);
    }
}

LoadClient
WaveLoad::GetClient() const
{
    return LoadClient::PLAYER;
}

int64_t
WaveLoad::AssignStreams(int64_t)
{
    return 0;
}

} // namespace ns3::synthnet
