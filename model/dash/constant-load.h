/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONSTANT_LOAD_H
#define SYNTHNET_CONSTANT_LOAD_H

#include "stepped-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The same number of clients from begin to end.
 */
class ConstantLoad : public SteppedLoad
{
  public:
    static TypeId GetTypeId();

  protected:
    std::optional<Step> NextStep() override;

  private:
    uint32_t m_clients;
    Time m_duration;

    uint32_t m_next{0}; //!< index of the next step
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CONSTANT_LOAD_H
