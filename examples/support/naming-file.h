/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NAMING_FILE_H
#define SYNTHNET_NAMING_FILE_H

#include "ns3/input-error.h"

#include <filesystem>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Puts a file's name in front of what is wrong with its table.
 * @param file that the user named
 * @param work that knows its content only
 * @return what @p work returns
 * @throws InputError as @p work does, with the name
 */
template <typename Work>
auto
NamingFile(const std::filesystem::path& file, Work work)
{
    try
    {
        return work();
    }
    catch (const InputError& error)
    {
        throw InputError(file.string(), 0, error.what());
    }
}

} // namespace ns3::synthnet

#endif // SYNTHNET_NAMING_FILE_H
