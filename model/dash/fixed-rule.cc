/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "fixed-rule.h"

#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(FixedRule);

TypeId
FixedRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::FixedRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<FixedRule>()
            .AddAttribute("Quality",
                          "Index into the ladder, 0 is the lowest; one above the top means the top",
                          UintegerValue(0),
                          MakeUintegerAccessor(&FixedRule::m_quality),
                          MakeUintegerChecker<uint32_t>());
    return tid;
}

AdaptationDecision
FixedRule::Decide(const AdaptationContext& context)
{
    const auto top = static_cast<uint32_t>(context.ladder.size() - 1);
    return {std::min(m_quality, top), Time()};
}

} // namespace ns3::synthnet
