/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_GENERATOR_H
#define SYNTHNET_DIFFUSION_GENERATOR_H

#include "compute-options.h"
#include "diffusion-columns.h"
#include "diffusion-config.h"
#include "window-generator.h"

#include "ns3/table-codec.h"

#include <memory>

namespace ns3::synthnet
{

class DiffusionNetwork;
class SafetensorsFile;

/**
 * @ingroup synthnet-timegan
 * @brief A trained discrete diffusion (DiffusionNetwork): windows are unmasked value by value in
 * forward time.
 */
class DiffusionGenerator : public WindowGenerator
{
  public:
    /// What the header of a model file calls it.
    static constexpr const char* KIND = "diffusion";

    /**
     * @param network trained
     * @param columns, codec of the table that it was trained with
     * @param config that it was trained with
     */
    DiffusionGenerator(std::unique_ptr<DiffusionNetwork> network,
                       DiffusionColumns columns,
                       TableCodec codec,
                       const DiffusionConfig& config);

    /// @throws InputError when the file is no diffusion model of ours, or damaged, or the device is
    ///         another than "cpu"
    DiffusionGenerator(const SafetensorsFile& file, const ComputeOptions& compute);
    ~DiffusionGenerator() override;

    std::size_t SeqLen() const override;
    std::vector<std::string> ColumnNames() const override;
    void Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const override;
    void Save(std::ostream& stream) const override;

    const DiffusionConfig& Config() const; //!< as given

  private:
    std::unique_ptr<DiffusionNetwork> m_network;
    TableCodec m_codec;
    DiffusionColumns m_columns;
    DiffusionConfig m_config;
};

/// @ingroup synthnet-timegan
/// @throws InputError when a diffusion model cannot compute with these options
void NeedDiffusionDevice(const ComputeOptions& compute);

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_GENERATOR_H
