/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROCESS_POOL_H
#define SYNTHNET_PROCESS_POOL_H

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief Work that may run in another process; it returns what is to be known of it.
using ProcessTask = std::function<std::string()>;

/**
 * @ingroup synthnet-programs
 * @brief Runs tasks side by side in child processes, because ns-3 has one simulator in a process.
 *
 * A child has a copy of this process's memory from before, and is killed when this process ends
 * without it. When a task throws, or a signal has
 * come (StopSignals), the other children get SIGTERM and are waited for: a task looks for
 * StopSignals::Arrived() now and then. The caller has started no threads.
 *
 * @param tasks each runs once, in their order of starting
 * @param processes at a time, at least 1
 * @param take called here with a task's place and what it returned, in the order in which they end
 * @param idle called here ten times a second meanwhile, for example to show progress
 * @throws InputError with the message of a task that threw, or that a child was killed
 * @throws Stopped when a signal came
 */
void RunInProcesses(
    const std::vector<ProcessTask>& tasks,
    unsigned processes,
    const std::function<void(std::size_t, const std::string&)>& take,
    const std::function<void()>& idle = [] {});

} // namespace ns3::synthnet

#endif // SYNTHNET_PROCESS_POOL_H
