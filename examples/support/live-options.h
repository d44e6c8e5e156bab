/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_LIVE_OPTIONS_H
#define SYNTHNET_LIVE_OPTIONS_H

#include "agent-options.h"
#include "attribute-options.h"

#include "ns3/testbed-config.h"

#include <boost/program_options.hpp>

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options of the live environment, the simulated testbed at the agent's load.
 */
class LiveOptions
{
  public:
    /// @param seconds simulated, when no option says how many
    explicit LiveOptions(double seconds = 600);

    void AddTo(boost::program_options::options_description& options);

    /// @return whether the option is an attribute's default, and was taken
    /// @throws InputError when the attribute does not exist or refuses the value
    bool Take(const std::string& name, const std::string& value);

    /// @return the scenario, changed by the options
    /// @throws InputError when they have no sense
    TestbedConfig Config() const;

    QueueActions Actions(const ControlTask& task) const; //!< of all switches of the testbed

    /// @throws InputError when options or task have no sense
    ChosenEnvironment Make(const ControlTask& task) const;

  private:
    std::string m_file;
    double m_duration;
    AttributeOptions m_attributes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_LIVE_OPTIONS_H
