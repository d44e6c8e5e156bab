/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "wave-load.h"

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
