/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DOWNLOAD_LOAD_H
#define SYNTHNET_DOWNLOAD_LOAD_H

#include "constant-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Downloads instead of players: each client is to be a DownloadSource.
 */
class DownloadLoad : public ConstantLoad
{
  public:
    static TypeId GetTypeId();

    LoadClient GetClient() const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DOWNLOAD_LOAD_H
