/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROGRESS_LINE_H
#define SYNTHNET_PROGRESS_LINE_H

#include <chrono>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief How far long work is: one line on standard error that is written over at most twice a
 * second, and is gone in the end. Nothing when standard error is no terminal.
 */
class ProgressLine
{
  public:
    ProgressLine() = default;
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool IsDue() const;                 //!< it is time for another Show()
    void Show(const std::string& text); //!< in place of what is shown
    void Clear();                       //!< before other output

    double Seconds() const; //!< since construction, of wall time

  private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point m_start{Clock::now()};
    Clock::time_point m_last{m_start};
    bool m_shown{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PROGRESS_LINE_H
