/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STOP_SIGNALS_H
#define SYNTHNET_STOP_SIGNALS_H

#include <csignal>
#include <iterator>
#include <stdexcept>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief A signal ended the work; the message names it, and says what is left behind.
 */
class Stopped : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/**
 * @ingroup synthnet-programs
 * @brief While it lives, SIGINT, SIGTERM and SIGHUP do not end the program, which looks for them
 * and removes its unfinished files first.
 *
 * A second one changes nothing: timeout(1) sends each twice. A signal that was ignored when the
 * program started, as under nohup, stays ignored. Only one object at a time.
 */
class StopSignals
{
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    static int Arrived();      //!< the signal, 0 while there was none
    static std::string Name(); //!< "SIGINT" or the like; empty while there was none

    /// @param left what the work leaves behind, for the message: "FILE is kept"
    /// @throws Stopped when one has arrived; Program::Run() then says so
    static void Check(const std::string& left = "");

  private:
    static constexpr int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction m_before[std::size(SIGNALS)];
};

} // namespace ns3::synthnet

#endif // SYNTHNET_STOP_SIGNALS_H
