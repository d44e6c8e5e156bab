/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "process-pool.h"

#include "stop-signals.h"

#include "ns3/input-error.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3::synthnet
{

namespace
{

constexpr char RETURNED = 'r'; // before what a task returned
constexpr char THREW = 't';    // before the message of what it threw
constexpr int IDLE = 100;      // ms

[[noreturn]] void
FailSystem(const char* what)
{
    throw InputError(std::string(what) + ": " + std::strerror(errno));
}

void
WriteAll(int file, const std::string& bytes)
{
    std::size_t written = 0;
    while (written < bytes.size())
    {
        const ssize_t count = write(file, bytes.data() + written, bytes.size() - written);
        if (count < 0 && errno != EINTR)
        {
            return; // the parent has gone
        }
        written += count < 0 ? 0 : static_cast<std::size_t>(count);
    }
}

/// In the child: never returns, and runs no destructor of what is the parent's.
[[noreturn]] void
RunTask(const ProcessTask& task, int out, pid_t parent)
{
    // Work for a parent that was killed is for nobody, and would hold its locks.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
    {
        std::_Exit(1);
    }
    std::string answer;
    try
    {
        answer = RETURNED + task();
    }
    catch (const std::exception& error)
    {
        answer = THREW + std::string(error.what());
    }
    WriteAll(out, answer);
    std::cout.flush();
    std::cerr.flush();
    std::_Exit(0);
}

/// The children that run.
class Children
{
  public:
    Children() = default;
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    ~Children()
    {
        for (const Child& child : m_running)
        {
            kill(child.process, SIGTERM);
        }
        for (const Child& child : m_running)
        {
            close(child.in);
            waitpid(child.process, nullptr, 0);
        }
    }

    std::size_t Count() const
    {
        return m_running.size();
    }

    void Start(std::size_t place, const ProcessTask& task)
    {
        int ends[2];
        if (pipe(ends) != 0)
        {
            FailSystem("no pipe to a child process");
        }
        std::cout.flush(); // or the child prints it, too
        std::cerr.flush();
        const pid_t parent = getpid();
        const pid_t process = fork();
        if (process < 0)
        {
            close(ends[0]);
            close(ends[1]);
            FailSystem("no child process");
        }
        if (process == 0)
        {
            close(ends[0]);
            for (const Child& child : m_running)
            {
                close(child.in); // or what that one writes is waited for when nobody reads it
            }
            RunTask(task, ends[1], parent);
        }
        close(ends[1]);
        m_running.push_back({place, process, ends[0], {}});
    }

    /// Waits a moment for what children say, and hands over what those that ended said.
    void Look(const std::function<void(std::size_t, const std::string&)>& take)
    {
        std::vector<pollfd> files;
        for (const Child& child : m_running)
        {
            files.push_back({child.in, POLLIN, 0});
        }
        if (poll(files.data(), files.size(), IDLE) <= 0)
        {
            return;
        }
        for (std::size_t i = files.size(); i-- > 0;)
        {
            if (files[i].revents != 0 && HasEnded(m_running[i]))
            {
                const Child child = m_running[i];
                m_running.erase(m_running.begin() + static_cast<std::ptrdiff_t>(i));
                Finish(child, take);
            }
        }
    }

  private:
    struct Child
    {
        std::size_t place; // of its task
        pid_t process;
        int in;
        std::string said;
    };

    /// Reads what there is; whether that was the end.
    static bool HasEnded(Child& child)
    {
        char buffer[4096];
        const ssize_t count = read(child.in, buffer, sizeof buffer);
        if (count > 0)
        {
            child.said.append(buffer, static_cast<std::size_t>(count));
        }
        return count == 0 || (count < 0 && errno != EINTR);
    }

    static void Finish(const Child& child,
                       const std::function<void(std::size_t, const std::string&)>& take)
    {
        close(child.in);
        int status = 0;
        waitpid(child.process, &status, 0);
        if (child.said.empty() || !WIFEXITED(status))
        {
            throw InputError("a child process was ended" +
                             (WIFSIGNALED(status)
                                  ? std::string(" by signal ") + std::to_string(WTERMSIG(status))
                                  : std::string()));
        }
        if (child.said[0] == THREW)
        {
            throw InputError(child.said.substr(1));
        }
        take(child.place, child.said.substr(1));
    }

    std::vector<Child> m_running;
};

} // namespace

void
RunInProcesses(const std::vector<ProcessTask>& tasks,
               unsigned processes,
               const std::function<void(std::size_t, const std::string&)>& take,
               const std::function<void()>& idle)
{
    Children children;
    std::size_t next = 0;
    while (next < tasks.size() || children.Count() > 0)
    {
        StopSignals::Check();
        while (next < tasks.size() && children.Count() < processes)
        {
            children.Start(next, tasks[next]);
            ++next;
        }
        try
        {
            children.Look(take);
        }
        catch (const InputError&)
        {
            StopSignals::Check(); // else a child that the same signal stopped would be blamed
            throw;
        }
        idle();
    }
}

} // namespace ns3::synthnet
