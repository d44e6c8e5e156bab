/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SCRATCH_DIRECTORY_H
#define SYNTHNET_SCRATCH_DIRECTORY_H

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>
#include <string>

namespace ns3::synthnet
{

/// A fresh directory for a test's files, removed with all that is in it.
class ScratchDirectory
{
  public:
    ScratchDirectory()
    {
        std::string name = (std::filesystem::temp_directory_path() / "synthnet-XXXXXX").string();
        if (!mkdtemp(name.data()))
        {
            throw std::runtime_error("cannot make a directory for the test");
        }
        m_path = name;
    }

    ~ScratchDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    const std::filesystem::path& Path() const
    {
        return m_path;
    }

    /// @return the path of a new file with this text
    std::filesystem::path Write(const std::string& name, const std::string& text) const
    {
        std::filesystem::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << text;
        return m_path / name;
    }

    /// @return the text of a file
    std::string Read(const std::string& name) const
    {
        std::ifstream stream(m_path / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

  private:
    std::filesystem::path m_path;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SCRATCH_DIRECTORY_H
