/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "opengym-space.h"

#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(OpenGymSpace);
NS_OBJECT_ENSURE_REGISTERED(OpenGymDiscreteSpace);
NS_OBJECT_ENSURE_REGISTERED(OpenGymBoxSpace);
NS_OBJECT_ENSURE_REGISTERED(OpenGymTupleSpace);
NS_OBJECT_ENSURE_REGISTERED(OpenGymDictSpace);

namespace
{

GymNumber
NumberOf(const std::string& dtype)
{
    if (dtype.compare(0, 3, "int") == 0)
    {
        return GymNumber::INT;
    }
    if (dtype.compare(0, 4, "uint") == 0)
    {
        return GymNumber::UINT;
    }
    return dtype == "double" ? GymNumber::DOUBLE : GymNumber::FLOAT;
}

const char*
NameOf(GymNumber number)
{
    switch (number)
    {
    case GymNumber::INT:
        return "INT";
    case GymNumber::UINT:
        return "UINT";
    case GymNumber::FLOAT:
        return "FLOAT";
    case GymNumber::DOUBLE:
        return "DOUBLE";
    }
    return "";
}

std::size_t
Elements(const std::vector<uint32_t>& shape)
{
    return std::accumulate(shape.begin(),
                           shape.end(),
                           std::size_t{1},
                           [](std::size_t product, uint32_t size) { return product * size; });
}

} // namespace

TypeId
OpenGymSpace::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::OpenGymSpace").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

TypeId
OpenGymDiscreteSpace::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymDiscreteSpace")
                            .SetParent<OpenGymSpace>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymDiscreteSpace>();
    return tid;
}

OpenGymDiscreteSpace::OpenGymDiscreteSpace(int n)
    : m_n(n)
{
}

int
OpenGymDiscreteSpace::GetN() const
{
    return m_n;
}

GymSpace
OpenGymDiscreteSpace::ToGym() const
{
    return {DiscreteSpace{m_n}};
}

void
OpenGymDiscreteSpace::Print(std::ostream& out) const
{
    out << "Discrete(" << m_n << ")";
}

TypeId
OpenGymBoxSpace::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymBoxSpace")
                            .SetParent<OpenGymSpace>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymBoxSpace>();
    return tid;
}

OpenGymBoxSpace::OpenGymBoxSpace()
    : OpenGymBoxSpace(0, 0, {}, "float")
{
}

OpenGymBoxSpace::OpenGymBoxSpace(float low,
                                 float high,
                                 const std::vector<uint32_t>& shape,
                                 const std::string& dtype)
    : m_box{NumberOf(dtype),
            shape,
            std::vector<double>(Elements(shape), low),
            std::vector<double>(Elements(shape), high)}
{
}

OpenGymBoxSpace::OpenGymBoxSpace(const std::vector<float>& low,
                                 const std::vector<float>& high,
                                 const std::vector<uint32_t>& shape,
                                 const std::string& dtype)
    : m_box{NumberOf(dtype), shape, {low.begin(), low.end()}, {high.begin(), high.end()}}
{
    if (low.size() != Elements(shape) || high.size() != Elements(shape))
    {
        throw std::invalid_argument("OpenGymBoxSpace: " + std::to_string(low.size()) + " and " +
                                    std::to_string(high.size()) + " bounds for " +
                                    std::to_string(Elements(shape)) + " elements");
    }
}

float
OpenGymBoxSpace::GetLow() const
{
    return m_box.low.empty() ? 0 : static_cast<float>(m_box.low.front());
}

float
OpenGymBoxSpace::GetHigh() const
{
    return m_box.high.empty() ? 0 : static_cast<float>(m_box.high.front());
}

std::vector<uint32_t>
OpenGymBoxSpace::GetShape() const
{
    return m_box.shape;
}

GymSpace
OpenGymBoxSpace::ToGym() const
{
    return {m_box};
}

void
OpenGymBoxSpace::Print(std::ostream& out) const
{
    out << "Box(" << GetLow() << ", " << GetHigh() << ", (";
    for (std::size_t i = 0; i < m_box.shape.size(); ++i)
    {
        out << (i ? ", " : "") << m_box.shape[i];
    }
    out << "), " << NameOf(m_box.number) << ")";
}

TypeId
OpenGymTupleSpace::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymTupleSpace")
                            .SetParent<OpenGymSpace>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymTupleSpace>();
    return tid;
}

bool
OpenGymTupleSpace::Add(Ptr<OpenGymSpace> space)
{
    m_elements.push_back(std::move(space));
    return true;
}

Ptr<OpenGymSpace>
OpenGymTupleSpace::Get(uint32_t index) const
{
    return index < m_elements.size() ? m_elements[index] : nullptr;
}

GymSpace
OpenGymTupleSpace::ToGym() const
{
    TupleSpace tuple;
    for (const auto& element : m_elements)
    {
        tuple.elements.push_back(element->ToGym());
    }
    return {std::move(tuple)};
}

void
OpenGymTupleSpace::Print(std::ostream& out) const
{
    out << "Tuple(";
    for (std::size_t i = 0; i < m_elements.size(); ++i)
    {
        out << (i ? ", " : "") << m_elements[i];
    }
    out << ")";
}

TypeId
OpenGymDictSpace::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymDictSpace")
                            .SetParent<OpenGymSpace>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymDictSpace>();
    return tid;
}

bool
OpenGymDictSpace::Add(const std::string& key, Ptr<OpenGymSpace> space)
{
    return m_elements.emplace(key, std::move(space)).second;
}

Ptr<OpenGymSpace>
OpenGymDictSpace::Get(const std::string& key) const
{
    const auto found = m_elements.find(key);
    return found != m_elements.end() ? found->second : nullptr;
}

GymSpace
OpenGymDictSpace::ToGym() const
{
    DictSpace dict;
    for (const auto& [key, element] : m_elements)
    {
        dict.elements.push_back({key, element->ToGym()});
    }
    return {std::move(dict)};
}

void
OpenGymDictSpace::Print(std::ostream& out) const
{
    out << "Dict(";
    const char* separator = "";
    for (const auto& [key, element] : m_elements)
    {
        out << separator << key << ": " << element;
        separator = ", ";
    }
    out << ")";
}

} // namespace ns3::synthnet
