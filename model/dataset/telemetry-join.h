/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TELEMETRY_JOIN_H
#define SYNTHNET_TELEMETRY_JOIN_H

#include "csv.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Joins the network's and the player's view of each second, as the 2023 tutorial does.
 *
 * Of the probes of one second the one with the largest `deq_timedelta` of the lowest-numbered
 * switch is kept (the first one of equals). The player's timestamps are cut to whole seconds.
 * Each sample of the player whose second has a probe becomes a row, in the order of the samples.
 *
 * @param intLog as ReadIntLog() returns it, timestamp in s
 * @param playerLog as ReadPlayerLog() returns it, timestamp in ms
 * @return the columns of IntFeatures() in the switches' order, then Buffer, ReportedBitrate, FPS,
 *         CalcBitrate, Resolution; without the timestamp
 * @throws InputError naming both files and the seconds they cover when none is in common
 */
Table JoinBySecond(const CsvDocument& intLog, const CsvDocument& playerLog);

} // namespace ns3::synthnet

#endif // SYNTHNET_TELEMETRY_JOIN_H
