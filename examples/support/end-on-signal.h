/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_END_ON_SIGNAL_H
#define SYNTHNET_END_ON_SIGNAL_H

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief While it lives, a signal that StopSignals had ends the program within a tenth of a second,
 * also in the middle of work that never looks for one.
 *
 * A thread looks for the signal and then calls a function, beside the work that goes on meanwhile.
 */
class EndOnSignal
{
  public:
    /**
     * @param end removes what must not stay and ends the program with std::_Exit(), which runs no
     *        destructor; it may touch only what the work does not
     */
    explicit EndOnSignal(std::function<void()> end);
    ~EndOnSignal();
    EndOnSignal(const EndOnSignal&) = delete;
    EndOnSignal& operator=(const EndOnSignal&) = delete;

  private:
    void Look();

    std::function<void()> m_end;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over{false};
    std::thread m_thread; // the last one: it uses the others
};

} // namespace ns3::synthnet

#endif // SYNTHNET_END_ON_SIGNAL_H
