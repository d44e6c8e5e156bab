/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "output-files.h"

#include "input-error.h"
#include "partial-directory.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

// Beginnings of the names of hidden directories: of an OutputDirectory, and of a file's own.
constexpr const char* PARTIAL_RUN = ".synthnet-partial-run-";
constexpr const char* PARTIAL_FILE = ".synthnet-partial-file-";

fs::path
WithoutTrailingSlash(const fs::path& path)
{
    return path.has_filename() || !path.has_parent_path() ? path : path.parent_path();
}

[[noreturn]] void
RefuseToWrite(const fs::path& path, const std::string& why)
{
    throw InputError(path.string() + ": cannot be written: " + why);
}

/// A directory, a link and a device are not to be replaced by a file.
void
NeedRegularOrNone(const fs::path& path)
{
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
    {
        throw InputError(path.string() + ": is not a regular file, expected the name of one to " +
                         "make or to replace");
    }
}

void
NeedNone(const fs::path& path)
{
    std::error_code ignored;
    if (fs::exists(path, ignored))
    {
        throw InputError(path.string() + ": exists, expected a new file or --overwrite");
    }
}

void
Move(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
    {
        RefuseToWrite(to, error.message());
    }
}

/// Says which file it is when the disk is full, instead of going on without it.
class NamedFileBuffer : public std::filebuf
{
  public:
    explicit NamedFileBuffer(const fs::path& name)
        : m_name(name)
    {
    }

  protected:
    int_type overflow(int_type next) override
    {
        const int_type result = std::filebuf::overflow(next);
        Need(!traits_type::eq_int_type(result, traits_type::eof()));
        return result;
    }

    std::streamsize xsputn(const char* text, std::streamsize size) override
    {
        const std::streamsize written = std::filebuf::xsputn(text, size);
        Need(written == size);
        return written;
    }

    int sync() override
    {
        const int result = std::filebuf::sync();
        Need(result == 0);
        return result;
    }

  private:
    void Need(bool written) const
    {
        if (!written)
        {
            RefuseToWrite(m_name, std::strerror(errno));
        }
    }

    fs::path m_name;
};

} // namespace

OutputDirectory::OutputDirectory(const fs::path& path)
    : m_path(WithoutTrailingSlash(path))
{
}

// Delegates, so that the destructor tidies up when one of the steps fails.
OutputDirectory::OutputDirectory(const fs::path& path, bool overwrite)
    : OutputDirectory(path)
{
    Make();
    Lock();
    PartialDirectory::RemoveLeftOvers(m_path, PARTIAL_RUN);
    PartialDirectory::RemoveLeftOvers(m_path, PARTIAL_FILE);
    if (!overwrite)
    {
        NeedEmpty();
    }
    m_partial = std::make_unique<PartialDirectory>(m_path, m_path, PARTIAL_RUN);
}

OutputDirectory::~OutputDirectory()
{
    Abandon();
    if (m_lock >= 0)
    {
        close(m_lock);
    }
}

void
OutputDirectory::Abandon()
{
    if (m_partial)
    {
        m_partial->Remove(); // and not reset: another thread may be asking for its path
    }
    for (auto made = m_made.rbegin(); made != m_made.rend(); ++made)
    {
        rmdir(made->c_str()); // which leaves one that is not empty
    }
}

void
OutputDirectory::Make()
{
    std::error_code error;
    if (m_path.empty())
    {
        throw InputError("an output directory is missing, expected --out=DIR");
    }
    if (fs::exists(m_path, error) && !fs::is_directory(m_path, error))
    {
        throw InputError(m_path.string() + ": exists and is not a directory");
    }
    std::vector<fs::path> missing;
    for (fs::path each = m_path; !each.empty() && !fs::exists(each, error);
         each = each.parent_path())
    {
        missing.push_back(each);
    }
    for (auto each = missing.rbegin(); each != missing.rend(); ++each)
    {
        if (fs::create_directory(*each, error))
        {
            m_made.push_back(*each);
        }
        if (error)
        {
            throw InputError(m_path.string() + ": cannot be made: " + error.message());
        }
    }
}

void
OutputDirectory::Lock()
{
    m_lock = open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock < 0)
    {
        throw InputError(m_path.string() + ": cannot be read: " + std::strerror(errno));
    }
    // Some network file systems have no lock of a directory: any other error is no hindrance.
    if (flock(m_lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
        m_made.clear(); // it is the other run's now
        throw InputError(m_path.string() +
                         ": is being written by another run, expected another directory");
    }
}

void
OutputDirectory::NeedEmpty() const
{
    std::error_code error;
    const fs::directory_iterator first(m_path, error);
    if (error)
    {
        throw InputError(m_path.string() + ": cannot be read: " + error.message());
    }
    if (first != fs::directory_iterator())
    {
        throw InputError(m_path.string() + ": is not empty, expected a new directory or " +
                         "--overwrite (it has " + first->path().filename().string() + ")");
    }
}

const fs::path&
OutputDirectory::Path() const
{
    return m_path;
}

fs::path
OutputDirectory::File(const std::string& name) const
{
    NeedRegularOrNone(m_path / name);
    return m_partial->Path() / name;
}

void
OutputDirectory::Commit()
{
    m_made.clear();
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(m_partial->Path()))
    {
        files.push_back(entry.path());
    }
    for (const auto& file : files)
    {
        Move(file, m_path / file.filename());
    }
    m_partial.reset();
}

OutputFile::OutputFile(const fs::path& path, bool overwrite)
    : m_path(path),
      m_overwrite(overwrite)
{
    if (!path.has_filename())
    {
        throw InputError("'" + path.string() + "' is not the name of a file to write");
    }
    NeedRegularOrNone(m_path);
    if (!m_overwrite)
    {
        NeedNone(m_path);
    }
    PartialDirectory::RemoveLeftOvers(m_path.parent_path(), PARTIAL_FILE);
    m_partial = std::make_unique<PartialDirectory>(m_path.parent_path(), m_path, PARTIAL_FILE);
    m_written = m_partial->Path() / m_path.filename();
    Open();
}

OutputFile::OutputFile(const OutputDirectory& directory, const std::string& name)
    : m_path(directory.Path() / name),
      m_overwrite(true),
      m_written(directory.File(name))
{
    Open();
}

OutputFile::~OutputFile()
{
    if (!m_committed)
    {
        std::error_code ignored;
        fs::remove(m_written, ignored);
    }
}

void
OutputFile::Open()
{
    m_buffer = std::make_unique<NamedFileBuffer>(m_path);
    if (!m_buffer->open(m_written, std::ios::out | std::ios::binary | std::ios::trunc))
    {
        RefuseToWrite(m_path, std::strerror(errno));
    }
    m_stream.rdbuf(m_buffer.get());
    m_stream.exceptions(std::ios::badbit); // lets the buffer's own exception through
}

std::ostream&
OutputFile::Stream()
{
    return m_stream;
}

void
OutputFile::Commit()
{
    if (!m_buffer->close())
    {
        RefuseToWrite(m_path, std::strerror(errno));
    }
    if (m_partial)
    {
        if (!m_overwrite)
        {
            NeedNone(m_path); // another run may have made it meanwhile
        }
        Move(m_written, m_path);
    }
    m_committed = true;
}

namespace
{

void
Fill(OutputFile& file, const std::function<void(std::ostream&)>& write)
{
    write(file.Stream());
    file.Commit();
}

} // namespace

void
WriteFile(const fs::path& path, const std::function<void(std::ostream&)>& write)
{
    OutputFile file(path, true);
    Fill(file, write);
}

void
WriteFile(const OutputDirectory& directory,
          const std::string& name,
          const std::function<void(std::ostream&)>& write)
{
    OutputFile file(directory, name);
    Fill(file, write);
}

} // namespace ns3::synthnet
