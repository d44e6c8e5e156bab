/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "named-picture.h"

#include "stop-signals.h"

#include <algorithm>
#include <cstddef>

namespace ns3::synthnet
{

namespace
{

/// Sharp where that is not much larger.
const PagePicture&
ForPage(const std::vector<PagePicture>& files)
{
    constexpr std::size_t LARGE = 512 * 1024;
    const auto cost = [](const PagePicture& file) {
        return file.format == "svg" && file.bytes.size() <= LARGE ? 0 : file.bytes.size();
    };
    return *std::min_element(files.begin(), files.end(), [&](const auto& a, const auto& b) {
        return cost(a) < cost(b);
    });
}

} // namespace

std::vector<PagePicture>
WritePictures(const std::vector<NamedPicture>& pictures,
              const std::vector<std::string>& formats,
              const OutputDirectory& directory)
{
    std::vector<PagePicture> drawn;
    if (formats.empty())
    {
        return drawn;
    }
    for (const auto& [name, caption, picture] : pictures)
    {
        std::vector<PagePicture> files;
        for (const auto& format : formats)
        {
            StopSignals::Check();
            files.push_back({caption, format, DrawPicture(picture, format)});
            OutputFile file(directory, name + "." + format);
            file.Stream() << files.back().bytes;
            file.Commit();
        }
        drawn.push_back(ForPage(files));
    }
    return drawn;
}

} // namespace ns3::synthnet
