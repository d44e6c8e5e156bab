/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/input-error.h"
#include "ns3/output-files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

class OutputFiles : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "synthnet-XXXXXX").string();
        m_dir = mkdtemp(name.data());
    }

    void TearDown() override
    {
        fs::remove_all(m_dir);
    }

    void Write(const fs::path& path, const std::string& text)
    {
        std::ofstream(path) << text;
    }

    std::string Read(const fs::path& path)
    {
        std::ifstream stream(path);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    fs::path m_dir;
};

TEST_F(OutputFiles, AFileAppearsOnlyWhenItIsComplete)
{
    OutputFile file(m_dir / "a.csv");
    file.Stream() << "1\n";
    EXPECT_FALSE(fs::exists(m_dir / "a.csv"));
    file.Commit();
    EXPECT_EQ(Read(m_dir / "a.csv"), "1\n");
}

TEST_F(OutputFiles, AnAbandonedFileLeavesTheOldOneAsItWas)
{
    Write(m_dir / "a.csv", "old");
    {
        OutputFile file(m_dir / "a.csv");
        file.Stream() << "new";
    }
    EXPECT_EQ(Read(m_dir / "a.csv"), "old");
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
        Write(dir.File("int.csv"), "x");
    }
    EXPECT_TRUE(fs::is_empty(m_dir));
    OutputDirectory dir(m_dir / "out/", false);
    Write(dir.File("int.csv"), "x");
    EXPECT_FALSE(fs::exists(m_dir / "out"));
    dir.Commit();
    EXPECT_EQ(Read(m_dir / "out" / "int.csv"), "x");
}

TEST_F(OutputFiles, AFullDirectoryIsKeptUnlessOverwritingIsAsked)
{
    fs::create_directory(m_dir / "out");
    Write(m_dir / "out" / "notes.txt", "mine");
    Write(m_dir / "out" / "int.csv", "old");
    EXPECT_THROW(OutputDirectory(m_dir / "out", false), InputError);
    OutputDirectory dir(m_dir / "out", true);
    Write(dir.File("int.csv"), "new");
    EXPECT_EQ(Read(m_dir / "out" / "int.csv"), "old");
    dir.Commit();
    EXPECT_EQ(Read(m_dir / "out" / "int.csv"), "new");
    EXPECT_EQ(Read(m_dir / "out" / "notes.txt"), "mine");
}

} // namespace
