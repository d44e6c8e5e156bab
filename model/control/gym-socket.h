/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_SOCKET_H
#define SYNTHNET_GYM_SOCKET_H

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The simulation's end of ns3-gym's bridge: a ZeroMQ REQ socket, which knows how its peer
 * is.
 */
class GymSocket
{
  public:
    /// How the peer is.
    enum class Peer
    {
        NOBODY,    //!< listens
        SILENT,    //!< is connected and has not yet spoken ZeroMQ
        CONNECTED, //!< is a ZeroMQ socket
        FOREIGN,   //!< is there and is none
        GONE,      //!< was connected
    };

    /// @brief Connects to tcp://localhost:PORT, now or as soon as somebody listens there.
    explicit GymSocket(uint16_t port);
    ~GymSocket();
    GymSocket(const GymSocket&) = delete;
    GymSocket& operator=(const GymSocket&) = delete;

    /// @brief Sends a request, now or as soon as somebody listens; a reply is received next.
    void Send(const std::string& request);

    /// @return the reply, if it comes within @p time; earlier without one when the peer changes
    std::optional<std::string> Receive(std::chrono::milliseconds time);

    Peer GetPeer() const; //!< as Receive() last saw it

  private:
    void LookAtPeer();
    void Free();

    void* m_context;
    void* m_socket;
    void* m_monitor;
    Peer m_peer{Peer::NOBODY};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_SOCKET_H
