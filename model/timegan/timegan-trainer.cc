/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-trainer.h"

#include "adam-optimizer.h"
#include "best-snapshot.h"
#include "channel-ranks.h"
#include "checkpoint-reader.h"
#include "compute-device.h"
#include "model-header.h"
#include "one-thread.h"
#include "tensor-file.h"
#include "timegan-generator.h"
#include "timegan-losses.h"
#include "timegan-networks.h"
#include "training-windows.h"

#include "ns3/input-error.h"
#include "ns3/table-codec.h"

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

enum Phase : std::size_t
{
    EMBEDDING,
    SUPERVISED,
    JOINT,
    PHASES
};

enum Loss : std::size_t
{
    RECONSTRUCTION,
    SUPERVISION,
    ADVERSARIAL,
    MOMENTS,
    DISCRIMINATION,
    DISTANCE, //!< no loss, but what BestSnapshot says
    LOSSES
};

const std::vector<std::string> PHASE_NAMES{"embedding", "supervised", "joint"};
const std::vector<std::string> LOSS_NAMES{"reconstruction",
                                          "supervised",
                                          "adversarial",
                                          "moments",
                                          "discriminator",
                                          "M"};
/// Of the time that a training takes, counted in layers that a step goes through, forward and back.
constexpr std::array<double, PHASES> PHASE_SHARES{0.10, 0.05, 0.85};

/// Steps between two rows of the loss log.
constexpr std::size_t LOG_INTERVAL = 10;

/// Of the joint phase, how many weights are looked at in its second half.
constexpr std::size_t SNAPSHOTS = 250;

/// Fewest steps between two of them, or drawing would take as long as learning.
constexpr std::size_t SNAPSHOT_INTERVAL = 20;

/// A discriminator whose loss is no larger is not trained, so that it does not run away.
constexpr float DISCRIMINATOR_IS_GOOD = 0.15F;

/// Of the joint phase: how often generator and embedder learn before the discriminator does.
constexpr int GENERATOR_TURNS = 2;

constexpr uint64_t INITIALIZATION_STREAM = 0;
constexpr uint64_t TRAINING_STREAM = 1;

std::vector<torch::Tensor>
ParametersOf(const std::vector<const RecurrentNetwork*>& networks)
{
    std::vector<torch::Tensor> all;
    for (const RecurrentNetwork* network : networks)
    {
        all.insert(all.end(), network->Parameters().begin(), network->Parameters().end());
    }
    return all;
}

} // namespace

class TimeGanTrainer::Impl
{
  public:
    Impl(const Table& table, const TimeGanConfig& config, const ComputeOptions& compute)
        : m_config(Checked(config)),
          m_codec(table),
          m_compute(compute),
          m_device(compute),
          m_ranks(config.scale == InputScale::RANKS ? ChannelRanks(m_codec.Encode(table), m_codec)
                                                    : ChannelRanks()),
          m_windows(m_ranks.ToRanks(m_codec.Encode(table)), config.seqLen),
          m_random(config.seed, TRAINING_STREAM),
          m_losses(PHASE_NAMES, LOSS_NAMES),
          m_snapshot(table, ~config.seed) // not what sampling with the same seed draws
    {
        m_networks = MakeNetworks();
        RandomNumbers initial(config.seed, INITIALIZATION_STREAM);
        m_networks->Initialize(initial);
        const TimeGanNetworks& nets = *m_networks;
        const double rate = config.learningRate;
        m_optimizers.emplace_back(ParametersOf({&nets.embedder, &nets.recovery}), rate);
        m_optimizers.emplace_back(ParametersOf({&nets.supervisor}), rate);
        m_optimizers.emplace_back(ParametersOf({&nets.generator, &nets.supervisor}), rate);
        m_optimizers.emplace_back(ParametersOf({&nets.embedder, &nets.recovery}), rate);
        m_optimizers.emplace_back(ParametersOf({&nets.discriminator}), rate);
    }

    bool Done() const
    {
        return m_phase == PHASES;
    }

    void Step()
    {
        m_values.fill(std::numeric_limits<float>::quiet_NaN());
        switch (m_phase)
        {
        case EMBEDDING:
            LearnEmbedding();
            break;
        case SUPERVISED:
            LearnSupervision();
            break;
        default:
            LearnJointly();
            break;
        }
        ++m_step;
        if (IsLookedAt())
        {
            const NamedTensors weights = m_networks->NamedParameters();
            m_values[DISTANCE] = m_snapshot.Offer(*GeneratorWith(weights), weights);
        }
        if (m_step % LOG_INTERVAL == 0 || m_step == m_config.steps ||
            !std::isnan(m_values[DISTANCE]))
        {
            m_losses.Add(m_phase, m_step, {m_values.begin(), m_values.end()});
        }
        if (m_step == m_config.steps)
        {
            ++m_phase;
            m_step = 0;
        }
    }

    TrainingProgress Progress() const
    {
        if (Done())
        {
            return {"done", m_step, m_config.steps, 1};
        }
        const double before =
            std::accumulate(PHASE_SHARES.begin(), PHASE_SHARES.begin() + m_phase, 0.0);
        const double share = static_cast<double>(m_step) / static_cast<double>(m_config.steps);
        return {PHASE_NAMES[m_phase],
                m_step,
                m_config.steps,
                before + PHASE_SHARES[m_phase] * share};
    }

    const LossLog& Losses() const
    {
        return m_losses;
    }

    void WriteCheckpoint(std::ostream& stream) const
    {
        NamedTensors tensors = m_networks->NamedParameters();
        for (std::size_t i = 0; i < m_optimizers.size(); ++i)
        {
            const AdamOptimizer::State& state = m_optimizers[i].Current();
            for (std::size_t j = 0; j < state.means.size(); ++j)
            {
                tensors.emplace(MomentName(i, "mean", j), state.means[j]);
                tensors.emplace(MomentName(i, "square", j), state.squares[j]);
            }
        }
        const std::vector<float>& losses = m_losses.Values();
        tensors.emplace("losses", torch::tensor(losses));
        if (!m_snapshot.Best().empty())
        {
            tensors.emplace(BEST_SCORE, torch::tensor({m_snapshot.Score()}));
            for (const auto& [name, tensor] : m_snapshot.Best())
            {
                tensors.emplace(BEST + name, tensor);
            }
        }
        ModelHeader header{CHECKPOINT_KIND, m_config.ToJson(), m_codec.ToJson()};
        std::map<std::string, std::string> metadata = header.Metadata();
        metadata["data"] = std::to_string(m_windows.Fingerprint());
        metadata["phase"] = std::to_string(m_phase);
        metadata["step"] = std::to_string(m_step);
        metadata["random"] = m_random.State();
        metadata["gru"] = m_compute.gru == GruKind::FUSED ? "fused" : "torch";
        for (std::size_t i = 0; i < m_optimizers.size(); ++i)
        {
            metadata["optimizer" + std::to_string(i)] =
                std::to_string(m_optimizers[i].Current().steps);
        }
        WriteTensors(stream, tensors, metadata);
    }

    void Restore(const SafetensorsFile& file)
    {
        const CheckpointReader reader(file, CHECKPOINT_KIND);
        reader.NeedConfig(m_config.ToJson());
        reader.NeedOption("gru", m_compute.gru == GruKind::FUSED ? "fused" : "torch");
        reader.NeedTable(m_codec.ToJson(), m_windows.Fingerprint());
        const std::size_t phase = reader.Count("phase", 0, PHASES);
        const std::size_t step = reader.Count("step", 0, phase == PHASES ? 0 : m_config.steps - 1);
        NamedTensors parameters;
        for (const auto& [name, tensor] : m_networks->NamedParameters())
        {
            parameters.emplace(name, ReadFloats(file, name, tensor.sizes().vec()));
        }
        std::vector<AdamOptimizer::State> states;
        for (std::size_t i = 0; i < m_optimizers.size(); ++i)
        {
            AdamOptimizer::State state;
            state.steps = static_cast<int64_t>(reader.Count("optimizer" + std::to_string(i),
                                                            0,
                                                            std::numeric_limits<int32_t>::max()));
            const AdamOptimizer::State& current = m_optimizers[i].Current();
            for (std::size_t j = 0; j < current.means.size(); ++j)
            {
                const std::vector<int64_t> shape = current.means[j].sizes().vec();
                state.means.push_back(ReadFloats(file, MomentName(i, "mean", j), shape));
                state.squares.push_back(ReadFloats(file, MomentName(i, "square", j), shape));
            }
            states.push_back(std::move(state));
        }
        NamedTensors best;
        float score = std::numeric_limits<float>::infinity();
        if (file.Content().tensors.count(BEST_SCORE) > 0)
        {
            score = ReadFloats(file, BEST_SCORE, {1}).item<float>();
            for (const auto& [name, tensor] : parameters)
            {
                best.emplace(name, ReadFloats(file, BEST + name, tensor.sizes().vec()));
            }
        }
        LossLog log = reader.Losses(LossLog(PHASE_NAMES, LOSS_NAMES));
        const RandomNumbers random = reader.Random();

        m_networks->SetNamedParameters(parameters);
        for (std::size_t i = 0; i < m_optimizers.size(); ++i)
        {
            m_optimizers[i].Restore(states[i]);
        }
        m_snapshot.Restore(std::move(best), score);
        m_losses = std::move(log);
        m_random = random;
        m_phase = phase;
        m_step = step;
    }

    std::unique_ptr<WindowGenerator> Generator() const
    {
        return GeneratorWith(m_snapshot.Best().empty() ? m_networks->NamedParameters()
                                                       : m_snapshot.Best());
    }

  private:
    static constexpr const char* CHECKPOINT_KIND = "timegan-checkpoint";
    static constexpr const char* BEST_SCORE = "best.score";
    inline static const std::string BEST = "best."; // before the name of a parameter

    enum Optimizer : std::size_t
    {
        FOR_EMBEDDING,
        FOR_SUPERVISION,
        FOR_GENERATOR,
        FOR_EMBEDDER,
        FOR_DISCRIMINATOR
    };

    static const TimeGanConfig& Checked(const TimeGanConfig& config)
    {
        config.Check();
        return config;
    }

    static std::string MomentName(std::size_t optimizer, const char* what, std::size_t parameter)
    {
        return "optimizer" + std::to_string(optimizer) + '.' + what + std::to_string(parameter);
    }

    std::unique_ptr<TimeGanNetworks> MakeNetworks() const
    {
        return std::make_unique<TimeGanNetworks>(m_windows.Channels(),
                                                 m_config.hiddenDim,
                                                 m_device.gru,
                                                 m_device.device,
                                                 m_device.pool);
    }

    std::unique_ptr<WindowGenerator> GeneratorWith(const NamedTensors& weights) const
    {
        auto networks = MakeNetworks();
        networks->SetNamedParameters(weights);
        return std::make_unique<TimeGanGenerator>(std::move(networks), m_codec, m_ranks, m_config);
    }

    /// After a step: whether its weights are candidates for the model.
    bool IsLookedAt() const
    {
        const std::size_t half = m_config.steps / 2;
        const std::size_t interval =
            std::max(SNAPSHOT_INTERVAL, (half + SNAPSHOTS - 1) / SNAPSHOTS);
        const std::size_t left = m_config.steps - m_step;
        return m_config.keep == KeptWeights::BEST && m_phase == JOINT && left <= half &&
               left % interval == 0 && left / interval < SNAPSHOTS;
    }

    torch::Tensor DrawData() // [seqLen, channels, windows]
    {
        return m_windows.Draw(m_config.batch, m_random).to(m_device.device);
    }

    torch::Tensor DrawNoise(const torch::Tensor& data) // as data
    {
        torch::Tensor noise = torch::empty(data.sizes());
        m_random.FillUniform(noise.data_ptr<float>(), static_cast<std::size_t>(noise.numel()));
        return noise.to(m_device.device);
    }

    void Note(Loss loss, const torch::Tensor& value)
    {
        m_values[loss] = value.item<float>();
        if (!std::isfinite(m_values[loss]))
        {
            throw InputError("training diverged: the loss '" + LOSS_NAMES[loss] +
                             "' is no number at step " + std::to_string(m_step + 1) + " of phase " +
                             PHASE_NAMES[m_phase] + ", expected a lower learning rate");
        }
    }

    void Learn(Optimizer which, const torch::Tensor& loss)
    {
        AdamOptimizer& optimizer = m_optimizers[which];
        optimizer.Step(torch::autograd::grad({loss}, optimizer.Parameters()));
    }

    void LearnEmbedding()
    {
        const torch::Tensor x = DrawData();
        const torch::Tensor loss =
            ReconstructionLoss(x, m_networks->recovery.Forward(m_networks->embedder.Forward(x)));
        Note(RECONSTRUCTION, loss);
        Learn(FOR_EMBEDDING, loss);
    }

    void LearnSupervision()
    {
        const torch::Tensor latent = Constant(m_networks->embedder, DrawData());
        const torch::Tensor loss = SupervisedLoss(latent, m_networks->supervisor.Forward(latent));
        Note(SUPERVISION, loss);
        Learn(FOR_SUPERVISION, loss);
    }

    /// Of the joint phase, before a step.
    double Rate() const
    {
        const double left =
            static_cast<double>(m_config.steps - m_step) / static_cast<double>(m_config.steps);
        const bool falls = m_config.schedule == RateSchedule::FALLING;
        return m_config.learningRate * (falls ? std::min(1.0, 2 * left) : 1);
    }

    void LearnJointly()
    {
        for (AdamOptimizer& optimizer : m_optimizers)
        {
            optimizer.SetRate(Rate());
        }
        for (int turn = 0; turn < GENERATOR_TURNS; ++turn)
        {
            const torch::Tensor x = DrawData();
            const torch::Tensor latent = m_networks->embedder.Forward(x);
            LearnGenerator(x, latent.detach());
            LearnEmbedder(x, latent);
        }
        LearnDiscriminator();
    }

    // Passes of one network are joined, side by side in the windows.
    void LearnGenerator(const torch::Tensor& x, const torch::Tensor& latent)
    {
        const TimeGanNetworks& nets = *m_networks;
        const torch::Tensor generated = nets.generator.Forward(DrawNoise(x));
        const std::vector<torch::Tensor> foretold =
            nets.supervisor.Forward(at::cat({latent, generated}, 2)).chunk(2, 2);
        const torch::Tensor& supervised = foretold[1];
        const torch::Tensor recovered = nets.recovery.Forward(supervised);
        const std::vector<torch::Tensor> logits =
            nets.discriminator.Forward(at::cat({supervised, generated}, 2)).chunk(2, 2);
        const torch::Tensor supervision = SupervisedLoss(latent, foretold[0]);
        const torch::Tensor moments = MomentLoss(x, recovered);
        const torch::Tensor loss =
            GeneratorLoss(logits[0], logits[1], supervision, moments, m_config.gamma);
        Note(SUPERVISION, supervision);
        Note(MOMENTS, moments);
        Note(ADVERSARIAL, RealLoss(logits[0].detach()));
        Learn(FOR_GENERATOR, loss);
    }

    void LearnEmbedder(const torch::Tensor& x, const torch::Tensor& latent)
    {
        const torch::Tensor reconstruction =
            ReconstructionLoss(x, m_networks->recovery.Forward(latent));
        const torch::Tensor supervision =
            SupervisedLoss(latent, m_networks->supervisor.Forward(latent));
        Note(RECONSTRUCTION, reconstruction);
        Learn(FOR_EMBEDDER, EmbedderLoss(reconstruction, supervision));
    }

    void LearnDiscriminator()
    {
        const TimeGanNetworks& nets = *m_networks;
        const torch::Tensor x = DrawData();
        const torch::Tensor latent = Constant(nets.embedder, x);
        const torch::Tensor generated = Constant(nets.generator, DrawNoise(x));
        const torch::Tensor supervised = Constant(nets.supervisor, generated);
        const std::vector<torch::Tensor> logits =
            nets.discriminator.Forward(at::cat({latent, supervised, generated}, 2)).chunk(3, 2);
        const torch::Tensor loss =
            DiscriminatorLoss(logits[0], logits[1], logits[2], m_config.gamma);
        Note(DISCRIMINATION, loss);
        if (m_values[DISCRIMINATION] > DISCRIMINATOR_IS_GOOD)
        {
            Learn(FOR_DISCRIMINATOR, loss);
        }
    }

    static torch::Tensor Constant(const RecurrentNetwork& network, const torch::Tensor& x)
    {
        const torch::NoGradGuard noGradients;
        return network.Forward(x);
    }

    TimeGanConfig m_config;
    TableCodec m_codec;
    ComputeOptions m_compute;
    ComputeDevice m_device;
    ChannelRanks m_ranks;
    TrainingWindows m_windows;
    RandomNumbers m_random;
    LossLog m_losses;
    BestSnapshot m_snapshot;
    std::unique_ptr<TimeGanNetworks> m_networks;
    std::vector<AdamOptimizer> m_optimizers; // in the order of the enumeration
    std::size_t m_phase{EMBEDDING};
    std::size_t m_step{0}; // of the phase, done
    std::array<float, LOSSES> m_values{};
};

TimeGanTrainer::TimeGanTrainer(const Table& table,
                               const TimeGanConfig& config,
                               const ComputeOptions& compute)
    : m_impl(std::make_unique<Impl>(table, config, compute))
{
}

TimeGanTrainer::~TimeGanTrainer() = default;

bool
TimeGanTrainer::Done() const
{
    return m_impl->Done();
}

void
TimeGanTrainer::Step()
{
    const OneThread oneThread;
    m_impl->Step();
}

TrainingProgress
TimeGanTrainer::Progress() const
{
    return m_impl->Progress();
}

const LossLog&
TimeGanTrainer::Losses() const
{
    return m_impl->Losses();
}

void
TimeGanTrainer::WriteCheckpoint(std::ostream& stream) const
{
    m_impl->WriteCheckpoint(stream);
}

void
TimeGanTrainer::Restore(const SafetensorsFile& file)
{
    m_impl->Restore(file);
}

std::unique_ptr<WindowGenerator>
TimeGanTrainer::Generator() const
{
    return m_impl->Generator();
}

} // namespace ns3::synthnet
