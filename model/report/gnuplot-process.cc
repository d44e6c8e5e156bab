/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gnuplot-process.h"

#include "../input-error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace ns3::synthnet
{

namespace
{

/// An unnamed file. With pipes for all three streams each would have to be served at once.
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

    void Redirect(int from, int to)
    {
        posix_spawn_file_actions_adddup2(&m_actions, from, to);
    }

    const posix_spawn_file_actions_t* Get() const
    {
        return &m_actions;
    }

  private:
    posix_spawn_file_actions_t m_actions;
};

/// What the child prints. Its end closes with the object.
class Pipe
{
  public:
    Pipe()
    {
        if (pipe2(m_ends, O_CLOEXEC) != 0)
        {
            throw std::runtime_error(std::string("no pipe can be made: ") + std::strerror(errno));
        }
    }

    ~Pipe()
    {
        close(m_ends[0]);
        CloseWritingEnd();
    }

    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int WritingEnd() const
    {
        return m_ends[1];
    }

    /// To be called once the child has it, so that ReadAll() ends with the child.
    void CloseWritingEnd()
    {
        if (m_ends[1] >= 0)
        {
            close(std::exchange(m_ends[1], -1));
        }
    }

    std::string ReadAll() const
    {
        std::string text;
        char buffer[65536];
        for (;;)
        {
            const ssize_t size = read(m_ends[0], buffer, sizeof buffer);
            if (size > 0)
            {
                text.append(buffer, static_cast<std::size_t>(size));
            }
            else if (size == 0 || errno != EINTR)
            {
                return text;
            }
        }
    }

  private:
    int m_ends[2];
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

std::string
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

    Pipe output;
    SpawnActions actions;
    actions.Redirect(fileno(input.get()), STDIN_FILENO);
    actions.Redirect(output.WritingEnd(), STDOUT_FILENO);
    actions.Redirect(fileno(complaints.get()), STDERR_FILENO);
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
    output.CloseWritingEnd();
    std::string printed = output.ReadAll();
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    {
        throw InputError(program + " failed: " + FirstComplaint(complaints.get()));
    }
    return printed;
}

} // namespace ns3::synthnet
