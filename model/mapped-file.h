/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MAPPED_FILE_H
#define SYNTHNET_MAPPED_FILE_H

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief A file that a user named, in memory without a copy: the system reads what is looked at.
 *
 * What replaces the file by a rename, as OutputFile does, does not change what is mapped. Cutting
 * the file short in place while it is mapped ends the process (SIGBUS), as with every mapping.
 */
class MappedFile
{
  public:
    /**
     * @param path the file
     * @param expected what it should be, for the message: "a safetensors file"
     * @throws InputError when it is absent, no regular file, or cannot be read
     */
    MappedFile(const std::filesystem::path& path, const std::string& expected);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view Bytes() const; //!< the whole file; its start is aligned to a page

  private:
    void* m_start{nullptr}; //!< null when the file is empty
    std::size_t m_size{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MAPPED_FILE_H
