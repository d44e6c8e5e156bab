/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SHARED_DATA_H
#define SYNTHNET_SHARED_DATA_H

#include <filesystem>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace ns3::synthnet
{

/// A test on the real data of ../shared, which is no part of the project: skipped where that
/// folder is absent, failed where the folder is there and a file that the test reads is not.
class SharedDataTest : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(SYNTHNET_SHARED))
        {
            GTEST_SKIP() << "the folder " SYNTHNET_SHARED " of real data is absent";
        }
    }

    /// @param name relative to ../shared
    static std::filesystem::path SharedFile(const std::string& name)
    {
        const std::filesystem::path path = std::filesystem::path(SYNTHNET_SHARED) / name;
        if (!std::filesystem::exists(path))
        {
            throw std::runtime_error(path.string() + " is missing");
        }
        return path;
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SHARED_DATA_H
