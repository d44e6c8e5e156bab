/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "download-load.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(DownloadLoad);

TypeId
DownloadLoad::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::DownloadLoad")
                            .SetParent<ConstantLoad>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<DownloadLoad>();
    return tid;
}

LoadClient
DownloadLoad::GetClient() const
{
    return LoadClient::DOWNLOAD;
}

} // namespace ns3::synthnet
