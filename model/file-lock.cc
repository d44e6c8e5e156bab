/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "file-lock.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3::synthnet
{

namespace
{

/// @return whether the file of this name is still the one that was opened: who held the lock before
/// has removed it otherwise
bool
IsAt(int descriptor, const std::filesystem::path& file)
{
    struct stat opened;
    struct stat named;
    return fstat(descriptor, &opened) == 0 && stat(file.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

} // namespace

FileLock::FileLock(const std::filesystem::path& made)
    : m_file(made.parent_path() / ("." + made.filename().string() + ".lock"))
{
    for (;;)
    {
        m_descriptor = open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (m_descriptor < 0)
        {
            throw InputError(made.string() + ": cannot be written: " + std::strerror(errno));
        }
        // Some network file systems have no locks: any other error is no hindrance.
        if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        {
            close(m_descriptor);
            throw InputError(made.string() + ": is being made by another run, expected another "
                                             "name, or to wait for its end");
        }
        if (IsAt(m_descriptor, m_file))
        {
            return;
        }
        close(m_descriptor);
    }
}

FileLock::~FileLock()
{
    unlink(m_file.c_str());
    close(m_descriptor);
}

} // namespace ns3::synthnet
