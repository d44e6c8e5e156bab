/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_REPLAY_HELPER_H
#define SYNTHNET_CAPTURE_REPLAY_HELPER_H

#include "ns3/ns3-version.h"

#include "ns3/capture-replay.h"
#include "ns3/flow-replay.h"

#include "ns3/attribute.h"
#include "ns3/node.h"

#include <map>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief Replays captures between two nodes.
 *
 * Three lines do it:
 * @code
 * CaptureReplayHelper helper("flow.pcap");
 * helper.SetAttribute("Speed", DoubleValue(2));
 * const auto replay = helper.Install(client, server);
 * @endcode
 */
class CaptureReplayHelper
{
  public:
    /// @param file the capture
    explicit CaptureReplayHelper(const std::string& file);

    /// Sets an attribute of the replays to come, for example "Loops".
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Has the capture's packets sent as they were recorded.
     * @param client stands for the client side of the capture; the application is installed there
     * @param server stands for the server side
     * @throws InputError as ReplaySource::Check()
     */
    Ptr<CaptureReplay> Install(Ptr<Node> client, Ptr<Node> server) const;

    /// Has the capture's flows re-enacted, TCP by ns-3's TCP; otherwise as above.
    Ptr<FlowReplay> InstallFlows(Ptr<Node> client, Ptr<Node> server) const;

  private:
    void Prepare(Ptr<ReplaySource> replay, Ptr<Node> client, Ptr<Node> server) const;

    std::string m_file;
    std::map<std::string, Ptr<AttributeValue>> m_attributes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_REPLAY_HELPER_H
