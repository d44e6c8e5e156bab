/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OUTPUT_CHECKS_H
#define SYNTHNET_OUTPUT_CHECKS_H

#include <filesystem>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @throws InputError when @p output is one of the files that the program reads
void NeedOtherFile(const std::filesystem::path& output,
                   const std::vector<std::filesystem::path>& inputs);

/// @ingroup synthnet-programs
/// @throws InputError when one of the files that the program reads is in the directory @p output
void NeedOtherDirectory(const std::filesystem::path& output,
                        const std::vector<std::filesystem::path>& inputs);

} // namespace ns3::synthnet

#endif // SYNTHNET_OUTPUT_CHECKS_H
