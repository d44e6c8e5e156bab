/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DOWNLOAD_SOURCE_H
#define SYNTHNET_DOWNLOAD_SOURCE_H

#include "ns3/ns3-version.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/socket.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Sends bytes without an end over a TCP connection, as fast as TCP takes them: a long
 * download. To be received by ns-3's PacketSink.
 *
 * Unlike ns-3's BulkSendApplication it can be told at any time to come to its end.
 */
class DownloadSource : public Application
{
  public:
    static TypeId GetTypeId();

    /// @brief Sends nothing more: what TCP has taken still arrives, then the connection ends.
    void Finish();

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    Ptr<Socket> LetGo(); //!< @return the socket, which no longer calls back; null: there is none
    void HandleConnected(Ptr<Socket> socket);
    void HandleWritable(Ptr<Socket> socket, uint32_t available);

    Address m_remote;
    uint32_t m_piece{0};  //!< bytes that are handed to TCP at once
    Ptr<Socket> m_socket; //!< null after Finish()
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DOWNLOAD_SOURCE_H
