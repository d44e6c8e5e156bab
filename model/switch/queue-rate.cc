/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "queue-rate.h"

#include "ns3/double.h"

#include <sstream>

namespace ns3::synthnet
{

namespace
{

constexpr double LEAST = 0.001; // packets a second

/// ns-3's own checkers know one range only.
class QueueRateChecker : public AttributeChecker
{
  public:
    bool Check(const AttributeValue& value) const override
    {
        const auto* rate = dynamic_cast<const DoubleValue*>(&value);
        return rate && ReasonToRefuseQueueRate(rate->Get()).empty();
    }

    std::string GetValueTypeName() const override
    {
        return "ns3::DoubleValue";
    }

    bool HasUnderlyingTypeInformation() const override
    {
        return true;
    }

    std::string GetUnderlyingTypeInformation() const override
    {
        return "double 0 or at least 0.001";
    }

    Ptr<AttributeValue> Create() const override
    {
        return ns3::Create<DoubleValue>();
    }

    bool Copy(const AttributeValue& source, AttributeValue& destination) const override
    {
        const auto* from = dynamic_cast<const DoubleValue*>(&source);
        auto* to = dynamic_cast<DoubleValue*>(&destination);
        if (!from || !to)
        {
            return false;
        }
        *to = *from;
        return true;
    }
};

} // namespace

std::string
ReasonToRefuseQueueRate(double packetsPerSecond)
{
    if (packetsPerSecond == 0 || packetsPerSecond >= LEAST)
    {
        return "";
    }
    std::ostringstream reason;
    reason << "is " << packetsPerSecond << ", expected packets a second, 0 (unlimited) or at least "
           << LEAST;
    return reason.str();
}

Ptr<const AttributeChecker>
MakeQueueRateChecker()
{
    return Create<QueueRateChecker>();
}

} // namespace ns3::synthnet
