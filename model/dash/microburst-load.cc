/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "microburst-load.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(MicroburstLoad);

TypeId
MicroburstLoad::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::MicroburstLoad")
                            .SetParent<ConstantLoad>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<MicroburstLoad>();
    return tid;
}

LoadClient
MicroburstLoad::GetClient() const
{
    return LoadClient::PACKET_SOURCE;
}

} // namespace ns3::synthnet
