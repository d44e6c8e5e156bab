/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CHECKPOINT_READER_H
#define SYNTHNET_CHECKPOINT_READER_H

#include "loss-log.h"
#include "ns3/random-numbers.h"

#include "ns3/safetensors.h"

#include <cstddef>
#include <cstdint>
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
     * @throws InputError when the file is no such checkpoint
     */
    CheckpointReader(const SafetensorsFile& file, const std::string& kind);

    /// @param json of the trainer's configuration
    /// @throws InputError when that of the checkpoint is another, naming what differs
    void NeedConfig(const std::string& json) const;

    /// @throws InputError when the option @p key was not @p expected
    void NeedOption(const std::string& key, const std::string& expected) const;

    /// @throws InputError when the columns or rows that were learned are others
    void NeedTable(const std::string& codec, uint64_t fingerprint) const;

    /// @throws InputError when a text is no count, or not from @p least to @p most
    std::size_t Count(const std::string& key, std::size_t least, std::size_t most) const;

    /// @param empty has the phases and losses of the trainer
    /// @return it with the rows of the checkpoint
    /// @throws InputError when there are none, or damaged ones
    LossLog Losses(LossLog empty) const;

    /// @throws InputError when the state is missing or damaged
    RandomNumbers Random() const;

  private:
    [[noreturn]] void Fail(const std::string& message) const;

    const SafetensorsFile& m_file;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CHECKPOINT_READER_H
