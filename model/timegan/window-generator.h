/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WINDOW_GENERATOR_H
#define SYNTHNET_WINDOW_GENERATOR_H

#include "compute-options.h"

#include "ns3/table.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief A trained model that draws windows of telemetry.
 */
class WindowGenerator
{
  public:
    virtual ~WindowGenerator() = default;

    virtual std::size_t SeqLen() const = 0;                   //!< rows of a window
    virtual std::vector<std::string> ColumnNames() const = 0; //!< of what Sample() returns

    /**
     * @brief Draws windows, independent of one another.
     * @param windows how many, at least 1
     * @param seed the same seed gives the same rows
     * @return windows · SeqLen() rows, window after window, rows in forward time; the columns of
     *         the table that the model was trained with
     */
    virtual Table Sample(std::size_t windows, uint64_t seed) const = 0;

    /**
     * @brief Writes the model.
     * @param stream takes a safetensors file; its header has the columns, the configuration and
     *        the seed
     */
    virtual void Save(std::ostream& stream) const = 0;
};

/**
 * @ingroup synthnet-timegan
 * @brief Draws a table of any length.
 * @param generator whose windows stand one behind another, the last one cut
 * @param rows at least 1
 * @param seed of WindowGenerator::Sample()
 */
Table SampleRows(const WindowGenerator& generator, std::size_t rows, uint64_t seed);

/**
 * @ingroup synthnet-timegan
 * @brief Reads a model of any kind.
 * @param path what WindowGenerator::Save() wrote
 * @param compute with what windows are drawn
 * @throws InputError when the file cannot be read, is damaged, or of another version
 */
std::unique_ptr<WindowGenerator> LoadWindowGenerator(const std::filesystem::path& path,
                                                     const ComputeOptions& compute = {});

} // namespace ns3::synthnet

#endif // SYNTHNET_WINDOW_GENERATOR_H
