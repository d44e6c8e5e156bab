/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OUTPUT_FILES_H
#define SYNTHNET_OUTPUT_FILES_H

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class PartialDirectory;

/**
 * @ingroup synthnet
 * @brief A directory of results whose files appear only when the whole run is complete.
 *
 * Files are made in a hidden directory inside it, which may therefore be a mount point; Commit()
 * moves them to their names. When Commit() was not called, the destructor removes what this object
 * made: those files, the directory and its parents. While the object lives the directory is locked
 * against other such objects, also of other processes, where the file system has locks. There it
 * also removes the hidden directories of earlier runs that were killed, as an OutputFile does.
 */
class OutputDirectory
{
  public:
    /**
     * @param path the directory to make
     * @param overwrite take an existing non-empty directory, and replace the files of the same name
     * @throws InputError when it exists and is not empty and @p overwrite is false, when another
     *         run writes it, or when it cannot be made or written
     */
    OutputDirectory(const std::filesystem::path& path, bool overwrite);
    ~OutputDirectory();
    OutputDirectory(const OutputDirectory&) = delete;
    OutputDirectory& operator=(const OutputDirectory&) = delete;

    const std::filesystem::path& Path() const; //!< the directory

    /**
     * @return where to write the file that will be called @p name
     * @throws InputError when something that is no regular file has this name
     */
    std::filesystem::path File(const std::string& name) const;

    /// @throws InputError when a file cannot be moved
    void Commit();

    /**
     * @brief Removes what this object made, as the destructor does when Commit() was not called.
     *
     * It may be called from another thread than the one that makes the files, which then fails to
     * make further ones.
     */
    void Abandon();

  private:
    explicit OutputDirectory(const std::filesystem::path& path);
    void Make();
    void Lock();
    void NeedEmpty() const;

    std::filesystem::path m_path;
    std::vector<std::filesystem::path> m_made; //!< the directory and its parents, outermost first
    int m_lock{-1};                            //!< a descriptor of the directory
    std::unique_ptr<PartialDirectory> m_partial;
};

/**
 * @ingroup synthnet
 * @brief A file that appears under its name only when it is complete.
 *
 * It is made in a hidden directory beside it. Commit() moves it to its name, the destructor removes
 * it when Commit() was not called. Where the file system has locks, it also removes the hidden
 * directories that other such files' killed runs left there.
 */
class OutputFile
{
  public:
    /**
     * @param path the file to make
     * @param overwrite replace an existing file on Commit()
     * @throws InputError when it exists and @p overwrite is false, when something that is no
     *         regular file has this name, or when it cannot be written
     */
    OutputFile(const std::filesystem::path& path, bool overwrite);
    /// A file that will be in @p directory after both were committed.
    OutputFile(const OutputDirectory& directory, const std::string& name);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// @return where to write; what the disk does not take throws InputError at once
    std::ostream& Stream();

    /// @throws InputError when the disk did not take all of it
    void Commit();

  private:
    void Open();

    std::filesystem::path m_path;
    bool m_overwrite;
    std::unique_ptr<PartialDirectory> m_partial; //!< none in an OutputDirectory, which has one
    std::filesystem::path m_written;             //!< until it is complete
    std::unique_ptr<std::filebuf> m_buffer;
    std::ostream m_stream{nullptr};
    bool m_committed{false};
};

/// @ingroup synthnet
/// @brief Makes a file, in place of one that is there, when @p write has filled its stream.
/// @throws InputError as OutputFile does
void WriteFile(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

/// @ingroup synthnet
/// @brief The same of a file that will be in @p directory after that was committed.
void WriteFile(const OutputDirectory& directory,
               const std::string& name,
               const std::function<void(std::ostream&)>& write);

} // namespace ns3::synthnet

#endif // SYNTHNET_OUTPUT_FILES_H
