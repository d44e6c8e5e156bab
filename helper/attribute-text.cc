/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "attribute-text.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include "ns3/config.h"
#include "ns3/object.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <regex>
#include <sstream>
#include <vector>

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

/// @return whether a text is a time, and one that fits ns-3's 64 bits of nanoseconds
bool
IsTime(const std::string& text)
{
    static const std::map<std::string, double> SECONDS = {{"", 1},
                                                          {"s", 1},
                                                          {"ms", 1e-3},
                                                          {"us", 1e-6},
                                                          {"ns", 1e-9},
                                                          {"ps", 1e-12},
                                                          {"fs", 1e-15},
                                                          {"min", 60},
                                                          {"h", 3600},
                                                          {"d", 86400},
                                                          {"y", 365 * 86400.0}};
    static const std::regex pattern("(" + NUMBER + ")([a-z]*)", std::regex::extended);
    constexpr double MOST = 9.2e9; // s
    std::smatch parts;
    if (!std::regex_match(text, parts, pattern))
    {
        return false;
    }
    const auto unit = SECONDS.find(parts[parts.size() - 1]);
    return unit != SECONDS.end() &&
           std::fabs(std::strtod(text.c_str(), nullptr)) * unit->second <= MOST;
}

/// An object's description, `TypeId[Attribute=Value|...]`, in its parts.
struct Description
{
    TypeId type;
    std::vector<std::pair<std::string, std::string>> members; //!< attribute, value
};

std::string
TypeNameOf(const std::string& description)
{
    return description.substr(0, description.find('['));
}

/// @return nothing when the text does not look like a description of a known type
std::optional<Description>
Parse(const std::string& text)
{
    Description description;
    const auto open = text.find('[');
    if (!TypeId::LookupByNameFailSafe(TypeNameOf(text), &description.type))
    {
        return std::nullopt;
    }
    if (open == std::string::npos)
    {
        return description;
    }
    // ns-3 takes the first closing bracket for the last.
    if (text.find(']') != text.size() - 1 || text.find('[', open + 1) != std::string::npos)
    {
        return std::nullopt;
    }
    std::istringstream members(text.substr(open + 1, text.size() - open - 2));
    std::string member;
    while (std::getline(members, member, '|'))
    {
        const auto equals = member.find('=');
        if (equals == std::string::npos)
        {
            return std::nullopt;
        }
        description.members.emplace_back(member.substr(0, equals), member.substr(equals + 1));
    }
    return description;
}

/// @return the value type of an attribute without its namespace, which some have and some not
std::string
ValueType(const TypeId::AttributeInformation& attribute)
{
    const std::string type = attribute.checker->GetValueTypeName();
    return type.rfind("ns3::", 0) == 0 ? type.substr(5) : type;
}

/**
 * What an attribute that names a type takes. ns-3 knows it of pointers alone; of others we take
 * what is just below Object among the ancestors of the default.
 */
TypeId
BaseOf(const TypeId::AttributeInformation& attribute)
{
    if (const auto pointer = DynamicCast<const PointerChecker>(attribute.checker))
    {
        return pointer->GetPointeeTypeId();
    }
    const auto* value =
        dynamic_cast<const TypeIdValue*>(PeekPointer(attribute.originalInitialValue));
    TypeId type = Object::GetTypeId();
    if (value && value->Get().GetUid() != 0)
    {
        type = value->Get();
    }
    else if (!value)
    {
        TypeId::LookupByNameFailSafe(
            TypeNameOf(attribute.originalInitialValue->SerializeToString(attribute.checker)),
            &type);
    }
    if (type.GetName() == "ns3::TcpCubic") // which names a wrong parent
    {
        return TypeId::LookupByName("ns3::TcpCongestionOps");
    }
    while (type != Object::GetTypeId() && type.HasParent() &&
           type.GetParent() != Object::GetTypeId() && type.GetParent() != ObjectBase::GetTypeId())
    {
        type = type.GetParent();
    }
    return type;
}

/// @param text that is no TypeId of an object that can be made and is derived from @p base
std::string
ExpectedType(TypeId base, const std::string& text)
{
    TypeId type;
    const bool isAbstract = TypeId::LookupByNameFailSafe(text, &type) && IsA(type, base);
    return (isAbstract ? "which is abstract, " : "") +
           ("expected a TypeId derived from " + base.GetName());
}

/// @return "a number from 0 to 1" of ns-3's "double 0:1"
/// @param beyond a bound of this magnitude or a larger one is none
std::string
Range(const std::string& noun, const std::string& information, double beyond = HUGE_VAL)
{
    const auto blank = information.find(' ');
    const auto colon = information.find(':');
    if (blank == std::string::npos)
    {
        return noun;
    }
    if (colon == std::string::npos) // our QueueRateChecker's "double 0 or at least 0.001"
    {
        return noun + "," + information.substr(blank);
    }
    const std::string least = information.substr(blank + 1, colon - blank - 1);
    const std::string most = information.substr(colon + 1);
    const auto isBound = [beyond](const std::string& text) {
        return std::fabs(std::strtod(text.c_str(), nullptr)) < beyond;
    };
    const std::string from = isBound(least) ? " from " + least : "";
    if (isBound(most))
    {
        return noun + from + " to " + most;
    }
    return noun + from + (from.empty() ? "" : " on");
}

std::string
Expected(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    const std::string type = ValueType(attribute);
    const std::string information = attribute.checker->HasUnderlyingTypeInformation()
                                        ? attribute.checker->GetUnderlyingTypeInformation()
                                        : "";
    if (type == "TypeIdValue")
    {
        return ExpectedType(BaseOf(attribute), text);
    }
    if (type == "DoubleValue")
    {
        return "expected " + Range("a number", information, 1.79e308);
    }
    if (type == "UintegerValue" || type == "IntegerValue")
    {
        return "expected " + Range("a whole number", information);
    }
    if (type == "TimeValue")
    {
        return "expected " + Range("a time such as 1.5ms", information, 9.22e18);
    }
    if (type == "BooleanValue")
    {
        return "expected true or false";
    }
    if (type == "EnumValue")
    {
        return "expected one of " + information;
    }
    const std::string example =
        attribute.originalInitialValue->SerializeToString(attribute.checker);
    return "expected a " + type.substr(0, type.rfind("Value")) +
           (example.empty() ? "" : " such as " + example);
}

/// @return whether ns-3 can read a text without ending the program
bool
IsReadable(const std::string& type, const std::string& text)
{
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
        return IsTime(text);
    }
    return !text.empty() && text.find_first_of(" \t\n\r\v\f") == std::string::npos;
}

/// @return whether a text names a type that can be made and is derived from another
bool
IsTypeOf(TypeId base, const std::string& text)
{
    TypeId type;
    return TypeId::LookupByNameFailSafe(text, &type) && type.HasConstructor() && IsA(type, base);
}

bool
IsDefault(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    return attribute.originalInitialValue->SerializeToString(attribute.checker) == text;
}

/// @return "attribute A of T"
std::string
Subject(TypeId type, const std::string& name)
{
    return "attribute " + name + " of " + type.GetName();
}

} // namespace

bool
IsA(TypeId type, TypeId base)
{
    return type == base || type.IsChildOf(base);
}

std::string
ReasonToRefuseObject(const std::string& description, TypeId base)
{
    const std::string is = "is " + QuoteInput(description) + ", ";
    if (!IsTypeOf(base, TypeNameOf(description)))
    {
        return is + ExpectedType(base, TypeNameOf(description));
    }
    const auto parts = Parse(description);
    if (!parts)
    {
        return is + "expected TypeId[Attribute=Value|...] without further brackets";
    }
    for (const auto& [name, text] : parts->members)
    {
        const std::string reason = ReasonToRefuse(parts->type, name, text);
        if (!reason.empty())
        {
            return is + "where " + name + " " + reason;
        }
    }
    return "";
}

std::string
ReasonToRefuse(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    const std::string type = ValueType(attribute);
    if (type == "PointerValue" || type == "ObjectFactoryValue")
    {
        return ReasonToRefuseObject(text, BaseOf(attribute));
    }
    const bool isOfKind =
        type != "TypeIdValue" || IsTypeOf(BaseOf(attribute), text) || IsDefault(attribute, text);
    if (!IsReadable(type, text) || !isOfKind ||
        !attribute.checker->CreateValidValue(StringValue(text)))
    {
        return "is " + QuoteInput(text) + ", " + Expected(attribute, text);
    }
    return "";
}

std::string
ReasonToRefuse(TypeId type, const std::string& name, const std::string& text)
{
    TypeId::AttributeInformation attribute;
    if (!type.LookupAttributeByName(name, &attribute))
    {
        return "does not exist, expected an attribute of " + type.GetName();
    }
    return ReasonToRefuse(attribute, text);
}

void
SetAttributes(ObjectBase& object, const AttributeMap& attributes)
{
    const TypeId type = object.GetInstanceTypeId();
    for (const auto& [name, text] : attributes)
    {
        const std::string reason = ReasonToRefuse(type, name, text);
        if (!reason.empty())
        {
            throw InputError(Subject(type, name) + " " + reason);
        }
        if (!object.SetAttributeFailSafe(name, StringValue(text)))
        {
            throw InputError(Subject(type, name) + " is " + QuoteInput(text) +
                             ", expected one that can be set");
        }
    }
}

AttributeName
FindAttribute(const std::string& fullName)
{
    const std::string expected = "does not exist, expected ";
    const auto colons = fullName.rfind("::");
    TypeId type;
    if (colons == std::string::npos ||
        !TypeId::LookupByNameFailSafe(fullName.substr(0, colons), &type))
    {
        throw InputError(expected + "a TypeId, :: and an attribute of it");
    }
    const std::string name = fullName.substr(colons + 2);
    for (TypeId declaring = type;; declaring = declaring.GetParent())
    {
        for (std::size_t i = 0; i < declaring.GetAttributeN(); ++i)
        {
            if (declaring.GetAttribute(i).name != name)
            {
                continue;
            }
            if (declaring != type)
            {
                throw InputError(expected + declaring.GetName() + "::" + name);
            }
            return {type, name};
        }
        if (!declaring.HasParent())
        {
            throw InputError(expected + "an attribute of " + type.GetName());
        }
    }
}

std::string
ReasonToRefuseDefault(const std::string& fullName, const std::string& text)
{
    try
    {
        const AttributeName attribute = FindAttribute(fullName);
        return ReasonToRefuse(attribute.type, attribute.name, text);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

void
SetDefaultAttribute(const std::string& fullName, const std::string& text)
{
    const std::string reason = ReasonToRefuseDefault(fullName, text);
    if (!reason.empty())
    {
        throw InputError("attribute " + fullName + " " + reason);
    }
    Config::SetDefault(fullName, StringValue(text));
}

ObjectFactory
MakeFactory(const std::string& description, TypeId base, const std::string& what)
{
    const std::string reason = ReasonToRefuseObject(description, base);
    ObjectFactory factory;
    std::istringstream stream(description);
    if (!reason.empty() || !(stream >> factory))
    {
        throw InputError(what + " " + reason);
    }
    return factory;
}

std::string
WithoutAttribute(const std::string& text, const AttributeName& attribute)
{
    const auto description = Parse(text);
    if (!description || !IsA(description->type, attribute.type))
    {
        return text;
    }
    std::string members;
    for (const auto& [name, value] : description->members)
    {
        if (name != attribute.name)
        {
            members += (members.empty() ? "" : "|") + name + "=" + value;
        }
    }
    return description->type.GetName() + (members.empty() ? "" : "[" + members + "]");
}

} // namespace ns3::synthnet
