/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INPUT_FILE_H
#define SYNTHNET_INPUT_FILE_H

#include <filesystem>
#include <istream>
#include <memory>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Opens a file that a user named, to be read as bytes.
 * @param path the file
 * @param expected what it should be, for the message: "a PNG image"
 * @throws InputError when it is absent, a directory, or cannot be opened
 */
std::unique_ptr<std::istream> OpenInputFile(const std::filesystem::path& path,
                                            const std::string& expected);

/**
 * @ingroup synthnet
 * @brief Reads a whole file that a user named.
 * @param path the file
 * @param expected what it should be, for the message: "a file of switch commands"
 * @return its bytes
 * @throws InputError when it is absent, a directory, or cannot be read
 */
std::string ReadInputFile(const std::filesystem::path& path, const std::string& expected);

} // namespace ns3::synthnet

#endif // SYNTHNET_INPUT_FILE_H
