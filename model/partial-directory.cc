/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "partial-directory.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdlib.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

/// @return a descriptor, -1 when there is no such directory or it cannot be read
int
OpenDirectory(const fs::path& path)
{
    return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

} // namespace

PartialDirectory::PartialDirectory(const fs::path& parent,
                                   const fs::path& result,
                                   const std::string& prefix)
{
    const auto need = [&result](bool done) {
        if (!done)
        {
            throw InputError(result.string() + ": cannot be written: " + std::strerror(errno));
        }
    };
    do
    {
        Close();
        std::string name = (parent / (prefix + "XXXXXX")).string();
        need(mkdtemp(name.data()));
        m_path = name;
        m_lock = OpenDirectory(m_path);
        need(m_lock >= 0 || errno == ENOENT);
        flock(m_lock, LOCK_EX); // a file system without locks is no hindrance
        // Until it was locked, another run may have taken it for a left-over.
    } while (access(m_path.c_str(), F_OK) != 0);
}

PartialDirectory::~PartialDirectory()
{
    Remove();
    Close();
}

void
PartialDirectory::Remove()
{
    constexpr int TRIES = 100; // a file may come while others go
    std::error_code error;
    for (int i = 0; i < TRIES && fs::remove_all(m_path, error) != 0; ++i)
    {
    }
}

void
PartialDirectory::Close()
{
    if (m_lock >= 0)
    {
        close(m_lock);
        m_lock = -1;
    }
}

void
PartialDirectory::RemoveLeftOvers(const fs::path& parent, const std::string& prefix)
{
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent.empty() ? "." : parent, ignored))
    {
        if (entry.path().filename().string().rfind(prefix, 0) == 0)
        {
            found.push_back(entry.path());
        }
    }
    for (const auto& path : found)
    {
        const int lock = OpenDirectory(path);
        if (flock(lock, LOCK_EX | LOCK_NB) == 0)
        {
            fs::remove_all(path, ignored);
        }
        if (lock >= 0)
        {
            close(lock);
        }
    }
}

const fs::path&
PartialDirectory::Path() const
{
    return m_path;
}

} // namespace ns3::synthnet
