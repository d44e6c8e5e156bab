/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINING_WINDOWS_H
#define SYNTHNET_TRAINING_WINDOWS_H

#include "ns3/random-numbers.h"

#include <torch/types.h>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The windows that a generator learns from: every seqLen consecutive rows of a table, in
 * forward time, none dropped.
 *
 * Not for public headers: it names Torch's types.
 */
class TrainingWindows
{
  public:
    /**
     * @param values [rows, channels], as the codec encoded them
     * @param seqLen rows of a window
     * @throws InputError when there are fewer rows than one window has
     */
    TrainingWindows(const Eigen::MatrixXf& values, std::size_t seqLen);

    std::size_t Channels() const; //!< features of a step
    std::size_t SeqLen() const;   //!< steps of a window
    std::size_t Count() const;    //!< rows − seqLen + 1

    /// @return the windows that begin in these rows, [seqLen, channels, windows]
    torch::Tensor Gather(const std::vector<std::size_t>& rows) const;

    /// @return different windows drawn at random, as many as asked for or, when there are not so
    ///         many, all
    torch::Tensor Draw(std::size_t windows, RandomNumbers& random) const;

    uint64_t Fingerprint() const; //!< tells other values apart

  private:
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor> m_values;
    std::size_t m_seqLen;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINING_WINDOWS_H
