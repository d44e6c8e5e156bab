/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "output-files.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

fs::path
WithoutTrailingSlash(const fs::path& path)
{
    return path.has_filename() || !path.has_parent_path() ? path : path.parent_path();
}

fs::path
PartialName(const fs::path& path)
{
    return fs::path(path.string() + ".partial");
}

} // namespace

OutputFile::OutputFile(const std::filesystem::path& path)
    : m_path(path),
      m_partial(PartialName(path))
{
    if (fs::is_directory(path))
    {
        throw InputError(path.string() + ": is a directory, expected the name of a file to write");
    }
    m_stream.open(m_partial, std::ios::binary | std::ios::trunc);
    if (!m_stream)
    {
        throw InputError(path.string() + ": cannot be written: " + std::strerror(errno));
    }
}

OutputFile::~OutputFile()
{
    if (!m_committed)
    {
        m_stream.close();
        std::error_code ignored;
        fs::remove(m_partial, ignored);
    }
}

std::ostream&
OutputFile::Stream()
{
    return m_stream;
}

void
OutputFile::Commit()
{
    m_stream.close();
    if (!m_stream)
    {
        throw InputError(m_path.string() + ": could not be written completely, is the disk full?");
    }
    std::error_code error;
    fs::rename(m_partial, m_path, error);
    if (error)
    {
        throw InputError(m_path.string() + ": cannot be written: " + error.message());
    }
    m_committed = true;
}

OutputDirectory::OutputDirectory(const std::filesystem::path& path, bool overwrite)
    : m_path(WithoutTrailingSlash(path)),
      m_partial(PartialName(m_path))
{
    std::error_code error;
    if (m_path.empty())
    {
        throw InputError("an output directory is missing, expected --out=DIR");
    }
    if (fs::exists(m_path, error))
    {
        if (!fs::is_directory(m_path, error))
        {
            throw InputError(m_path.string() + ": exists and is not a directory");
        }
        const bool empty = fs::is_empty(m_path, error);
        if (error)
        {
            throw InputError(m_path.string() + ": cannot be read: " + error.message());
        }
        if (!empty && !overwrite)
        {
            throw InputError(m_path.string() +
                             ": is not empty, expected a new directory or --overwrite");
        }
    }
    fs::remove_all(m_partial, error);
    fs::create_directories(m_partial, error);
    if (error)
    {
        throw InputError(m_path.string() + ": cannot be made: " + error.message());
    }
}

OutputDirectory::~OutputDirectory()
{
    if (!m_committed)
    {
        std::error_code ignored;
        fs::remove_all(m_partial, ignored);
    }
}

fs::path
OutputDirectory::File(const std::string& name) const
{
    return m_partial / name;
}

void
OutputDirectory::Commit()
{
    std::error_code error;
    fs::create_directories(m_path, error);
    for (const auto& entry : fs::directory_iterator(m_partial))
    {
        const fs::path target = m_path / entry.path().filename();
        if (entry.is_directory())
        {
            fs::remove_all(target, error);
        }
        fs::rename(entry.path(), target, error);
        if (error)
        {
            throw InputError(target.string() + ": cannot be written: " + error.message());
        }
    }
    fs::remove_all(m_partial, error);
    m_committed = true;
}

} // namespace ns3::synthnet
