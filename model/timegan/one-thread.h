/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ONE_THREAD_H
#define SYNTHNET_ONE_THREAD_H

#include <ATen/Parallel.h>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief While it lives, LibTorch's own operators run on one thread: two split sums differently,
 * and are no faster with so small layers. Afterwards it is as before, in whose process ever this
 * is.
 */
class OneThread
{
  public:
    OneThread()
        : m_before(at::get_num_threads())
    {
        Set(1);
    }

    ~OneThread()
    {
        Set(m_before);
    }

    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

  private:
    static void Set(int threads)
    {
        if (at::get_num_threads() != threads)
        {
            at::set_num_threads(threads);
        }
    }

    int m_before;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ONE_THREAD_H
