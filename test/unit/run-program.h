/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RUN_PROGRAM_H
#define SYNTHNET_RUN_PROGRAM_H

#include "../scratch-directory.h"

#include <cstdlib>
#include <string>
#include <sys/wait.h>

namespace ns3::synthnet
{

/// What a program printed and returned.
struct ProgramResult
{
    int status;
    std::string out;
    std::string err;
};

/// Runs a program of the build folder through the shell, in the scratch directory.
/// @param environment assignments for the program alone, such as "PATH=/nowhere"
inline ProgramResult
RunProgram(const ScratchDirectory& scratch,
           const std::string& commandLine,
           const std::string& environment = "")
{
    const std::string command = "cd '" + scratch.Path().string() + "' && " + environment +
                                " '" SYNTHNET_PROGRAMS "'/" + commandLine +
                                " >stdout.txt 2>stderr.txt";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            scratch.Read("stdout.txt"),
            scratch.Read("stderr.txt")};
}

} // namespace ns3::synthnet

#endif // SYNTHNET_RUN_PROGRAM_H
