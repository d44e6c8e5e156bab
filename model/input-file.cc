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

namespace
{

[[noreturn]] void
Fail(const std::filesystem::path& path, const std::string& why, const std::string& expected)
{
    throw InputError(path.string(), 0, "cannot be read: " + why + ", expected " + expected);
}

} // namespace

std::unique_ptr<std::istream>
OpenInputFile(const std::filesystem::path& path, const std::string& expected)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) // which opens, and reads as an empty file
    {
        Fail(path, "is a directory", expected);
    }
    auto stream = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*stream)
    {
        Fail(path, std::strerror(errno), expected);
    }
    return stream;
}

std::string
ReadInputFile(const std::filesystem::path& path, const std::string& expected)
{
    const auto stream = OpenInputFile(path, expected);
    try
    {
        return {std::istreambuf_iterator<char>(*stream), {}};
    }
    catch (const std::ios_base::failure& error) // what a file buffer throws when a read fails
    {
        Fail(path, error.code().message(), expected);
    }
}

} // namespace ns3::synthnet
