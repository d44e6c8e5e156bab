/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SCHEDULE_LOAD_H
#define SYNTHNET_SCHEDULE_LOAD_H

#include "load-schedule.h"
#include "stepped-load.h"

#include <cstddef>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The number of clients follows a schedule.
 *
 * The last entry stays for ever; a schedule that ends with 0 clients stops them all.
 */
class ScheduleLoad : public SteppedLoad
{
  public:
    static TypeId GetTypeId();

    /// @param schedule its times ascending
    void SetSchedule(std::vector<LoadScheduleEntry> schedule);

  protected:
    std::optional<Step> NextStep() override;

  private:
    std::vector<LoadScheduleEntry> m_schedule;
    std::size_t m_next{0}; //!< index of the next step
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SCHEDULE_LOAD_H
