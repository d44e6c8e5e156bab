/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STEPPED_LOAD_H
#define SYNTHNET_STEPPED_LOAD_H

#include "wave-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A load whose number of clients is a sequence of steps known beforehand.
 */
class SteppedLoad : public WaveLoad
{
  public:
    static TypeId GetTypeId();

    std::optional<Change> Next() final;

  protected:
    /// From a time on there are so many clients.
    struct Step
    {
        Time at;          //!< since the load began, not before the step before
        uint32_t clients; //!< until the next step
    };

    /// @return the next step, or nothing when the last one stays for ever
    virtual std::optional<Step> NextStep() = 0;

  private:
    Step m_step{Time(), 0}; //!< that is being carried out
    uint32_t m_count{0};    //!< of clients
};

} // namespace ns3::synthnet

#endif // SYNTHNET_STEPPED_LOAD_H
