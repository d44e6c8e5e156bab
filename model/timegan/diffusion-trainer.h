/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_TRAINER_H
#define SYNTHNET_DIFFUSION_TRAINER_H

#include "compute-options.h"
#include "diffusion-config.h"
#include "generator-trainer.h"

#include "ns3/table.h"

#include <memory>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Trains a discrete diffusion (DiffusionNetwork) on the windows of a table.
 *
 * A step lowers the mean of −log of the probabilities that the network gives to the values of a
 * batch of windows, and of some single rows as first rows of windows. The model is the moving
 * average of the weights.
 *
 * When the configuration leaves the number of steps open it is picked first: a network learns from
 * seven of every ten blocks of the table until the other three blocks, which it does not see,
 * become less likely, and the first number of steps is taken at which they were within 0.5 % as
 * likely as they ever were, by their mean −log. Then a new one
 * learns from all rows for as many steps. So training ends before the model begins to remember
 * rows, and a configuration with that number gives the same model without the search. Picking
 * has half of the time; when it is not done by then, the number is taken of those that were tried,
 * which Caution() tells, and none at all is an error of Step().
 */
class DiffusionTrainer : public GeneratorTrainer
{
  public:
    /**
     * @param table numbers and categories without missing values; what its columns are is learned
     *        here (TableCodec)
     * @param config what to train; with 0 steps, their number is picked
     * @param minutes that picking the steps and taking them may last together, above 0; not looked
     *        at when the number is given
     * @param compute with what; the device must be "cpu"
     * @throws InputError when the table has fewer rows than a window, or nothing to learn; when
     *         @p config, @p minutes or @p compute is out of range
     */
    DiffusionTrainer(const Table& table,
                     const DiffusionConfig& config,
                     double minutes,
                     const ComputeOptions& compute);
    ~DiffusionTrainer() override;

    bool Done() const override;
    void Step() override;
    TrainingProgress Progress() const override;
    const LossLog& Losses() const override;
    std::string Caution() const override; //!< says when the time was too short
    void WriteCheckpoint(std::ostream& stream) const override;
    void Restore(const SafetensorsFile& file) override;
    std::unique_ptr<WindowGenerator> Generator() const override;

    /// @return as given; once training is done, with the number of steps that were taken
    const DiffusionConfig& Config() const;

  private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_TRAINER_H
