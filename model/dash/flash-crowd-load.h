/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLASH_CROWD_LOAD_H
#define SYNTHNET_FLASH_CROWD_LOAD_H

#include "stepped-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A crowd that comes all at once, stays and goes.
 *
 * NormalClients start at once. ShockLevel S brings NormalClients · (S − 1) more, rounded: they
 * come evenly spaced in 60 / log10(1 + S) s, the last one at its end; all stay for
 * 60 · log10(1 + S) s; they go, evenly spaced as well, in RampDownFactor · 60 · log10(1 + S) s.
 * Then the normal clients stop too, or after Duration if that is later.
 * Source: WAVE's flash crowd. The original does not count the normal clients, so that its count
 * becomes negative at the end; here they count.
 */
class FlashCrowdLoad : public SteppedLoad
{
  public:
    static TypeId GetTypeId();

    uint32_t GetCrowd() const; //!< @return clients beyond the normal ones
    Time GetRampUp() const;    //!< @return how long they come
    Time GetSustained() const; //!< @return how long all stay
    Time GetRampDown() const;  //!< @return how long they go

  protected:
    std::optional<Step> NextStep() override;

  private:
    uint32_t m_normal;
    double m_shockLevel;
    double m_rampDownFactor;
    Time m_duration;

    uint64_t m_next{0}; //!< index of the next step
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLASH_CROWD_LOAD_H
