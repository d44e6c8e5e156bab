/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PNG_FAILURE_H
#define SYNTHNET_PNG_FAILURE_H

#include <csetjmp>
#include <png.h>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// libpng's errors come as jumps, over frames that must have nothing to destroy.
struct PngFailure
{
    std::jmp_buf jump;
    char reason[128];

    /// What libpng calls at an error, with a PngFailure as its pointer.
    [[noreturn]] static void Raise(png_structp png, png_const_charp reason);

    /// What libpng calls at a warning.
    static void Ignore(png_structp png, png_const_charp reason);

    /// @param work a lambda of libpng's calls
    /// @return false when one failed
    template <typename Work>
    bool Try(const Work& work)
    {
        if (setjmp(jump) != 0)
        {
            return false;
        }
        work();
        return true;
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PNG_FAILURE_H
