/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-generator.h"

#include "diffusion-network.h"
#include "model-header.h"
#include "one-thread.h"
#include "tensor-file.h"

#include "ns3/input-error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// Windows drawn side by side.
constexpr std::size_t BATCH = 1024;

/// What tells the random numbers of sampling from those of training.
constexpr uint64_t SAMPLING_STREAM = 2;

/// @param probabilities of one draw, [count]
std::size_t
DrawToken(const float* probabilities, std::size_t count, RandomNumbers& random)
{
    float left = random.Uniform();
    std::size_t token = 0;
    while (token + 1 < count && left >= probabilities[token])
    {
        left -= probabilities[token];
        ++token;
    }
    return token;
}

/// Some windows while they are being drawn.
class Drawing
{
  public:
    using RowMatrix = DiffusionColumns::RowMatrix;

    Drawing(const DiffusionNetwork& network, const DiffusionColumns& columns, std::size_t windows)
        : m_network(network),
          m_columns(columns),
          m_windows(static_cast<int64_t>(windows)),
          m_memory(m_windows),
          m_row(m_windows, static_cast<Eigen::Index>(columns.Count())),
          m_features(at::zeros({m_windows, static_cast<int64_t>(columns.Features())}))
    {
    }

    /// @return the next row of each window, [windows, variables]
    const RowMatrix& NextRow(RandomNumbers& random)
    {
        m_before = m_row;
        torch::Tensor begun =
            m_network.Begin(m_network.NextContext(m_features, m_memory)); // [N, V · H]
        for (std::size_t variable = 0; variable < m_columns.Count(); ++variable)
        {
            Unmask(variable, m_network.Probabilities(begun, variable, m_first), random);
            m_network.Tell(begun,
                           variable,
                           m_features.slice(1, FeatureBegin(variable), FeatureBegin(variable + 1)));
        }
        m_first = false;
        return m_row;
    }

  private:
    int64_t FeatureBegin(std::size_t variable) const
    {
        return static_cast<int64_t>(m_columns.FeatureBegin(variable));
    }

    void Unmask(std::size_t variable, const torch::Tensor& probabilities, RandomNumbers& random)
    {
        const torch::Tensor rows = probabilities.contiguous(); // [N, K]
        const std::size_t tokens = m_columns.Tokens(variable, m_first);
        for (int64_t window = 0; window < m_windows; ++window)
        {
            const DiffusionColumns::Place place{&m_row(window, 0),
                                                m_first ? nullptr : &m_before(window, 0)};
            const std::size_t token =
                DrawToken(rows.data_ptr<float>() + window * rows.size(1), tokens, random);
            m_row(window, static_cast<Eigen::Index>(variable)) =
                m_columns.Value(variable, token, static_cast<double>(random.Uniform()), place);
            m_columns.Describe(variable,
                               place,
                               m_features.data_ptr<float>() + window * m_features.size(1) +
                                   FeatureBegin(variable));
        }
    }

    const DiffusionNetwork& m_network;
    const DiffusionColumns& m_columns;
    int64_t m_windows;
    DiffusionNetwork::Memory m_memory;
    RowMatrix m_row;          // [N, V]
    RowMatrix m_before;       // [N, V]
    torch::Tensor m_features; // [N, F], of m_row
    bool m_first{true};
};

std::string
VariablesOf(const SafetensorsFile& file)
{
    return file.NeedText("variables");
}

} // namespace

void
NeedDiffusionDevice(const ComputeOptions& compute)
{
    if (compute.device != "cpu")
    {
        throw InputError("the diffusion model computes on the CPU, not on '" + compute.device +
                         "', expected cpu");
    }
}

DiffusionGenerator::DiffusionGenerator(std::unique_ptr<DiffusionNetwork> network,
                                       DiffusionColumns columns,
                                       TableCodec codec,
                                       const DiffusionConfig& config)
    : m_network(std::move(network)),
      m_codec(std::move(codec)),
      m_columns(std::move(columns)),
      m_config(config)
{
}

DiffusionGenerator::DiffusionGenerator(const SafetensorsFile& file, const ComputeOptions& compute)
    : m_codec(TableCodec::FromJson(ModelHeader::Read(file).codec, file.Name())),
      m_columns(VariablesOf(file), m_codec, file.Name()),
      m_config(DiffusionConfig::FromJson(ModelHeader::Read(file).config, file.Name()))
{
    NeedDiffusionDevice(compute);
    m_network = std::make_unique<DiffusionNetwork>(m_columns, m_config);
    NamedTensors tensors;
    for (const auto& [name, tensor] : m_network->NamedParameters())
    {
        tensors.emplace(name, ReadFloats(file, name, tensor.sizes().vec()));
    }
    m_network->SetNamedParameters(tensors);
}

DiffusionGenerator::~DiffusionGenerator() = default;

std::size_t
DiffusionGenerator::SeqLen() const
{
    return m_config.seqLen;
}

std::vector<std::string>
DiffusionGenerator::ColumnNames() const
{
    return m_codec.Names();
}

void
DiffusionGenerator::Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const
{
    const OneThread oneThread;
    const torch::NoGradGuard noGradients;
    RandomNumbers random(seed, SAMPLING_STREAM);
    const auto seqLen = static_cast<Eigen::Index>(m_config.seqLen);
    for (std::size_t begin = 0; begin < windows; begin += BATCH)
    {
        const std::size_t count = std::min(BATCH, windows - begin);
        Drawing drawing(*m_network, m_columns, count);
        DiffusionColumns::RowMatrix values(static_cast<Eigen::Index>(count) * seqLen,
                                           static_cast<Eigen::Index>(m_columns.Count()));
        for (Eigen::Index step = 0; step < seqLen; ++step)
        {
            const DiffusionColumns::RowMatrix& rows = drawing.NextRow(random);
            for (std::size_t window = 0; window < count; ++window)
            {
                values.row(static_cast<Eigen::Index>(window) * seqLen + step) =
                    rows.row(static_cast<Eigen::Index>(window));
            }
        }
        take(m_codec.DecodeValues(m_columns.Channels(values, m_codec)));
    }
}

void
DiffusionGenerator::Save(std::ostream& stream) const
{
    const ModelHeader header{KIND, m_config.ToJson(), m_codec.ToJson()};
    std::map<std::string, std::string> metadata = header.Metadata();
    metadata["variables"] = m_columns.ToJson();
    WriteTensors(stream, m_network->NamedParameters(), metadata);
}

const DiffusionConfig&
DiffusionGenerator::Config() const
{
    return m_config;
}

} // namespace ns3::synthnet
