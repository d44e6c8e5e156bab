/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "attribute-defaults.h"

#include "ns3/global-value.h"
#include "ns3/string.h"

namespace ns3::synthnet
{

namespace
{

std::string
Text(const GlobalValue& global)
{
    StringValue text;
    global.GetValue(text);
    return text.Get();
}

} // namespace

AttributeDefaults::AttributeDefaults()
{
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const TypeId tid = TypeId::GetRegistered(i);
        auto& values = m_attributes[tid];
        for (std::size_t j = 0; j < tid.GetAttributeN(); ++j)
        {
            values.push_back(tid.GetAttribute(j).initialValue);
        }
    }
    for (auto global = GlobalValue::Begin(); global != GlobalValue::End(); ++global)
    {
        m_globals[(*global)->GetName()] = Text(**global);
    }
}

void
AttributeDefaults::Restore() const
{
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        TypeId tid = TypeId::GetRegistered(i);
        const auto before = m_attributes.find(tid);
        for (std::size_t j = 0; j < tid.GetAttributeN(); ++j)
        {
            const TypeId::AttributeInformation now = tid.GetAttribute(j);
            const bool known = before != m_attributes.end() && j < before->second.size();
            const auto value = known ? before->second[j] : now.originalInitialValue;
            if (now.initialValue != value)
            {
                tid.SetAttributeInitialValue(j, value);
            }
        }
    }
    for (auto global = GlobalValue::Begin(); global != GlobalValue::End(); ++global)
    {
        const auto before = m_globals.find((*global)->GetName());
        if (before != m_globals.end() && Text(**global) != before->second)
        {
            (*global)->SetValue(StringValue(before->second));
        }
    }
}

} // namespace ns3::synthnet
