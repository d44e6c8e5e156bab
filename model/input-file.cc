/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "input-file.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace ns3::synthnet
{

std::string
ReadInputFile(const std::filesystem::path& path, const std::string& expected)
{
    const auto fail = [&](const std::string& why) {
        throw InputError(path.string(), 0, "cannot be read: " + why + ", expected " + expected);
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) // which opens, and reads as an empty file
    {
        fail("is a directory");
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
    {
        fail(std::strerror(errno));
    }
    try
    {
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    catch (const std::ios_base::failure& error) // what a file buffer throws when a read fails
    {
        fail(error.code().message());
        return {};
    }
}

} // namespace ns3::synthnet
