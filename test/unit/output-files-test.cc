/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"

#include "ns3/input-error.h"
#include "ns3/output-files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

class OutputFiles : public ::testing::Test
{
  protected:
    ScratchDirectory m_scratch;
    const fs::path m_dir{m_scratch.Path()};
};

TEST_F(OutputFiles, AFileAppearsOnlyWhenItIsComplete)
{
    OutputFile file(m_dir / "a.csv");
    file.Stream() << "1\n";
    EXPECT_FALSE(fs::exists(m_dir / "a.csv"));
    file.Commit();
    EXPECT_EQ(m_scratch.Read("a.csv"), "1\n");
}

TEST_F(OutputFiles, AnAbandonedFileLeavesTheOldOneAsItWas)
{
    m_scratch.Write("a.csv", "old");
    {
        OutputFile file(m_dir / "a.csv");
        file.Stream() << "new";
    }
    EXPECT_EQ(m_scratch.Read("a.csv"), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(m_dir), fs::directory_iterator()), 1);
}

TEST_F(OutputFiles, AnUnwritablePlaceIsNamed)
{
    EXPECT_THROW(OutputFile(m_dir / "missing" / "a.csv"), InputError);
    EXPECT_THROW(OutputDirectory("/proc/synthnet", false), InputError);
}

TEST_F(OutputFiles, ADirectoryAppearsOnlyWhenItIsComplete)
{
    {
        OutputDirectory dir(m_dir / "out", false);
        m_scratch.Write(dir.File("int.csv"), "x");
    }
    EXPECT_TRUE(fs::is_empty(m_dir));
    OutputDirectory dir(m_dir / "out/", false);
    m_scratch.Write(dir.File("int.csv"), "x");
    EXPECT_FALSE(fs::exists(m_dir / "out"));
    dir.Commit();
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "x");
}

TEST_F(OutputFiles, AFullDirectoryIsKeptUnlessOverwritingIsAsked)
{
    fs::create_directory(m_dir / "out");
    m_scratch.Write("out/notes.txt", "mine");
    m_scratch.Write("out/int.csv", "old");
    EXPECT_THROW(OutputDirectory(m_dir / "out", false), InputError);
    OutputDirectory dir(m_dir / "out", true);
    m_scratch.Write(dir.File("int.csv"), "new");
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "old");
    dir.Commit();
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "new");
    EXPECT_EQ(m_scratch.Read("out/notes.txt"), "mine");
}

} // namespace
