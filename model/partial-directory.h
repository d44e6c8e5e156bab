/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PARTIAL_DIRECTORY_H
#define SYNTHNET_PARTIAL_DIRECTORY_H

#include <filesystem>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief A hidden directory for unfinished files, made beside where they will be, so that moving
 * them there is one step on one file system. It is removed with all that is in it.
 *
 * While the object lives the directory is locked, where the file system has locks: one that is not
 * was left by a process that was killed.
 */
class PartialDirectory
{
  public:
    /**
     * @param parent an existing directory; empty: the working directory
     * @param result what is being made, for the message
     * @param prefix of its name, which begins with a dot
     * @throws InputError when @p parent cannot be written
     */
    PartialDirectory(const std::filesystem::path& parent,
                     const std::filesystem::path& result,
                     const std::string& prefix);
    ~PartialDirectory();
    PartialDirectory(const PartialDirectory&) = delete;
    PartialDirectory& operator=(const PartialDirectory&) = delete;

    const std::filesystem::path& Path() const; //!< no other process has this name

    /// @brief Removes it with all that is in it. Another thread may be making files in it, which
    /// then fails.
    void Remove();

    /// Removes those of killed processes; where the file system has no locks, none.
    static void RemoveLeftOvers(const std::filesystem::path& parent, const std::string& prefix);

  private:
    void Close();

    std::filesystem::path m_path;
    int m_lock{-1}; //!< a descriptor of the directory
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PARTIAL_DIRECTORY_H
