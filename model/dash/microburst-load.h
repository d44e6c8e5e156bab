/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MICROBURST_LOAD_H
#define SYNTHNET_MICROBURST_LOAD_H

#include "constant-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Packet sources instead of players: each client is to be a MicroburstSource.
 */
class MicroburstLoad : public ConstantLoad
{
  public:
    static TypeId GetTypeId();

    LoadClient GetClient() const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MICROBURST_LOAD_H
