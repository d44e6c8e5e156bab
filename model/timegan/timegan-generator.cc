/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-generator.h"

#include "compute-device.h"
#include "model-header.h"
#include "one-thread.h"
#include "tensor-file.h"
#include "timegan-networks.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// Windows drawn at once. Their noise is drawn in order, so it changes no result.
constexpr std::size_t BATCH = 512;

/// What tells the random numbers of sampling from those of training.
constexpr uint64_t SAMPLING_STREAM = 2;

/// What the header calls the ranks of the channels.
const std::string RANKS = "ranks";

} // namespace

void
NeedTimeGanDevice(const ComputeOptions& compute)
{
    FindDevice(compute);
}

TimeGanGenerator::TimeGanGenerator(std::unique_ptr<TimeGanNetworks> networks,
                                   TableCodec codec,
                                   ChannelRanks ranks,
                                   const TimeGanConfig& config)
    : m_networks(std::move(networks)),
      m_codec(std::move(codec)),
      m_ranks(std::move(ranks)),
      m_config(config)
{
}

TimeGanGenerator::TimeGanGenerator(const SafetensorsFile& file, const ComputeOptions& compute)
    : m_codec(TableCodec::FromJson(ModelHeader::Read(file).codec, file.Name())),
      m_config(TimeGanConfig::FromJson(ModelHeader::Read(file).config, file.Name()))
{
    if (m_config.scale == InputScale::RANKS)
    {
        m_ranks = ChannelRanks::FromJson(file.NeedText(RANKS), m_codec, file.Name());
    }
    const ComputeDevice device(compute);
    m_networks = std::make_unique<TimeGanNetworks>(static_cast<std::size_t>(m_codec.Channels()),
                                                   m_config.hiddenDim,
                                                   device.gru,
                                                   device.device,
                                                   device.pool);
    NamedTensors tensors;
    for (const auto& [name, tensor] : m_networks->NamedParameters())
    {
        tensors.emplace(name, ReadFloats(file, name, tensor.sizes().vec()));
    }
    m_networks->SetNamedParameters(tensors);
}

TimeGanGenerator::~TimeGanGenerator() = default;

std::size_t
TimeGanGenerator::SeqLen() const
{
    return m_config.seqLen;
}

std::vector<std::string>
TimeGanGenerator::ColumnNames() const
{
    return m_codec.Names();
}

void
TimeGanGenerator::Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const
{
    const OneThread oneThread;
    const torch::NoGradGuard noGradients;
    RandomNumbers random(seed, SAMPLING_STREAM);
    const auto steps = static_cast<int64_t>(m_config.seqLen);
    const auto channels = static_cast<int64_t>(m_codec.Channels());
    const torch::Device device = m_networks->generator.Parameters().front().device();
    for (std::size_t begin = 0; begin < windows; begin += BATCH)
    {
        const auto count = static_cast<int64_t>(std::min(BATCH, windows - begin));
        torch::Tensor noise = torch::empty({count, steps, channels});
        random.FillUniform(noise.data_ptr<float>(), static_cast<std::size_t>(noise.numel()));
        const torch::Tensor latent = m_networks->supervisor.Forward( // [steps, hidden, windows]
            m_networks->generator.Forward(noise.permute({1, 2, 0}).to(device)));
        const torch::Tensor data = // [channels, windows, steps], a column of the table a channel
            m_networks->recovery.Forward(latent).permute({1, 2, 0}).to(torch::kCPU).contiguous();
        take(m_codec.Decode(m_ranks.FromRanks(
            Eigen::Map<const Eigen::MatrixXf>(data.data_ptr<float>(), count * steps, channels))));
    }
}

void
TimeGanGenerator::Save(std::ostream& stream) const
{
    const ModelHeader header{KIND, m_config.ToJson(), m_codec.ToJson()};
    std::map<std::string, std::string> metadata = header.Metadata();
    if (m_config.scale == InputScale::RANKS)
    {
        metadata[RANKS] = m_ranks.ToJson();
    }
    WriteTensors(stream, m_networks->NamedParameters(), metadata);
}

const TimeGanConfig&
TimeGanGenerator::Config() const
{
    return m_config;
}

const TableCodec&
TimeGanGenerator::Codec() const
{
    return m_codec;
}

} // namespace ns3::synthnet
