/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPRESENTATION_H
#define SYNTHNET_REPRESENTATION_H

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief One encoding of a video: what an MPD's Representation element says about it.
 */
struct Representation
{
    std::string id;        //!< unique in its MPD
    uint64_t bandwidth{0}; //!< bit/s, greater than 0
    double frameRate{0};   //!< frames a second; 0 when the MPD does not say
    uint32_t width{0};     //!< pixels; 0 when the MPD does not say
    uint32_t height{0};    //!< pixels; 0 when the MPD does not say
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPRESENTATION_H
