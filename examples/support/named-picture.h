/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NAMED_PICTURE_H
#define SYNTHNET_NAMED_PICTURE_H

#include "ns3/html-page.h"
#include "ns3/output-files.h"
#include "ns3/picture.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief A picture and what its file and its caption say.
struct NamedPicture
{
    std::string name;
    std::string caption;
    Picture picture;
};

/**
 * @ingroup synthnet-programs
 * @brief Draws each picture in each format: NAME.png and so on.
 * @param formats "png", "svg"; none: nothing is drawn
 * @return one of each for a page: sharp where that is not much larger
 */
std::vector<PagePicture> WritePictures(const std::vector<NamedPicture>& pictures,
                                       const std::vector<std::string>& formats,
                                       const OutputDirectory& directory);

} // namespace ns3::synthnet

#endif // SYNTHNET_NAMED_PICTURE_H
