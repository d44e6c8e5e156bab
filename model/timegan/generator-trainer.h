/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GENERATOR_TRAINER_H
#define SYNTHNET_GENERATOR_TRAINER_H

#include "loss-log.h"

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>

namespace ns3::synthnet
{

class SafetensorsFile;
class WindowGenerator;

/**
 * @ingroup synthnet-timegan
 * @brief How far training is.
 */
struct TrainingProgress
{
    std::string phase; //!< what is being learned
    std::size_t step;  //!< steps of this phase that are done
    std::size_t steps; //!< of this phase
    double done;       //!< share of the work, about, in [0, 1]
};

/**
 * @ingroup synthnet-timegan
 * @brief The training of one model, step by step: whoever calls decides when to show progress, to
 * keep a checkpoint, and to stop.
 *
 * A trainer that is restored from a checkpoint goes on exactly as the one that wrote it.
 */
class GeneratorTrainer
{
  public:
    virtual ~GeneratorTrainer() = default;

    virtual bool Done() const = 0; //!< whether all steps are done
    /// @brief Takes the next step.
    /// @throws InputError when the loss is no number any more
    virtual void Step() = 0;
    virtual TrainingProgress Progress() const = 0; //!< of the step to come
    virtual const LossLog& Losses() const = 0;     //!< what was learned so far

    /// @return why the model may be worse than it could be, one line; empty when nothing is known
    virtual std::string Caution() const
    {
        return "";
    }

    /// @brief Writes all that decides the steps to come, a safetensors file.
    virtual void WriteCheckpoint(std::ostream& stream) const = 0;

    /**
     * @param file what WriteCheckpoint() wrote
     * @throws InputError when it belongs to other data or another configuration, or is damaged; the
     *         trainer is as it was
     */
    virtual void Restore(const SafetensorsFile& file) = 0;

    /// @return a model of the parameters as they are
    virtual std::unique_ptr<WindowGenerator> Generator() const = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GENERATOR_TRAINER_H
