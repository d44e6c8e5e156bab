/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRID_MODEL_H
#define SYNTHNET_GRID_MODEL_H

#include "ns3/compute-options.h"
#include "ns3/model-grid.h"

#include <filesystem>
#include <memory>

namespace ns3::synthnet
{

class Table;
class WindowGenerator;

/**
 * @ingroup synthnet-programs
 * @brief Reads a model that a grid trained.
 * @param file of the model, which is there
 * @param expected the model that it must be
 * @param table that it was trained with
 * @param compute with what windows are drawn
 * @throws InputError when the file is damaged or is another model
 */
std::unique_ptr<WindowGenerator> LoadGridModel(const std::filesystem::path& file,
                                               const GridModel& expected,
                                               const Table& table,
                                               const ComputeOptions& compute = {});

} // namespace ns3::synthnet

#endif // SYNTHNET_GRID_MODEL_H
