/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "attribute-text.h"

#include "ns3/input-error.h"

#include "ns3/config.h"
#include "ns3/object.h"
#include "ns3/string.h"

#include <cctype>
#include <cstdlib>
#include <regex>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

bool
Matches(const std::string& text, const std::string& pattern)
{
    return std::regex_match(text, std::regex(pattern, std::regex::extended));
}

const std::string NUMBER = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";
const std::string TIME = NUMBER + "(s|ms|us|ns|ps|fs|min|h|d|y)?";

/// `TypeId`, or `TypeId[Attribute=Value|...]`
bool
IsDescription(const std::string& text)
{
    const auto open = text.find('[');
    TypeId tid;
    if (!TypeId::LookupByNameFailSafe(text.substr(0, open), &tid) || !tid.HasConstructor())
    {
        return false;
    }
    if (open == std::string::npos)
    {
        return true;
    }
    // ns-3 takes the first closing bracket for the last.
    if (text.find(']') != text.size() - 1 || text.find('[', open + 1) != std::string::npos)
    {
        return false;
    }
    std::istringstream members(text.substr(open + 1, text.size() - open - 2));
    std::string member;
    while (std::getline(members, member, '|'))
    {
        const auto equals = member.find('=');
        TypeId::AttributeInformation attribute;
        if (equals == std::string::npos ||
            !tid.LookupAttributeByName(member.substr(0, equals), &attribute) ||
            !IsAttributeText(attribute, member.substr(equals + 1)))
        {
            return false;
        }
    }
    return true;
}

[[noreturn]] void
Refuse(TypeId type, const std::string& name, const std::string& text)
{
    throw InputError("attribute " + name + " of " + type.GetName() +
                     " does not exist or does not take '" + text + "'");
}

} // namespace

bool
IsAttributeText(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    std::string type = attribute.checker->GetValueTypeName();
    if (type.rfind("ns3::", 0) == 0) // some have it, some do not
    {
        type.erase(0, 5);
    }
    if (type == "StringValue")
    {
        return true;
    }
    if (type == "DoubleValue")
    {
        return Matches(text, NUMBER);
    }
    if (type == "UintegerValue")
    {
        return Matches(text, "[0-9]+");
    }
    if (type == "IntegerValue")
    {
        return Matches(text, "[+-]?[0-9]+");
    }
    if (type == "TimeValue")
    {
        return Matches(text, TIME);
    }
    if (type == "PointerValue" || type == "ObjectFactoryValue")
    {
        return IsDescription(text);
    }
    return !text.empty() && text.find_first_of(" \t\n\r\v\f") == std::string::npos;
}

void
RequireAttribute(TypeId type, const std::string& name, const std::string& text)
{
    TypeId::AttributeInformation attribute;
    if (!type.LookupAttributeByName(name, &attribute) || !IsAttributeText(attribute, text) ||
        !attribute.checker->CreateValidValue(StringValue(text)))
    {
        Refuse(type, name, text);
    }
}

void
SetAttributes(ObjectBase& object, const AttributeMap& attributes)
{
    for (const auto& [name, text] : attributes)
    {
        RequireAttribute(object.GetInstanceTypeId(), name, text);
        if (!object.SetAttributeFailSafe(name, StringValue(text)))
        {
            Refuse(object.GetInstanceTypeId(), name, text);
        }
    }
}

bool
SetDefaultAttribute(const std::string& name, const std::string& text)
{
    const auto colons = name.rfind("::");
    TypeId tid;
    TypeId::AttributeInformation attribute;
    return colons != std::string::npos &&
           TypeId::LookupByNameFailSafe(name.substr(0, colons), &tid) &&
           tid.LookupAttributeByName(name.substr(colons + 2), &attribute) &&
           IsAttributeText(attribute, text) && Config::SetDefaultFailSafe(name, StringValue(text));
}

ObjectFactory
MakeFactory(const std::string& description, TypeId base, const std::string& what)
{
    TypeId tid;
    if (!TypeId::LookupByNameFailSafe(description.substr(0, description.find('[')), &tid) ||
        !tid.IsChildOf(base) || !tid.HasConstructor())
    {
        throw InputError(what + " is '" + description + "', expected a TypeId derived from " +
                         base.GetName());
    }
    ObjectFactory factory;
    std::istringstream stream(description);
    if (!IsDescription(description) || !(stream >> factory))
    {
        throw InputError(what + " is '" + description + "', expected attributes of " +
                         tid.GetName());
    }
    return factory;
}

} // namespace ns3::synthnet
