/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GNUPLOT_PROCESS_H
#define SYNTHNET_GNUPLOT_PROCESS_H

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief Runs gnuplot as a child process, without the user's start-up files, and waits for it.
 * @param script what gnuplot reads from its standard input, data included
 * @param program what to run, looked up in PATH
 * @return what it prints on its standard output
 * @throws InputError when the program is missing, or with the first line of its complaint when it
 *         fails
 */
std::string RunGnuplot(const std::string& script, const std::string& program = "gnuplot");

} // namespace ns3::synthnet

#endif // SYNTHNET_GNUPLOT_PROCESS_H
