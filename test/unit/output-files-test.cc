/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/output-files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

class OutputFiles : public ::testing::Test
{
  protected:
    /// @return how many entries a directory has, hidden ones too
    static std::ptrdiff_t Entries(const fs::path& directory)
    {
        return std::distance(fs::directory_iterator(directory), fs::directory_iterator());
    }

    /// @return how many names a user sees there
    static std::ptrdiff_t Visible(const fs::path& directory)
    {
        return std::count_if(
            fs::directory_iterator(directory),
            fs::directory_iterator(),
            [](const auto& entry) { return entry.path().filename().string().front() != '.'; });
    }

    ScratchDirectory m_scratch;
    const fs::path m_dir{m_scratch.Path()};
};

/// No file of this process may grow beyond a size, as on a full disk.
class FileSizeLimit
{
  public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // so that the write fails instead
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }

    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, SIG_DFL);
    }

    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit m_before{};
};

TEST_F(OutputFiles, AFileAppearsOnlyWhenItIsComplete)
{
    OutputFile file(m_dir / "a.csv", false);
    file.Stream() << "1\n";
    EXPECT_FALSE(fs::exists(m_dir / "a.csv"));
    file.Commit();
    EXPECT_EQ(m_scratch.Read("a.csv"), "1\n");
}

TEST_F(OutputFiles, AnAbandonedFileLeavesTheOldOneAsItWas)
{
    m_scratch.Write("a.csv", "old");
    {
        OutputFile file(m_dir / "a.csv", true);
        file.Stream() << "new";
    }
    EXPECT_EQ(m_scratch.Read("a.csv"), "old");
    EXPECT_EQ(Entries(m_dir), 1);
}

TEST_F(OutputFiles, AFileIsReplacedOnlyWhenOverwritingIsAsked)
{
    m_scratch.Write("a.csv", "old");
    ExpectInputError([&] { OutputFile(m_dir / "a.csv", false); },
                     "a.csv: exists, expected a new file or --overwrite");
    {
        OutputFile file(m_dir / "a.csv", true);
        file.Stream() << "new";
        file.Commit();
    }
    EXPECT_EQ(m_scratch.Read("a.csv"), "new");
    EXPECT_EQ(Entries(m_dir), 1);
}

TEST_F(OutputFiles, AFileThatAnotherRunMadeMeanwhileIsKept)
{
    OutputFile file(m_dir / "a.csv", false);
    file.Stream() << "mine";
    m_scratch.Write("a.csv", "the other's");
    ExpectInputError([&] { file.Commit(); }, "a.csv: exists, expected a new file");
    EXPECT_EQ(m_scratch.Read("a.csv"), "the other's");
}

TEST_F(OutputFiles, OnlyARegularFileIsReplaced)
{
    m_scratch.Write("a.csv", "old");
    fs::create_symlink("a.csv", m_dir / "link.csv");
    fs::create_directory(m_dir / "sub");
    for (const auto& path : {m_dir / "link.csv", m_dir / "sub", fs::path("/dev/null")})
    {
        ExpectInputError([&] { OutputFile(path, true); },
                         path.string() + ": is not a regular file");
    }
    EXPECT_TRUE(fs::is_symlink(m_dir / "link.csv"));
    ExpectInputError([] { OutputFile("", true); }, "'' is not the name of a file");
    OutputDirectory directory(m_dir, true);
    ExpectInputError([&] { OutputFile(directory, "sub"); }, "sub: is not a regular file");
}

TEST_F(OutputFiles, AFileAndItsDirectoryHaveTheUsualPermissions)
{
    m_scratch.Write("usual.csv", "");
    fs::create_directory(m_dir / "usual");
    OutputDirectory directory(m_dir / "out", false);
    OutputFile file(directory, "a.csv");
    file.Commit();
    directory.Commit();
    EXPECT_EQ(fs::status(m_dir / "out").permissions(), fs::status(m_dir / "usual").permissions());
    EXPECT_EQ(fs::status(m_dir / "out/a.csv").permissions(),
              fs::status(m_dir / "usual.csv").permissions());
}

TEST_F(OutputFiles, AnUnwritablePlaceIsNamed)
{
    ExpectInputError([&] { OutputFile(m_dir / "missing" / "a.csv", false); },
                     "missing/a.csv: cannot be written: No such file");
    ExpectInputError([] { OutputDirectory("/proc/synthnet", false); }, "/proc/synthnet: cannot be");
    ExpectInputError([] { OutputDirectory("/proc", true); }, "/proc: cannot be written: ");
    ExpectInputError([] { OutputDirectory("", true); }, "an output directory is missing");
}

TEST_F(OutputFiles, TheFilesOfADirectoryAppearOnlyWhenItIsComplete)
{
    OutputDirectory directory(m_dir / "out/", false);
    OutputFile file(directory, "int.csv");
    file.Stream() << "x";
    file.Commit();
    EXPECT_EQ(Visible(m_dir / "out"), 0);
    directory.Commit();
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "x");
    EXPECT_EQ(Entries(m_dir / "out"), 1);
}

TEST_F(OutputFiles, AnAbandonedFileOfADirectoryIsNotCommittedWithIt)
{
    OutputDirectory directory(m_dir / "out", false);
    {
        OutputFile file(directory, "int.csv");
        file.Stream() << "half";
    }
    directory.Commit();
    EXPECT_TRUE(fs::is_empty(m_dir / "out"));
}

TEST_F(OutputFiles, AnAbandonedDirectoryTakesTheParentsThatItMadeAlong)
{
    fs::create_directory(m_dir / "mine");
    {
        OutputDirectory directory(m_dir / "mine/a/b", false);
        OutputFile file(directory, "int.csv");
        file.Commit();
    }
    EXPECT_TRUE(fs::is_empty(m_dir / "mine"));
    const std::string tooLong(300, 'x');
    EXPECT_THROW(OutputDirectory(m_dir / "mine/a" / tooLong, false), InputError);
    EXPECT_TRUE(fs::is_empty(m_dir / "mine"));
}

TEST_F(OutputFiles, AnAbandonedDirectoryThatWasThereStays)
{
    fs::create_directory(m_dir / "out");
    {
        OutputDirectory directory(m_dir / "out", false);
    }
    EXPECT_TRUE(fs::is_empty(m_dir / "out"));
}

TEST_F(OutputFiles, NothingIsMadeOutsideTheDirectoryBecauseItMayBeAMountPoint)
{
    OutputDirectory directory(m_dir / "out", false);
    EXPECT_EQ(directory.File("int.csv").parent_path().parent_path(), m_dir / "out");
    EXPECT_EQ(Entries(m_dir), 1);
}

TEST_F(OutputFiles, AFullDirectoryIsKeptUnlessOverwritingIsAsked)
{
    m_scratch.Write("out/notes.txt", "mine");
    ExpectInputError([&] { OutputDirectory(m_dir / "out", false); },
                     "out: is not empty, expected a new directory or --overwrite (it has "
                     "notes.txt)");
    m_scratch.Write("out/int.csv", "old");
    OutputDirectory directory(m_dir / "out", true);
    OutputFile file(directory, "int.csv");
    file.Stream() << "new";
    file.Commit();
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "old");
    directory.Commit();
    EXPECT_EQ(m_scratch.Read("out/int.csv"), "new");
    EXPECT_EQ(m_scratch.Read("out/notes.txt"), "mine");
}

TEST_F(OutputFiles, WhatTheUserHasBesideTheDirectoryIsLeftAlone)
{
    m_scratch.Write("out.partial/notes.txt", "mine");
    {
        OutputDirectory directory(m_dir / "out", false);
        directory.Commit();
    }
    EXPECT_EQ(m_scratch.Read("out.partial/notes.txt"), "mine");
}

TEST_F(OutputFiles, ASecondRunIntoADirectoryIsRefused)
{
    for (const bool overwrite : {false, true})
    {
        OutputDirectory first(m_dir / "out", true);
        OutputFile file(first, "int.csv");
        file.Stream() << "first";
        ExpectInputError([&] { OutputDirectory(m_dir / "out", overwrite); },
                         "out: is being written by another run");
        file.Commit();
        first.Commit();
        EXPECT_EQ(m_scratch.Read("out/int.csv"), "first");
    }
    OutputDirectory later(m_dir / "out", true); // the lock is gone with the first one
}

TEST_F(OutputFiles, WhatAKilledRunLeftIsRemovedAndHindersNoOther)
{
    m_scratch.Write("out/.synthnet-partial-run-abcdef/int.csv", "half");
    OutputDirectory directory(m_dir / "out", false);
    EXPECT_FALSE(fs::exists(m_dir / "out/.synthnet-partial-run-abcdef"));
    OutputFile file(m_dir / "out/beside.csv", false); // a run of another kind, without the lock
    ExpectInputError([&] { OutputDirectory(m_dir / "out", true); }, "by another run");
    file.Stream() << "mine";
    file.Commit();
    EXPECT_EQ(m_scratch.Read("out/beside.csv"), "mine");
}

TEST_F(OutputFiles, WhatAKilledRunLeftBesideItsFileIsRemovedByTheNextFileOrRun)
{
    for (const bool isDirectory : {false, true})
    {
        const pid_t child = fork();
        if (child == 0)
        {
            OutputFile file(m_dir / "a.csv", true);
            file.Stream() << "half" << std::flush;
            raise(SIGKILL);
        }
        waitpid(child, nullptr, 0);
        ASSERT_EQ(Entries(m_dir), 1) << "the killed run left nothing";
        if (isDirectory)
        {
            OutputDirectory(m_dir, false).Commit();
        }
        else
        {
            OutputFile(m_dir / "b.csv", false);
        }
        EXPECT_EQ(Entries(m_dir), 0);
    }
}

TEST_F(OutputFiles, AFileThatAnotherProcessIsWritingIsLeftAlone)
{
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = fork();
    if (child == 0)
    {
        OutputFile file(m_dir / "a.csv", false);
        file.Stream() << "its";
        char byte = 0;
        if (write(pipe[1], "x", 1) == 1 && raise(SIGSTOP) == 0 && read(pipe[0], &byte, 1) == 1)
        {
            file.Commit();
        }
        std::_Exit(0);
    }
    char byte = 0;
    ASSERT_EQ(read(pipe[0], &byte, 1), 1);
    waitpid(child, nullptr, WUNTRACED);
    {
        OutputFile mine(m_dir / "b.csv", false);
        mine.Commit();
    }
    ASSERT_EQ(write(pipe[1], "x", 1), 1);
    kill(child, SIGCONT);
    waitpid(child, nullptr, 0);
    close(pipe[0]);
    close(pipe[1]);
    EXPECT_EQ(m_scratch.Read("a.csv"), "its");
}

TEST_F(OutputFiles, AFileBesideARunThatBeginsIsLeftAlone)
{
    fs::create_directory(m_dir / "out");
    OutputFile file(m_dir / "out/beside.csv", false);
    OutputDirectory directory(m_dir / "out", true);
    file.Commit();
    EXPECT_TRUE(fs::exists(m_dir / "out/beside.csv"));
}

TEST_F(OutputFiles, AnAbandonedDirectoryIsGoneWithTheFilesThatAreOpen)
{
    OutputDirectory directory(m_dir / "new/out", false);
    OutputFile file(directory, "int.csv");
    file.Stream() << "half";
    directory.Abandon();
    EXPECT_EQ(Entries(m_dir), 0);
    // The thread that makes the files may not know yet.
    ExpectInputError([&] { OutputFile(directory, "b.csv"); }, "b.csv");
    EXPECT_EQ(Entries(m_dir), 0);
}

TEST_F(OutputFiles, AFullDiskIsSaidOfTheFileAtOnce)
{
    const std::string kilobyte(1024, 'x');
    const FileSizeLimit limit(16 * 1024);
    OutputDirectory directory(m_dir / "out", false);
    OutputFile file(directory, "int.csv");
    const auto fill = [&] {
        for (int i = 0; i < 64; ++i)
        {
            file.Stream() << kilobyte << 1 << '\n';
        }
    };
    ExpectInputError(fill,
                     (m_dir / "out/int.csv").string() + ": cannot be written: File too large");
}

TEST_F(OutputFiles, AFullDiskIsSaidOfASmallFileWhenItIsCommitted)
{
    const FileSizeLimit limit(4);
    OutputFile file(m_dir / "a.csv", false);
    file.Stream() << "longer than four";
    ExpectInputError([&] { file.Commit(); },
                     (m_dir / "a.csv").string() + ": cannot be written: File too large");
    EXPECT_FALSE(fs::exists(m_dir / "a.csv"));
}

} // namespace
