/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OUTPUT_FILES_H
#define SYNTHNET_OUTPUT_FILES_H

#include <filesystem>
#include <fstream>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief A file that appears under its name only when it is complete.
 *
 * What is written goes to `NAME.partial` beside it, which Commit() renames and the destructor
 * removes when Commit() was not called.
 */
class OutputFile
{
  public:
    /**
     * @param path the file to make; an existing one is replaced on Commit()
     * @throws InputError when the file cannot be written
     */
    explicit OutputFile(const std::filesystem::path& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    std::ostream& Stream(); //!< where to write

    /// @throws InputError when the disk did not take all of it
    void Commit();

  private:
    std::filesystem::path m_path;
    std::filesystem::path m_partial;
    std::ofstream m_stream;
    bool m_committed{false};
};

/**
 * @ingroup synthnet
 * @brief A directory of results that appears only when the whole run is complete.
 *
 * Files are made in `DIR.partial`; Commit() moves them into DIR, the destructor removes them when
 * Commit() was not called.
 */
class OutputDirectory
{
  public:
    /**
     * @param path the directory to make
     * @param overwrite take an existing non-empty directory, and replace the files of the same name
     * @throws InputError when it exists and is not empty and @p overwrite is false, or when it
     *         cannot be made or written
     */
    OutputDirectory(const std::filesystem::path& path, bool overwrite);
    ~OutputDirectory();
    OutputDirectory(const OutputDirectory&) = delete;
    OutputDirectory& operator=(const OutputDirectory&) = delete;

    /// @return where to write the file that will be called @p name
    std::filesystem::path File(const std::string& name) const;

    /// @throws InputError when a file cannot be moved
    void Commit();

  private:
    std::filesystem::path m_path;
    std::filesystem::path m_partial;
    bool m_committed{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OUTPUT_FILES_H
