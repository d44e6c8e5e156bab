/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_CHOICES_H
#define SYNTHNET_TIMEGAN_CHOICES_H

#include "ns3/timegan-config.h"

#include <boost/program_options.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options in which a TimeGAN may be as in the paper, or better: --scale, --schedule and
 * --keep.
 */
class TimeGanChoices
{
  public:
    void AddTo(boost::program_options::options_description& description);

    std::vector<std::string> Given() const; //!< names of the options that the user gave

    /// @brief Sets what was chosen.
    /// @throws InputError when a choice is none
    void Fill(TimeGanConfig& config) const;

  private:
    std::optional<std::string> m_scale;
    std::optional<std::string> m_schedule;
    std::optional<std::string> m_keep;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_CHOICES_H
