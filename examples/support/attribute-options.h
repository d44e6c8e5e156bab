/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ATTRIBUTE_OPTIONS_H
#define SYNTHNET_ATTRIBUTE_OPTIONS_H

#include "ns3/testbed-config.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options that are defaults of attributes: `--ns3::Class::Attribute=value`.
 */
class AttributeOptions
{
  public:
    /// @return whether an option that is not described is an attribute's default, and was taken
    /// @throws InputError when the attribute does not exist or refuses the value
    bool Take(const std::string& name, const std::string& value);

    void ApplyTo(TestbedConfig& config) const; //!< in their order

  private:
    std::vector<std::pair<std::string, std::string>> m_attributes; //!< ns3::Class::Attribute, value
};

/// @ingroup synthnet-programs
/// @param seconds of simulated time
/// @throws InputError when it is not 1 to 1e8
void NeedDuration(double seconds);

} // namespace ns3::synthnet

#endif // SYNTHNET_ATTRIBUTE_OPTIONS_H
