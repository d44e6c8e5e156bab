/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "window-stream.h"

#include "ns3/input-error.h"

#include <utility>

namespace ns3::synthnet
{

WindowStream::WindowStream(std::shared_ptr<const WindowGenerator> generator,
                           std::size_t windows,
                           std::function<uint64_t()> seed)
    : m_generator(std::move(generator)),
      m_windows(windows),
      m_seed(std::move(seed))
{
}

Table
WindowStream::Next()
{
    if (m_next == m_drawn.Rows())
    {
        m_drawn = m_generator->Sample(m_windows, m_seed());
        m_next = 0;
        if (m_drawn.Rows() == 0)
        {
            throw InputError("the model draws windows without rows");
        }
    }
    return m_drawn.SelectRows({m_next++});
}

} // namespace ns3::synthnet
