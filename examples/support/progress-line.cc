/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "progress-line.h"

#include "program.h"

#include <iostream>

namespace ns3::synthnet
{

ProgressLine::~ProgressLine()
{
    Clear();
}

bool
ProgressLine::IsDue() const
{
    return ShowsProgress() && Clock::now() - m_last >= std::chrono::milliseconds(500);
}

void
ProgressLine::Show(const std::string& text)
{
    m_last = Clock::now();
    m_shown = true;
    std::cerr << "\r\033[K" << text << std::flush;
}

void
ProgressLine::Clear()
{
    if (m_shown)
    {
        std::cerr << "\r\033[K" << std::flush;
        m_shown = false;
    }
}

double
ProgressLine::Seconds() const
{
    return std::chrono::duration<double>(Clock::now() - m_start).count();
}

} // namespace ns3::synthnet
