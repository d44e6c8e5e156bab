/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FILE_LOCK_H
#define SYNTHNET_FILE_LOCK_H

#include <filesystem>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief While it lives, no other process makes the same thing.
 *
 * The lock is a hidden file beside what is made. The system releases it when the process ends,
 * however it ends; what a killed one leaves is an empty file, which the next one takes over.
 */
class FileLock
{
  public:
    /**
     * @param made what is to be made; its directory exists
     * @throws InputError when another process makes it, or the directory cannot be written
     */
    explicit FileLock(const std::filesystem::path& made);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

  private:
    std::filesystem::path m_file;
    int m_descriptor;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FILE_LOCK_H
