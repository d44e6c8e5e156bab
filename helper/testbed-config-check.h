/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_CONFIG_CHECK_H
#define SYNTHNET_TESTBED_CONFIG_CHECK_H

#include "attribute-text.h"
#include "testbed-config.h"

#include "ns3/input-error.h"

#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-helper
/// @brief A member of a configuration is wrong.
class ConfigError : public InputError
{
  public:
    /**
     * @param path of the member, for example `switches[0].depth`
     * @param message what is wrong with it and what was expected, behind its path
     */
    ConfigError(const std::string& path, const std::string& message)
        : InputError(path + " " + message),
          m_path(path)
    {
    }

    const std::string& GetPath() const //!< of the member
    {
        return m_path;
    }

  private:
    std::string m_path;
};

/**
 * @ingroup synthnet-helper
 * @brief Looks at all of a configuration, before anything of it is built.
 * @throws ConfigError for the first member that a testbed cannot have
 */
void CheckTestbedConfig(const TestbedConfig& config);

/**
 * @ingroup synthnet-helper
 * @brief Looks at the default of an attribute that a user sets. Attributes that the testbed sets
 * itself, from members of the configuration, are refused: what is set and what is recorded cannot
 * differ.
 * @param path where it is set, for messages
 * @param name its full name, ns3::Class::Attribute
 * @param text its value
 * @throws ConfigError
 */
void CheckDefault(const std::string& path, const std::string& name, const std::string& text);

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_CONFIG_CHECK_H
