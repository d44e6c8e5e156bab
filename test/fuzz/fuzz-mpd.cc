/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is either refused in one line or an MPD that is written, read back and looked up in.
#include "ns3/input-error.h"
#include "ns3/mpd.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace
{

using namespace ns3::synthnet;

void
Use(const Mpd& mpd)
{
    const uint64_t count = mpd.SegmentCount().value_or(1000);
    for (std::size_t quality = 0; quality < mpd.Representations().size(); ++quality)
    {
        for (const uint64_t index : {uint64_t{0}, count / 2, count - 1})
        {
            const auto found = mpd.FindSegment(mpd.SegmentUrl(quality, index));
            if (!found || found->index != index || !(mpd.SegmentDuration(index) > 0))
            {
                std::abort();
            }
            mpd.IsAvailable(index, 1e9);
        }
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    try
    {
        const std::string_view text(reinterpret_cast<const char*>(data), size);
        const Mpd mpd = Mpd::Parse(text, "fuzz");
        Use(mpd);
        Use(Mpd::Parse(mpd.ToXml(), "again"));
    }
    catch (const InputError& error)
    {
        const std::string_view message = error.what();
        if (message.find('\n') != std::string_view::npos || message.substr(0, 5) == "again")
        {
            std::abort();
        }
    }
    return 0;
}
