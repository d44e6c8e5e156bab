/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "training-windows.h"

#include "ns3/fingerprint.h"
#include "ns3/input-error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <string>

namespace ns3::synthnet
{

TrainingWindows::TrainingWindows(const Eigen::MatrixXf& values, std::size_t seqLen)
    : m_values(values),
      m_seqLen(seqLen)
{
    if (static_cast<std::size_t>(values.rows()) < seqLen)
    {
        throw InputError("the table has " + std::to_string(values.rows()) +
                         " rows, expected at least the " + std::to_string(seqLen) +
                         " of one window (--seqLen)");
    }
}

std::size_t
TrainingWindows::Channels() const
{
    return static_cast<std::size_t>(m_values.cols());
}

std::size_t
TrainingWindows::SeqLen() const
{
    return m_seqLen;
}

std::size_t
TrainingWindows::Count() const
{
    return static_cast<std::size_t>(m_values.rows()) - m_seqLen + 1;
}

torch::Tensor
TrainingWindows::Gather(const std::vector<std::size_t>& rows) const
{
    torch::Tensor windows = torch::empty({static_cast<int64_t>(m_seqLen),
                                          static_cast<int64_t>(Channels()),
                                          static_cast<int64_t>(rows.size())});
    float* to = windows.data_ptr<float>();
    for (std::size_t step = 0; step < m_seqLen; ++step)
    {
        for (Eigen::Index channel = 0; channel < m_values.cols(); ++channel)
        {
            const float* from = m_values.col(channel).data() + step;
            for (const std::size_t row : rows)
            {
                *to++ = from[row];
            }
        }
    }
    return windows;
}

torch::Tensor
TrainingWindows::Draw(std::size_t windows, RandomNumbers& random) const
{
    return Gather(random.Choose(std::min(windows, Count()), Count()));
}

uint64_t
TrainingWindows::Fingerprint() const
{
    return HashOfEntries(m_values);
}

} // namespace ns3::synthnet
