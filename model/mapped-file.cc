/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mapped-file.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3::synthnet
{

MappedFile::MappedFile(const std::filesystem::path& path, const std::string& expected)
{
    // Without O_NONBLOCK, opening a named pipe would wait for its writer.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    std::string problem = descriptor < 0 ? std::strerror(errno) : "";
    struct stat status = {};
    if (problem.empty() && fstat(descriptor, &status) != 0)
    {
        problem = std::strerror(errno);
    }
    else if (problem.empty() && !S_ISREG(status.st_mode))
    {
        problem = S_ISDIR(status.st_mode) ? "is a directory" : "is not a regular file";
    }
    else if (problem.empty() && status.st_size > 0) // nothing maps nothing
    {
        m_size = static_cast<std::size_t>(status.st_size);
        m_start = mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        problem = m_start == MAP_FAILED ? std::strerror(errno) : "";
    }
    if (descriptor >= 0)
    {
        close(descriptor); // the mapping stays
    }
    if (!problem.empty())
    {
        throw InputError(path.string(), 0, "cannot be read: " + problem + ", expected " + expected);
    }
}

MappedFile::~MappedFile()
{
    if (m_start)
    {
        munmap(m_start, m_size);
    }
}

std::string_view
MappedFile::Bytes() const
{
    return {static_cast<const char*>(m_start), m_size};
}

} // namespace ns3::synthnet
