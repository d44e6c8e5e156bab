/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUANTILE_BINS_JSON_H
#define SYNTHNET_QUANTILE_BINS_JSON_H

#include "quantile-bins.h"

#include <nlohmann/json_fwd.hpp>

namespace ns3::synthnet
{

class JsonValue;

/// @ingroup synthnet-timegan
/// @return an array of the bins, for the header of a model
nlohmann::json ToJson(const QuantileBins& bins);

/// @ingroup synthnet-timegan
/// @throws InputError when it is not what ToJson() returned
QuantileBins BinsFromJson(const JsonValue& json);

} // namespace ns3::synthnet

#endif // SYNTHNET_QUANTILE_BINS_JSON_H
