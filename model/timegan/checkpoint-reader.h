/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CHECKPOINT_READER_H
#define SYNTHNET_CHECKPOINT_READER_H

#include "loss-log.h"
#include "random-numbers.h"

#include "ns3/safetensors.h"

#include <cstddef>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief What the checkpoints of all trainers have in common, read and checked.
 */
class CheckpointReader
{
  public:
    /**
     * @param file must outlive the reader
     * @param kind what the header calls checkpoints of this trainer
     * @param what the trainer makes, for messages: "a TimeGAN"
     * @throws InputError when the file is no such checkpoint
     */
    CheckpointReader(const SafetensorsFile& file, const std::string& kind, const std::string& what);

    /// @throws InputError when a text is another, saying that the training was one with
    ///         @p belongsTo
    void Need(const std::string& key,
              const std::string& expected,
              const std::string& belongsTo) const;

    /// @throws InputError when a text is no count, or above @p most
    std::size_t Count(const std::string& key, std::size_t most) const;

    /// @param empty has the phases and losses of the trainer
    /// @return it with the rows of the checkpoint
    /// @throws InputError when there are none, or damaged ones
    LossLog Losses(LossLog empty) const;

    /// @throws InputError when the state is missing or damaged
    RandomNumbers Random() const;

  private:
    const SafetensorsFile& m_file;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CHECKPOINT_READER_H
