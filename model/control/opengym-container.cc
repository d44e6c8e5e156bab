/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "opengym-container.h"

#include <stdexcept>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(OpenGymDataContainer);
NS_OBJECT_ENSURE_REGISTERED(OpenGymDiscreteContainer);
NS_OBJECT_ENSURE_REGISTERED(OpenGymTupleContainer);
NS_OBJECT_ENSURE_REGISTERED(OpenGymDictContainer);

namespace
{

template <typename T>
Ptr<OpenGymDataContainer>
BoxOf(const BoxSpace& space, const std::vector<double>& values)
{
    const auto box = CreateObject<OpenGymBoxContainer<T>>(space.shape);
    for (const double value : values)
    {
        box->AddValue(static_cast<T>(value));
    }
    return box;
}

struct Make
{
    Ptr<OpenGymDataContainer> operator()(const DiscreteSpace& space, int64_t value) const
    {
        const auto discrete =
            CreateObject<OpenGymDiscreteContainer>(static_cast<uint32_t>(space.n));
        discrete->SetValue(static_cast<uint32_t>(value));
        return discrete;
    }

    Ptr<OpenGymDataContainer> operator()(const BoxSpace& space,
                                         const std::vector<double>& values) const
    {
        switch (space.number)
        {
        case GymNumber::INT:
            return BoxOf<int32_t>(space, values);
        case GymNumber::UINT:
            return BoxOf<uint32_t>(space, values);
        case GymNumber::FLOAT:
        case GymNumber::DOUBLE:
            break;
        }
        return BoxOf<float>(space, values);
    }

    Ptr<OpenGymDataContainer> operator()(const TupleSpace& space, const GymTuple& value) const
    {
        const auto tuple = CreateObject<OpenGymTupleContainer>();
        for (std::size_t i = 0; i < value.elements.size(); ++i)
        {
            tuple->Add(OpenGymDataContainer::FromGym(space.elements.at(i), value.elements[i]));
        }
        return tuple;
    }

    Ptr<OpenGymDataContainer> operator()(const DictSpace& space, const GymDict& value) const
    {
        const auto dict = CreateObject<OpenGymDictContainer>();
        for (std::size_t i = 0; i < value.elements.size(); ++i)
        {
            dict->Add(
                value.elements[i].name,
                OpenGymDataContainer::FromGym(space.elements.at(i).space, value.elements[i].value));
        }
        return dict;
    }

    template <typename S, typename V>
    Ptr<OpenGymDataContainer> operator()(const S& /*space*/, const V& /*value*/) const
    {
        throw std::invalid_argument("a value that ns3-gym has no container for");
    }
};

} // namespace

TypeId
OpenGymDataContainer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::OpenGymDataContainer").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

Ptr<OpenGymDataContainer>
OpenGymDataContainer::FromGym(const GymSpace& space, const GymValue& value)
{
    return std::visit(Make{}, space.kind, value.value);
}

TypeId
OpenGymDiscreteContainer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymDiscreteContainer")
                            .SetParent<OpenGymDataContainer>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymDiscreteContainer>();
    return tid;
}

OpenGymDiscreteContainer::OpenGymDiscreteContainer(uint32_t /*n*/)
{
}

bool
OpenGymDiscreteContainer::SetValue(uint32_t value)
{
    m_value = value;
    return true;
}

uint32_t
OpenGymDiscreteContainer::GetValue() const
{
    return m_value;
}

GymValue
OpenGymDiscreteContainer::ToGym() const
{
    return {int64_t{m_value}};
}

void
OpenGymDiscreteContainer::Print(std::ostream& out) const
{
    out << m_value;
}

TypeId
OpenGymTupleContainer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymTupleContainer")
                            .SetParent<OpenGymDataContainer>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymTupleContainer>();
    return tid;
}

bool
OpenGymTupleContainer::Add(Ptr<OpenGymDataContainer> container)
{
    m_elements.push_back(std::move(container));
    return true;
}

Ptr<OpenGymDataContainer>
OpenGymTupleContainer::Get(uint32_t index) const
{
    return index < m_elements.size() ? m_elements[index] : nullptr;
}

GymValue
OpenGymTupleContainer::ToGym() const
{
    GymTuple tuple;
    for (const auto& element : m_elements)
    {
        tuple.elements.push_back(element->ToGym());
    }
    return {std::move(tuple)};
}

void
OpenGymTupleContainer::Print(std::ostream& out) const
{
    out << "(";
    for (std::size_t i = 0; i < m_elements.size(); ++i)
    {
        out << (i ? ", " : "") << m_elements[i];
    }
    out << ")";
}

TypeId
OpenGymDictContainer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::OpenGymDictContainer")
                            .SetParent<OpenGymDataContainer>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<OpenGymDictContainer>();
    return tid;
}

bool
OpenGymDictContainer::Add(const std::string& key, Ptr<OpenGymDataContainer> container)
{
    return m_elements.emplace(key, std::move(container)).second;
}

Ptr<OpenGymDataContainer>
OpenGymDictContainer::Get(const std::string& key) const
{
    const auto found = m_elements.find(key);
    return found != m_elements.end() ? found->second : nullptr;
}

GymValue
OpenGymDictContainer::ToGym() const
{
    GymDict dict;
    for (const auto& [key, element] : m_elements)
    {
        dict.elements.push_back({key, element->ToGym()});
    }
    return {std::move(dict)};
}

void
OpenGymDictContainer::Print(std::ostream& out) const
{
    out << "{";
    const char* separator = "";
    for (const auto& [key, element] : m_elements)
    {
        out << separator << key << ": " << element;
        separator = ", ";
    }
    out << "}";
}

} // namespace ns3::synthnet
