/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_GENERATOR_H
#define SYNTHNET_TIMEGAN_GENERATOR_H

#include "channel-ranks.h"
#include "compute-options.h"
#include "timegan-config.h"
#include "window-generator.h"

#include "ns3/table-codec.h"

#include <memory>

namespace ns3::synthnet
{

class SafetensorsFile;
struct TimeGanNetworks;

/**
 * @ingroup synthnet-timegan
 * @brief A trained TimeGAN: noise through generator, supervisor and recovery, and back into the
 * table's columns.
 */
class TimeGanGenerator : public WindowGenerator
{
  public:
    /// What the header of a model file calls it.
    static constexpr const char* KIND = "timegan";

    /**
     * @param networks trained
     * @param codec of the table that they were trained with
     * @param ranks of its channels, when they were trained with ranks
     * @param config that they were trained with
     */
    TimeGanGenerator(std::unique_ptr<TimeGanNetworks> networks,
                     TableCodec codec,
                     ChannelRanks ranks,
                     const TimeGanConfig& config);

    /// @throws InputError when the file is no TimeGAN of ours, or damaged
    TimeGanGenerator(const SafetensorsFile& file, const ComputeOptions& compute);
    ~TimeGanGenerator() override;

    std::size_t SeqLen() const override;
    std::vector<std::string> ColumnNames() const override;
    void Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const override;
    void Save(std::ostream& stream) const override;

    const TimeGanConfig& Config() const; //!< as given
    const TableCodec& Codec() const;     //!< of the table that it was trained with

  private:
    std::unique_ptr<TimeGanNetworks> m_networks;
    TableCodec m_codec;
    ChannelRanks m_ranks;
    TimeGanConfig m_config;
};

/// @ingroup synthnet-timegan
/// @throws InputError when a TimeGAN cannot compute with these options
void NeedTimeGanDevice(const ComputeOptions& compute);

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_GENERATOR_H
