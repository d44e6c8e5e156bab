/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "stop-signals.h"

#include <atomic>

namespace ns3::synthnet
{

namespace
{

std::atomic<int> g_arrived{0}; // a handler may touch it, and other threads
static_assert(std::atomic<int>::is_always_lock_free);

void
Remember(int signal)
{
    g_arrived = signal;
}

} // namespace

StopSignals::StopSignals()
{
    struct sigaction action = {};
    action.sa_handler = &Remember;
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < std::size(SIGNALS); ++i)
    {
        sigaction(SIGNALS[i], nullptr, &m_before[i]);
        if (m_before[i].sa_handler != SIG_IGN)
        {
            sigaction(SIGNALS[i], &action, nullptr);
        }
    }
}

StopSignals::~StopSignals()
{
    for (std::size_t i = 0; i < std::size(SIGNALS); ++i)
    {
        sigaction(SIGNALS[i], &m_before[i], nullptr);
    }
}

int
StopSignals::Arrived()
{
    return g_arrived;
}

std::string
StopSignals::Name()
{
    switch (g_arrived)
    {
    case SIGINT:
        return "SIGINT";
    case SIGTERM:
        return "SIGTERM";
    case SIGHUP:
        return "SIGHUP";
    default:
        return "";
    }
}

void
StopSignals::Check(const std::string& left)
{
    if (Arrived() != 0)
    {
        throw Stopped("stopped by " + Name() + (left.empty() ? "" : "; " + left));
    }
}

} // namespace ns3::synthnet
