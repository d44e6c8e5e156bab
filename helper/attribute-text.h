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
 * no value of the attribute's type, for example `12abc` for a number, and takes others that end it
 * later, for example the TypeId of a node for a socket's.
 */

namespace ns3::synthnet
{

/// @ingroup synthnet-helper
/// @brief ns-3 attributes by name, as strings.
using AttributeMap = std::map<std::string, std::string>;

/// @ingroup synthnet-helper
/// @brief An attribute and the type that declares it.
struct AttributeName
{
    TypeId type;
    std::string name;
};

/// @ingroup synthnet-helper
/// @return whether a type is another or derived from it
bool IsA(TypeId type, TypeId base);

/**
 * @ingroup synthnet-helper
 * @brief Why a text is not the value of an attribute: numbers, times, types and object descriptions
 * are looked at, of others only that they have no blank; then ns-3 is asked.
 * @return for example "is '2', expected a number from 0 to 1"; empty when it is a value
 */
std::string ReasonToRefuse(const TypeId::AttributeInformation& attribute, const std::string& text);

/// @ingroup synthnet-helper
/// @return the same of a type's attribute by name, which may also not exist
std::string ReasonToRefuse(TypeId type, const std::string& name, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @brief Sets attributes of an object.
 * @throws InputError when it has no such attribute or the value is not one of it
 */
void SetAttributes(ObjectBase& object, const AttributeMap& attributes);

/**
 * @ingroup synthnet-helper
 * @param fullName TypeId::Attribute, the TypeId that declares the attribute
 * @throws InputError when there is no such attribute; the message goes on behind the name
 */
AttributeName FindAttribute(const std::string& fullName);

/// @ingroup synthnet-helper
/// @return as ReasonToRefuse(), of an attribute by the name that FindAttribute() takes
std::string ReasonToRefuseDefault(const std::string& fullName, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @brief Sets the default of an attribute.
 * @param fullName as FindAttribute() takes it
 * @param text its value
 * @throws InputError when there is no such attribute or the value is not one of it
 */
void SetDefaultAttribute(const std::string& fullName, const std::string& text);

/**
 * @ingroup synthnet-helper
 * @brief Why a text does not describe an object.
 * @param description `TypeId[Attribute=Value|...]`; the values have no brackets themselves
 * @param base what the TypeId must be derived from
 * @return for example "is 'ns3::Node', expected a TypeId derived from ns3::QueueDisc"; empty when
 *         it does
 */
std::string ReasonToRefuseObject(const std::string& description, TypeId base);

/**
 * @ingroup synthnet-helper
 * @param description as of ReasonToRefuseObject()
 * @param base what the TypeId must be derived from
 * @param what the description's place, for messages
 * @throws InputError when it is not such a description
 */
ObjectFactory MakeFactory(const std::string& description, TypeId base, const std::string& what);

/**
 * @ingroup synthnet-helper
 * @param text any attribute's value
 * @param attribute which is to be left to its default
 * @return the text, without the attribute where it describes an object that has it
 */
std::string WithoutAttribute(const std::string& text, const AttributeName& attribute);

} // namespace ns3::synthnet

#endif // SYNTHNET_ATTRIBUTE_TEXT_H
