/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "attribute-options.h"

#include "ns3/input-error.h"
#include "ns3/testbed-config-check.h"

#include <sstream>

namespace ns3::synthnet
{

bool
AttributeOptions::Take(const std::string& name, const std::string& value)
{
    if (name.find("::") == std::string::npos)
    {
        return false;
    }
    CheckDefault("--" + name, name, value);
    m_attributes.emplace_back(name, value);
    return true;
}

void
AttributeOptions::ApplyTo(TestbedConfig& config) const
{
    for (const auto& [name, value] : m_attributes)
    {
        config.SetDefault(name, value);
    }
}

void
NeedDuration(double seconds)
{
    if (!(seconds >= 1 && seconds <= 1e8))
    {
        std::ostringstream text;
        text << "--duration=" << seconds << ", expected 1 to 1e8 seconds";
        throw InputError(text.str());
    }
}

} // namespace ns3::synthnet
