/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "model-header.h"

#include "ns3/input-error.h"

namespace ns3::synthnet
{
namespace
{

const std::string FORMAT = "synthnet-window-generator";
const std::string VERSION = "1";

} // namespace

std::map<std::string, std::string>
ModelHeader::Metadata() const
{
    return {{"format", FORMAT},
            {"version", VERSION},
            {"generator", generator},
            {"config", config},
            {"codec", codec}};
}

ModelHeader
ModelHeader::Read(const SafetensorsFile& file)
{
    const auto& metadata = file.Content().metadata;
    const auto format = metadata.find("format");
    if (format == metadata.end() || format->second != FORMAT)
    {
        throw InputError(file.Name(),
                         0,
                         "no model of synthnet-timegan, expected one that `train` wrote");
    }
    if (file.NeedText("version") != VERSION)
    {
        throw InputError(file.Name(),
                         0,
                         "a model of version " + file.NeedText("version") + ", expected version " +
                             VERSION);
    }
    return {file.NeedText("generator"), file.NeedText("config"), file.NeedText("codec")};
}

} // namespace ns3::synthnet
