/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gnuplot-process.h"

#include "../input-error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::synthnet
{

namespace
{

/// An unnamed file. Pipes would need both ends served at once; a file does not block.
using TemporaryFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

TemporaryFile
OpenTemporary()
{
    TemporaryFile file(std::tmpfile(), &std::fclose);
    if (!file)
    {
        throw std::runtime_error(std::string("no temporary file can be made: ") +
                                 std::strerror(errno));
    }
    return file;
}

/// The actions of a child, released with the object.
class SpawnActions
{
  public:
    SpawnActions()
    {
        posix_spawn_file_actions_init(&m_actions);
    }

    ~SpawnActions()
    {
        posix_spawn_file_actions_destroy(&m_actions);
    }

    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    void Redirect(std::FILE* file, int descriptor)
    {
        posix_spawn_file_actions_adddup2(&m_actions, fileno(file), descriptor);
    }

    const posix_spawn_file_actions_t* Get() const
    {
        return &m_actions;
    }

  private:
    posix_spawn_file_actions_t m_actions;
};

/// @return the first line that says something; gnuplot underlines the place with ^ first
std::string
FirstComplaint(std::FILE* file)
{
    std::rewind(file);
    char line[512];
    while (std::fgets(line, sizeof line, file))
    {
        const std::string text(line, std::strcspn(line, "\n"));
        const auto start = text.find_first_not_of(" \t^");
        if (start != std::string::npos)
        {
            return text.substr(start);
        }
    }
    return "no reason given";
}

} // namespace

void
RunGnuplot(const std::string& script, const std::string& program)
{
    const auto input = OpenTemporary();
    const auto complaints = OpenTemporary();
    if (std::fwrite(script.data(), 1, script.size(), input.get()) != script.size() ||
        std::fflush(input.get()) != 0)
    {
        throw std::runtime_error("the temporary folder is full");
    }
    std::rewind(input.get());

    SpawnActions actions;
    actions.Redirect(input.get(), STDIN_FILENO);
    actions.Redirect(complaints.get(), STDOUT_FILENO);
    actions.Redirect(complaints.get(), STDERR_FILENO);
    std::string name = program;
    std::string withoutStartUpFiles = "-d";
    char* arguments[] = {name.data(), withoutStartUpFiles.data(), nullptr};
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, name.c_str(), actions.Get(), nullptr, arguments, environ);
    if (error != 0)
    {
        throw InputError(program + " cannot be run: " + std::strerror(error) +
                         ", expected the package gnuplot-nox to be installed");
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    {
        throw InputError(program + " failed: " + FirstComplaint(complaints.get()));
    }
}

} // namespace ns3::synthnet
