/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_FOLDER_H
#define SYNTHNET_FLOW_FOLDER_H

#include "flow-symbols.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-netdiffusion
/// A flow of a class, as it was captured.
struct LabelledFlow
{
    std::size_t label{0}; //!< of FlowFolder::classes
    FlowSymbols flow;
    bool isWhole{true}; //!< else it had more packets than were asked for
};

/**
 * @ingroup synthnet-netdiffusion
 * @brief Flows of named classes, read from a folder of captures: DIR/CLASS.pcap, or any captures in
 * DIR/CLASS/.
 */
struct FlowFolder
{
    std::vector<std::string> classes; //!< in alphabetical order, each with a flow at least
    std::vector<LabelledFlow> flows;  //!< class by class, in the order of files and first packets
    std::vector<std::string> notes;   //!< lines for the user: damage, and what was left out

    /// What is taken of a capture.
    struct Options
    {
        std::size_t leastPackets{8};   //!< of a flow; shorter ones are left out
        std::size_t mostPackets{1024}; //!< of a flow; later ones are left out
    };

    /**
     * @param folder of captures, pcap or pcapng, by their names' ends .pcap, .pcapng and .cap
     * @param check is called now and then, and may throw
     * @throws InputError naming the folder without captures, a capture without IP packets, or a
     *         class without flows of enough packets
     */
    static FlowFolder Read(const std::filesystem::path& folder,
                           const Options& options,
                           const std::function<void()>& check = {});

    std::size_t FlowsOf(std::size_t label) const; //!< how many a class has
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_FOLDER_H
