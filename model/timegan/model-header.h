/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MODEL_HEADER_H
#define SYNTHNET_MODEL_HEADER_H

#include "ns3/safetensors.h"

#include <map>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The texts that stand in the header of every model file.
 */
struct ModelHeader
{
    std::string generator; //!< kind of the model, "timegan" for one
    std::string config;    //!< JSON, of the kind's configuration
    std::string codec;     //!< JSON of a TableCodec: the columns, their kinds and scales

    /// @return the metadata, with the format's name and version
    std::map<std::string, std::string> Metadata() const;

    /// @throws InputError when the file is no model, or of another version
    static ModelHeader Read(const SafetensorsFile& file);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MODEL_HEADER_H
