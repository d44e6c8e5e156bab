/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_LOGS_H
#define SYNTHNET_TESTBED_LOGS_H

#include "csv.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Reads the collector's log of INT probes, the format of the 2022 testbed.
 *
 * One row a probe: `timestamp` (Unix seconds), then ten fields for each switch, the switch's
 * number at the end of each name: `switchID_t3`, `ingress_port3`, … `deq_qdepth3`, `switchID_t2`,
 * …. Any number of switches is taken.
 *
 * @return all columns, at least one row
 * @throws InputError when the file cannot be read, has no row, or lacks the timestamp or, of any
 *         switch, one of the columns of IntFeatures()
 */
CsvDocument ReadIntLog(const std::filesystem::path& path);

/**
 * @ingroup synthnet-dataset
 * @brief Reads a player's log, in the format of the 2022 or of the 2023 testbed.
 *
 * The 2023 format is `timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate`, one row a
 * sample. The 2022 format is `timestamp;droppedFrames;bufferLevel;frameRate;bitrate;
 * calculatedBitrate;resolution`, and its loggers replayed the history again and again: the first
 * row with a given (droppedFrames, bufferLevel, frameRate) is the sample, later ones are echoes
 * of it and are dropped. Both come back with the columns of PlayerColumns().
 *
 * @return one row a sample in the log's order; timestamp in ms, Buffer in s, ReportedBitrate in
 *         kbit/s, FPS in 1/s, CalcBitrate as the page's script computed it (it accumulates over
 *         the session and is no rate), Resolution a categorical column
 * @throws InputError when the file cannot be read, has no row or lacks a column
 */
CsvDocument ReadPlayerLog(const std::filesystem::path& path);

/// @ingroup synthnet-dataset
/// @return timestamp, Buffer, ReportedBitrate, FPS, CalcBitrate, Resolution
const std::vector<std::string>& PlayerColumns();

/// @ingroup synthnet-dataset
/// @return the numbers of the switches that have a column enq_qdepthN, deq_timedeltaN or
///         deq_qdepthN among these, ascending
std::vector<unsigned> SwitchesOf(const std::vector<std::string>& columns);

/// @ingroup synthnet-dataset
/// @return enq_qdepthN, deq_timedeltaN, deq_qdepthN for each switch N, in the switches' order
std::vector<std::string> IntFeatures(const std::vector<unsigned>& switches);

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_LOGS_H
