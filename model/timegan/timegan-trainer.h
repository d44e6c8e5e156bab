/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_TRAINER_H
#define SYNTHNET_TIMEGAN_TRAINER_H

#include "compute-options.h"
#include "generator-trainer.h"
#include "timegan-config.h"

#include "ns3/table.h"

#include <memory>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Trains a TimeGAN in its three phases: embedder and recovery; supervisor; then all jointly.
 *
 * Source: Yoon, Jarrett and van der Schaar, Time-series Generative Adversarial Networks, NeurIPS
 * 2019, and their code. A joint step is twice generator with supervisor, then embedder with
 * recovery, on one batch; then the discriminator on a new batch, unless its loss is at most 0.15.
 * Each phase, and in the joint phase each of the three groups of networks, has an Adam of its own.
 *
 * LibTorch's own operators run on one thread from then on in the whole process: they are too small
 * for more, and sums that depend on the number of threads would not come out the same twice.
 */
class TimeGanTrainer : public GeneratorTrainer
{
  public:
    /**
     * @param table numbers and categories without missing values; what its columns are is learned
     *        here (TableCodec)
     * @param config what to train
     * @param compute with what
     * @throws InputError when the table has fewer rows than a window, or nothing to learn; when
     *         @p config is out of range; when the device is not there
     */
    TimeGanTrainer(const Table& table, const TimeGanConfig& config, const ComputeOptions& compute);
    ~TimeGanTrainer() override;

    bool Done() const override;
    void Step() override;
    TrainingProgress Progress() const override;
    const LossLog& Losses() const override;
    void WriteCheckpoint(std::ostream& stream) const override;
    void Restore(const SafetensorsFile& file) override;
    std::unique_ptr<WindowGenerator> Generator() const override;

  private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_TRAINER_H
