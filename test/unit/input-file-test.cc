/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/input-file.h"

#include <gtest/gtest.h>

#include <string>

namespace
{

using namespace ns3::synthnet;

TEST(InputFile, IsReadAsItIs)
{
    const ScratchDirectory scratch;
    const std::string text("a\r\n\0\xff", 5);
    EXPECT_EQ(ReadInputFile(scratch.Write("a", text), "anything"), text);
    EXPECT_EQ(ReadInputFile(scratch.Write("empty", ""), "anything"), "");
}

TEST(InputFile, ThatCannotBeReadIsNamedWithWhatWasExpected)
{
    const ScratchDirectory scratch;
    const std::string missing = (scratch.Path() / "missing").string();
    ExpectInputError([&] { ReadInputFile(missing, "a song"); },
                     missing + ": cannot be read: No such file or directory, expected a song");
    const std::string directory = scratch.Path().string();
    ExpectInputError([&] { ReadInputFile(directory, "a song"); },
                     directory + ": cannot be read: is a directory, expected a song");
    // Opens, but its first page is no memory.
    ExpectInputError([&] { ReadInputFile("/proc/self/mem", "a song"); },
                     "/proc/self/mem: cannot be read: Input/output error, expected a song");
}

} // namespace
