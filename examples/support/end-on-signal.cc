/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "end-on-signal.h"

#include "stop-signals.h"

#include <chrono>
#include <utility>

namespace ns3::synthnet
{

EndOnSignal::EndOnSignal(std::function<void()> end)
    : m_end(std::move(end)),
      m_thread(&EndOnSignal::Look, this)
{
}

EndOnSignal::~EndOnSignal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void
EndOnSignal::Look()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_over; }))
    {
        if (StopSignals::Arrived() != 0)
        {
            m_end();
        }
    }
}

} // namespace ns3::synthnet
