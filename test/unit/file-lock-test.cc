/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/file-lock.h"

#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

using namespace ns3::synthnet;

TEST(FileLock, OnlyOneMakesAFileAtATime)
{
    const ScratchDirectory scratch;
    auto lock = std::make_unique<FileLock>(scratch.Path() / "m.safetensors");
    ExpectInputError([&] { FileLock(scratch.Path() / "m.safetensors"); },
                     "m.safetensors: is being made by another run");
    const FileLock other(scratch.Path() / "n.safetensors");
    lock.reset();
    const FileLock next(scratch.Path() / "m.safetensors");
}

TEST(FileLock, LeavesNothingBehind)
{
    const ScratchDirectory scratch;
    {
        const FileLock lock(scratch.Path() / "m");
        EXPECT_FALSE(std::filesystem::is_empty(scratch.Path()));
    }
    EXPECT_TRUE(std::filesystem::is_empty(scratch.Path()));
}

TEST(FileLock, AKilledProcessHoldsNone)
{
    const ScratchDirectory scratch;
    const pid_t child = fork();
    if (child == 0)
    {
        const FileLock lock(scratch.Path() / "m");
        std::raise(SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_TRUE(std::filesystem::exists(scratch.Path() / ".m.lock"));
    {
        const FileLock lock(scratch.Path() / "m");
    }
    EXPECT_TRUE(std::filesystem::is_empty(scratch.Path()));
}

TEST(FileLock, ADirectoryThatIsNotThereIsRefused)
{
    ExpectInputError([] { FileLock("/nowhere/at/all/m"); }, "/nowhere/at/all/m: cannot be written");
}

} // namespace
