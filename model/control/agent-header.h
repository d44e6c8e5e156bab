/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_HEADER_H
#define SYNTHNET_AGENT_HEADER_H

#include "ddqn-agent.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The texts that stand in the header of agents and of checkpoints.
 */
struct AgentHeader
{
    std::string kind; //!< of the file: "ddqn", "ddqn-training"
    DdqnConfig config;
    AgentTask task;
    std::size_t actions{0}; //!< their number

    /// @return the metadata, with the format's name and version
    std::map<std::string, std::string> Metadata() const;

    /// @throws InputError naming the file when it is of another kind or version, or damaged
    static AgentHeader Read(const SafetensorsFile& file, const std::string& kind);

    /// @return the sizes of its network's layers
    std::vector<std::size_t> Sizes() const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_HEADER_H
