/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ATTRIBUTE_DEFAULTS_H
#define SYNTHNET_ATTRIBUTE_DEFAULTS_H

#include "ns3/ns3-version.h"

#include "ns3/attribute.h"
#include "ns3/type-id.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What Config::SetDefault() and Config::SetGlobal() had set when this was made, to be set
 * again later.
 */
class AttributeDefaults
{
  public:
    AttributeDefaults();

    /// @brief Sets them again; attributes that were not registered then get their first default.
    void Restore() const;

  private:
    std::map<TypeId, std::vector<Ptr<const AttributeValue>>> m_attributes;
    std::map<std::string, std::string> m_globals;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ATTRIBUTE_DEFAULTS_H
