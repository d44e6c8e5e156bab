/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-trainer.h"

#include "adam-optimizer.h"
#include "checkpoint-reader.h"
#include "diffusion-generator.h"
#include "diffusion-network.h"
#include "diffusion-rows.h"
#include "model-header.h"
#include "one-thread.h"
#include "tensor-file.h"

#include "ns3/input-error.h"

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using Clock = std::chrono::steady_clock;

enum Phase : std::size_t
{
    PICKING,
    LEARNING,
    DONE
};

const std::vector<std::string> PHASE_NAMES{"picking", "learning"};
const std::vector<std::string> LOSS_NAMES{"training", "held-out"};
const char* const CHECKPOINT_KIND = "diffusion-checkpoint";

constexpr std::size_t LOG_INTERVAL = 10;    // steps between two rows of the loss log
constexpr std::size_t CHECK_INTERVAL = 20;  // steps between two looks at the held-out rows
constexpr std::size_t LEAST_PATIENCE = 600; // steps without a better look that end the picking
constexpr float NEARLY = 1.005F;            // times the least surprise
constexpr std::size_t MOST_PICKED = 20000;  // steps that are picked
constexpr std::size_t USUAL_STEPS = 500;    // when the table is too short to hold rows out
constexpr std::size_t MOST_LOOKED_AT = 256; // held-out windows
constexpr double PICKING_SHARE = 0.5;       // of the minutes

constexpr std::size_t SINGLE_ROWS = 256; // of a step
constexpr float SINGLE_WEIGHT = 4;       // of such a row, that of a row of a window is 1
constexpr double LARGEST_GRADIENT = 1;   // of all parameters together; larger ones are cut
constexpr double LONGEST_MEMORY = 0.98;  // of the moving average of the weights

constexpr uint64_t INITIALIZATION_STREAM = 0;
constexpr uint64_t TRAINING_STREAM = 1;
constexpr uint64_t PICKING_STREAM = 3;

/// @param logits [V, N, K]
/// @param tokens [N, V]
/// @return for each variable the mean over rows of −log of the token's probability, [V]
torch::Tensor
Surprise(const torch::Tensor& logits, const torch::Tensor& tokens)
{
    return at::cross_entropy_loss(logits.reshape({-1, logits.size(2)}),
                                  tokens.t().reshape({-1}),
                                  {},
                                  at::Reduction::None)
        .view({logits.size(0), logits.size(1)})
        .mean(1);
}

/// What a network is learned with; all of it begins anew with each phase.
struct Learner
{
    DiffusionNetwork network;
    DiffusionNetwork average; // of its weights
    AdamOptimizer optimizer;
    RandomNumbers random;

    Learner(const DiffusionColumns& columns, const DiffusionConfig& config, uint64_t stream)
        : network(columns, config),
          average(columns, config),
          optimizer(network.Parameters(), config.learningRate),
          random(config.seed, stream)
    {
        RandomNumbers initial(config.seed, INITIALIZATION_STREAM);
        network.Initialize(initial);
        average.SetNamedParameters(network.NamedParameters());
    }

    void Learn(const torch::Tensor& loss)
    {
        std::vector<torch::Tensor> gradients =
            torch::autograd::grad({loss}, optimizer.Parameters());
        double square = 0;
        for (const torch::Tensor& gradient : gradients)
        {
            square += gradient.square().sum().item<double>();
        }
        if (square > LARGEST_GRADIENT * LARGEST_GRADIENT)
        {
            for (torch::Tensor& gradient : gradients)
            {
                gradient.mul_(LARGEST_GRADIENT / std::sqrt(square));
            }
        }
        optimizer.Step(gradients);
        const auto steps = static_cast<double>(optimizer.Current().steps);
        const double memory = std::min(LONGEST_MEMORY, steps / (9 + steps));
        const torch::NoGradGuard noGradients;
        for (std::size_t i = 0; i < network.Parameters().size(); ++i)
        {
            torch::Tensor of = average.Parameters()[i];
            of.mul_(memory).add_(network.Parameters()[i], 1 - memory);
        }
    }
};

} // namespace

class DiffusionTrainer::Impl
{
  public:
    Impl(const Table& table,
         const DiffusionConfig& config,
         double minutes,
         const ComputeOptions& compute)
        : m_asked(Checked(config, minutes, table, compute)),
          m_config(config),
          m_seconds(minutes * 60),
          m_codec(table),
          m_columns(table, m_codec, config.bins),
          m_rows(m_columns, m_columns.Values(table, m_codec)),
          m_whole(DiffusionSplit::Whole(table.Rows(), SeqLen())),
          m_split(table.Rows(), SeqLen()),
          m_followers(Followers(m_columns)),
          m_losses(PHASE_NAMES, LOSS_NAMES)
    {
        if (config.steps == 0 && !Picks())
        {
            m_config.steps = USUAL_STEPS;
        }
        Begin(Picks() ? PICKING : LEARNING);
    }

    bool Done() const
    {
        return m_phase == DONE;
    }

    void Step()
    {
        LearnFrom(m_phase == PICKING ? m_split.learned : m_whole);
        ++m_step;
        float heldOut = std::numeric_limits<float>::quiet_NaN();
        if (m_phase == PICKING && m_step % CHECK_INTERVAL == 0)
        {
            heldOut = HeldOut();
            if (heldOut < m_least)
            {
                m_least = heldOut;
                m_best = m_step;
            }
        }
        const bool isLast = IsLast();
        if (m_step % LOG_INTERVAL == 0 || isLast)
        {
            m_losses.Add(m_phase, m_step, {m_loss, heldOut});
        }
        if (!isLast)
        {
            return;
        }
        if (m_phase == PICKING)
        {
            NeedALook();
            m_config.steps = PickedSteps();
            Begin(LEARNING);
        }
        else
        {
            m_config.steps = m_step;
            m_phase = DONE;
        }
    }

    TrainingProgress Progress() const
    {
        if (Done())
        {
            return {"done", m_config.steps, m_config.steps, 1};
        }
        const std::size_t steps = m_phase == PICKING ? PickingEnd() : m_config.steps;
        const double share = static_cast<double>(m_step) / static_cast<double>(steps);
        const double before = m_phase == PICKING ? 0 : m_best > 0 ? PICKING_SHARE : 0;
        const double weight = m_phase == PICKING ? PICKING_SHARE : 1 - before;
        return {PHASE_NAMES[m_phase], m_step, steps, before + weight * share};
    }

    const LossLog& Losses() const
    {
        return m_losses;
    }

    // All of it is in the log: a checkpoint needs no more.
    std::string Caution() const
    {
        std::string cut;
        if (m_phase != PICKING && Picks() && PickingSteps() < PickingEnd())
        {
            cut = "after " + std::to_string(PickingSteps()) + " steps of picking";
        }
        const std::size_t wanted = Picks() ? PickedSteps() : MostSteps();
        if (m_phase == DONE && m_step < wanted)
        {
            cut += (cut.empty() ? "after " : " and after ") + std::to_string(m_step) + " of " +
                   std::to_string(wanted) + " steps of learning";
        }
        return cut.empty() ? ""
                           : "the time was up " + cut +
                                 ": the model may not be done, expected more --minutes";
    }

    const DiffusionConfig& Config() const
    {
        return m_config;
    }

    void WriteCheckpoint(std::ostream& stream) const
    {
        NamedTensors tensors;
        for (const auto& [name, tensor] : m_learner->network.NamedParameters())
        {
            tensors.emplace("network." + name, tensor);
        }
        for (const auto& [name, tensor] : m_learner->average.NamedParameters())
        {
            tensors.emplace("average." + name, tensor);
        }
        const AdamOptimizer::State& state = m_learner->optimizer.Current();
        for (std::size_t i = 0; i < state.means.size(); ++i)
        {
            tensors.emplace(MomentName("mean", i), state.means[i]);
            tensors.emplace(MomentName("square", i), state.squares[i]);
        }
        tensors.emplace("losses", at::tensor(m_losses.Values()));
        tensors.emplace("least", at::tensor({m_least}));
        const ModelHeader header{CHECKPOINT_KIND, m_asked.ToJson(), m_codec.ToJson()};
        std::map<std::string, std::string> metadata = header.Metadata();
        metadata["data"] = std::to_string(m_rows.Fingerprint());
        metadata["phase"] = std::to_string(m_phase);
        metadata["step"] = std::to_string(m_step);
        metadata["steps"] = std::to_string(m_config.steps);
        metadata["best"] = std::to_string(m_best);
        metadata["milliseconds"] = std::to_string(static_cast<uint64_t>(Seconds() * 1000));
        metadata["random"] = m_learner->random.State();
        WriteTensors(stream, tensors, metadata);
    }

    void Restore(const SafetensorsFile& file)
    {
        const CheckpointReader reader(file, CHECKPOINT_KIND);
        reader.NeedConfig(m_asked.ToJson());
        reader.NeedTable(m_codec.ToJson(), m_rows.Fingerprint());
        const std::size_t phase = reader.Count("phase", Picks() ? PICKING : LEARNING, DONE);
        const std::size_t steps =
            phase == PICKING ? reader.Count("steps", 0, 0) : reader.Count("steps", 1, MostSteps());
        const std::size_t step = phase == PICKING    ? reader.Count("step", 0, MOST_PICKED - 1)
                                 : phase == LEARNING ? reader.Count("step", 0, steps - 1)
                                                     : reader.Count("step", steps, steps);
        const std::size_t best = reader.Count("best", 0, phase == PICKING ? step : MOST_PICKED);
        const std::size_t milliseconds =
            reader.Count("milliseconds", 0, std::numeric_limits<int32_t>::max());
        auto learner = std::make_unique<Learner>(m_columns, m_asked, TRAINING_STREAM);
        learner->network.SetNamedParameters(Read(file, "network.", learner->network));
        learner->average.SetNamedParameters(Read(file, "average.", learner->average));
        AdamOptimizer::State state = learner->optimizer.Current();
        // Adam has taken every step of the phase.
        state.steps = static_cast<int64_t>(step);
        for (std::size_t i = 0; i < state.means.size(); ++i)
        {
            const std::vector<int64_t> shape = state.means[i].sizes().vec();
            state.means[i] = ReadFloats(file, MomentName("mean", i), shape);
            state.squares[i] = ReadFloats(file, MomentName("square", i), shape);
        }
        learner->optimizer.Restore(state);
        const float least = ReadFloats(file, "least", {1}).item<float>();
        LossLog log = reader.Losses(LossLog(PHASE_NAMES, LOSS_NAMES));
        learner->random = reader.Random();

        m_learner = std::move(learner);
        m_losses = std::move(log);
        m_phase = phase;
        m_step = step;
        m_config.steps = steps;
        m_best = best;
        m_least = least;
        m_begin = Clock::now() - std::chrono::milliseconds(milliseconds);
    }

    std::unique_ptr<WindowGenerator> Generator() const
    {
        auto network = std::make_unique<DiffusionNetwork>(m_columns, m_config);
        network->SetNamedParameters(m_learner->average.NamedParameters());
        return std::make_unique<DiffusionGenerator>(std::move(network),
                                                    m_columns,
                                                    m_codec,
                                                    m_config);
    }

  private:
    static const DiffusionConfig& Checked(const DiffusionConfig& config,
                                          double minutes,
                                          const Table& table,
                                          const ComputeOptions& compute)
    {
        config.Check();
        NeedDiffusionDevice(compute);
        if (!(minutes > 0))
        {
            throw InputError("minutes is " + std::to_string(minutes) + ", expected above 0");
        }
        const auto seqLen = static_cast<Table::Index>(config.seqLen);
        if (table.Rows() < seqLen)
        {
            throw InputError("a table of " + std::to_string(table.Rows()) +
                             " rows, expected at least the " + std::to_string(seqLen) +
                             " of a window");
        }
        return config;
    }

    /// Variables that the rows before say something about, or all when there are none. The others
    /// are noise to the network, which it learns by heart before it knows the rest.
    static torch::Tensor Followers(const DiffusionColumns& columns)
    {
        torch::Tensor followers = at::zeros({static_cast<int64_t>(columns.Count())});
        for (std::size_t i = 0; i < columns.Count(); ++i)
        {
            followers[static_cast<int64_t>(i)] = columns.Follows(i) ? 1 : 0;
        }
        return followers.any().item<bool>() ? followers : at::ones_like(followers);
    }

    static std::string MomentName(const char* what, std::size_t parameter)
    {
        return std::string("optimizer.") + what + std::to_string(parameter);
    }

    static NamedTensors Read(const SafetensorsFile& file,
                             const std::string& prefix,
                             const DiffusionNetwork& like)
    {
        NamedTensors tensors;
        for (const auto& [name, tensor] : like.NamedParameters())
        {
            tensors.emplace(name, ReadFloats(file, prefix + name, tensor.sizes().vec()));
        }
        return tensors;
    }

    int64_t SeqLen() const
    {
        return static_cast<int64_t>(m_asked.seqLen);
    }

    /// Whether the number of steps is to be picked, and there are rows to hold out for it.
    bool Picks() const
    {
        return m_asked.steps == 0 && !m_split.heldOut.starts.empty();
    }

    /// That learning may take.
    std::size_t MostSteps() const
    {
        return m_asked.steps > 0 ? m_asked.steps : Picks() ? MOST_PICKED : USUAL_STEPS;
    }

    double Seconds() const
    {
        return std::chrono::duration<double>(Clock::now() - m_begin).count();
    }

    void Begin(Phase phase)
    {
        m_phase = phase;
        m_step = 0;
        m_learner = std::make_unique<Learner>(m_columns,
                                              m_asked,
                                              phase == PICKING ? PICKING_STREAM : TRAINING_STREAM);
    }

    /// The step at which picking ends unless the held-out rows become likelier before.
    std::size_t PickingEnd() const
    {
        return std::min(m_best + std::max(LEAST_PATIENCE, m_best / 2), MOST_PICKED);
    }

    /// The steps that the log has of picking.
    std::size_t PickingSteps() const
    {
        std::size_t steps = 0;
        ForEachPickingRow([&](std::size_t step, float) {
            steps = step;
            return true;
        });
        return steps;
    }

    /// The first step at which the held-out rows were nearly as likely as they ever were.
    std::size_t PickedSteps() const
    {
        std::size_t steps = 0;
        ForEachPickingRow([&](std::size_t step, float heldOut) {
            steps = heldOut <= m_least * NEARLY ? step : 0;
            return steps == 0;
        });
        return steps;
    }

    /// @param visit has a step and its held-out loss, NaN without a look; returns whether to go on
    template <typename Visit>
    void ForEachPickingRow(Visit visit) const
    {
        const std::size_t width = 2 + LOSS_NAMES.size();
        const std::vector<float>& log = m_losses.Values(); // phase, step, training, held-out
        for (std::size_t row = 0; row + width <= log.size() && log[row] == PICKING; row += width)
        {
            if (!visit(static_cast<std::size_t>(log[row + 1]), log[row + width - 1]))
            {
                return;
            }
        }
    }

    /// What picking knows before that is nothing, and a model of a few steps is worthless.
    void NeedALook() const
    {
        if (m_best == 0)
        {
            throw InputError("the time for picking the number of steps was up after " +
                             std::to_string(m_step) + ", before step " +
                             std::to_string(CHECK_INTERVAL) +
                             ", the first that tells; expected more --minutes, or --steps");
        }
    }

    bool IsLast() const
    {
        if (m_phase == PICKING)
        {
            return m_step >= PickingEnd() || Seconds() > PICKING_SHARE * m_seconds;
        }
        return m_step >= m_config.steps || (m_asked.steps == 0 && Seconds() > m_seconds);
    }

    std::vector<int64_t> Draw(const std::vector<int64_t>& from, std::size_t count)
    {
        std::vector<int64_t> drawn;
        for (std::size_t i = 0; i < count; ++i)
        {
            drawn.push_back(from[m_learner->random.Below(from.size())]);
        }
        return drawn;
    }

    /**
     * @param noise null to leave out nothing
     * @return of each variable the mean surprise in a row of the windows, where the first ones are
     *         the @p single rows, with @p singleWeight; [V]
     */
    torch::Tensor Loss(const DiffusionNetwork& network,
                       const DiffusionRows::Batch& windows,
                       const DiffusionRows::Batch& single,
                       float singleWeight,
                       DiffusionNoise* noise) const
    {
        const int64_t seqLen = SeqLen();
        const int64_t features = single.features.size(1);
        const int64_t variables = single.tokens.size(1);
        torch::Tensor seen = windows.features.view({-1, features});
        torch::Tensor seenAlone = single.features;
        if (noise)
        {
            seen = network.Mask(seen, *noise);
            seenAlone = network.Mask(seenAlone, *noise);
        }
        seen = seen.view({-1, seqLen, features}); // [B, L, F]
        const torch::Tensor context = network.Context(seen, noise).slice(1, 1);
        const torch::Tensor later = network.Logits(context.reshape({-1, context.size(2)}),
                                                   seen.slice(1, 1).reshape({-1, features}),
                                                   false,
                                                   noise);
        const torch::Tensor empty = network.EmptyContext();
        const torch::Tensor first =
            network.Logits(empty.expand({seenAlone.size(0), -1}), seenAlone, true, noise);
        const torch::Tensor laterTokens =
            windows.tokens.slice(1, 1).reshape({-1, variables}); // [B · (L − 1), V]
        return (Surprise(first, single.tokens) * singleWeight +
                Surprise(later, laterTokens) * (seqLen - 1)) /
               static_cast<double>(seqLen);
    }

    void LearnFrom(const DiffusionRows::Part& part)
    {
        const std::vector<int64_t> starts = Draw(part.starts, m_asked.batch);
        const std::vector<int64_t> rows = Draw(part.rows, SINGLE_ROWS);
        DiffusionNoise noise(m_learner->random.Below(std::numeric_limits<uint32_t>::max()));
        const torch::Tensor loss = Loss(m_learner->network,
                                        m_rows.Windows(starts, SeqLen()),
                                        m_rows.FirstRows(rows),
                                        SINGLE_WEIGHT,
                                        &noise)
                                       .sum();
        m_loss = loss.item<float>();
        if (!std::isfinite(m_loss))
        {
            throw InputError("training diverged: the loss is no number at step " +
                             std::to_string(m_step + 1) + ", expected a lower learning rate");
        }
        m_learner->Learn(loss);
    }

    float HeldOut() const
    {
        const torch::NoGradGuard noGradients;
        const std::vector<int64_t>& all = m_split.heldOut.starts;
        const std::size_t count = std::min(all.size(), MOST_LOOKED_AT);
        torch::Tensor sum = at::zeros({static_cast<int64_t>(m_columns.Count())});
        for (std::size_t begin = 0; begin < count; begin += m_asked.batch)
        {
            std::vector<int64_t> starts;
            for (std::size_t i = begin; i < std::min(begin + m_asked.batch, count); ++i)
            {
                starts.push_back(all[i * all.size() / count]);
            }
            const torch::Tensor surprise = Loss(m_learner->average,
                                                m_rows.Windows(starts, SeqLen()),
                                                m_rows.FirstRows(starts),
                                                1,
                                                nullptr);
            sum += surprise * static_cast<double>(starts.size());
        }
        const torch::Tensor mean = sum / static_cast<double>(count);
        return mean.mul(m_followers).sum().item<float>();
    }

    DiffusionConfig m_asked;
    DiffusionConfig m_config; // with the number of steps once it is known
    double m_seconds;         // that picking and learning may last
    TableCodec m_codec;
    DiffusionColumns m_columns;
    DiffusionRows m_rows;
    DiffusionRows::Part m_whole;
    DiffusionSplit m_split;
    torch::Tensor m_followers; // [V], 1 for the variables by which steps are picked
    LossLog m_losses;
    std::unique_ptr<Learner> m_learner;
    std::size_t m_phase{PICKING};
    std::size_t m_step{0}; // of the phase, done
    std::size_t m_best{0}; // step at which the held-out rows were likeliest
    float m_least{std::numeric_limits<float>::max()}; // their surprise then
    float m_loss{0};
    Clock::time_point m_begin{Clock::now()};
};

DiffusionTrainer::DiffusionTrainer(const Table& table,
                                   const DiffusionConfig& config,
                                   double minutes,
                                   const ComputeOptions& compute)
    : m_impl(std::make_unique<Impl>(table, config, minutes, compute))
{
}

DiffusionTrainer::~DiffusionTrainer() = default;

bool
DiffusionTrainer::Done() const
{
    return m_impl->Done();
}

void
DiffusionTrainer::Step()
{
    const OneThread oneThread;
    m_impl->Step();
}

TrainingProgress
DiffusionTrainer::Progress() const
{
    return m_impl->Progress();
}

const LossLog&
DiffusionTrainer::Losses() const
{
    return m_impl->Losses();
}

void
DiffusionTrainer::WriteCheckpoint(std::ostream& stream) const
{
    m_impl->WriteCheckpoint(stream);
}

void
DiffusionTrainer::Restore(const SafetensorsFile& file)
{
    m_impl->Restore(file);
}

std::unique_ptr<WindowGenerator>
DiffusionTrainer::Generator() const
{
    return m_impl->Generator();
}

std::string
DiffusionTrainer::Caution() const
{
    return m_impl->Caution();
}

const DiffusionConfig&
DiffusionTrainer::Config() const
{
    return m_impl->Config();
}

} // namespace ns3::synthnet
