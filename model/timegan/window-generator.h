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
#include <functional>
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
    /// Takes rows as they are drawn.
    using TakeRows = std::function<void(const Table&)>;

    virtual ~WindowGenerator() = default;

    virtual std::size_t SeqLen() const = 0;                   //!< rows of a window
    virtual std::vector<std::string> ColumnNames() const = 0; //!< of what Draw() hands over

    /**
     * @brief Draws windows, independent of one another, and hands them over some at a time: memory
     * stays bounded however many they are.
     * @param windows how many, at least 1
     * @param seed the same seed gives the same rows
     * @param take is given tables that make windows · SeqLen() rows together, window after window,
     *        rows in forward time; the columns of the table that the model was trained with
     */
    virtual void Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const = 0;

    /// @return what Draw() hands over, in one piece
    Table Sample(std::size_t windows, uint64_t seed) const;

    /**
     * @brief Writes the model.
     * @param stream takes a safetensors file; its header has the columns, the configuration and
     *        the seed
     */
    virtual void Save(std::ostream& stream) const = 0;
};

/**
 * @ingroup synthnet-timegan
 * @brief Draws a table of any length, some rows at a time.
 * @param generator whose windows stand one behind another, the last one cut
 * @param rows at least 1
 * @param seed of WindowGenerator::Draw()
 * @param take is given tables of @p rows rows together
 */
void DrawRows(const WindowGenerator& generator,
              std::size_t rows,
              uint64_t seed,
              const WindowGenerator::TakeRows& take);

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
