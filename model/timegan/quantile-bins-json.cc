/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "quantile-bins-json.h"

#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

nlohmann::json
ToJson(const QuantileBins& bins)
{
    nlohmann::json all = nlohmann::json::array();
    for (const QuantileBins::Bin& bin : bins.Bins())
    {
        all.push_back({{"knots", bin.knots}, {"share", bin.share}});
    }
    return all;
}

QuantileBins
BinsFromJson(const JsonValue& json)
{
    std::vector<QuantileBins::Bin> bins;
    for (const JsonValue& element : json.Elements())
    {
        QuantileBins::Bin bin{{}, element.Member("share").Number()};
        for (const JsonValue& knot : element.Member("knots").Elements())
        {
            bin.knots.push_back(knot.Number());
        }
        bins.push_back(std::move(bin));
    }
    try
    {
        return QuantileBins(std::move(bins));
    }
    catch (const std::invalid_argument&)
    {
        json.Fail("bins in ascending order that hold everything");
    }
}

} // namespace ns3::synthnet
