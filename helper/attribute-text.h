/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ATTRIBUTE_TEXT_H
#define SYNTHNET_ATTRIBUTE_TEXT_H

#include "ns3/ns3-version.h"

#include "ns3/object-base.h"
#include "ns3/object-factory.h"
#include "ns3/type-id.h"

#include <map>
#include <string>

/**
 * @file
 * @ingroup synthnet-helper
 * ns-3 attributes from texts that users wrote. ns-3 itself ends the program at many texts that are
 * no value of the attribute's type, for example `12abc` for a number.
 */

namespace ns3::synthnet
{

/// @ingroup synthnet-helper
/// @brief ns-3 attributes by name, as strings.
using AttributeMap = std::map<std::string, std::string>;

/**
 * @ingroup synthnet-helper
 * @return whether ns-3 can read a text as the value of an attribute: numbers, times and object
 *         descriptions are looked at, of others only that they have no blank
 */
bool IsAttributeText(const TypeId::AttributeInformation& attribute, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @brief Looks at an attribute before an object is made.
 * @throws InputError when the type has no such attribute or the text is not a value of it
 */
void RequireAttribute(TypeId type, const std::string& name, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @brief Sets attributes of an object.
 * @throws InputError when it has no such attribute or the value is not one of it
 */
void SetAttributes(ObjectBase& object, const AttributeMap& attributes);

/**
 * @ingroup synthnet-helper
 * @brief Sets the default of an attribute.
 * @param name TypeId::Attribute
 * @param text its value
 * @return false when there is no such attribute or the value is not one of it
 */
bool SetDefaultAttribute(const std::string& name, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @param description `TypeId[Attribute=Value|...]`; the values have no brackets themselves
 * @param base what the TypeId must be derived from
 * @param what the description's place, for messages
 * @throws InputError when it is not such a description
 */
ObjectFactory MakeFactory(const std::string& description, TypeId base, const std::string& what);

} // namespace ns3::synthnet

#endif // SYNTHNET_ATTRIBUTE_TEXT_H
