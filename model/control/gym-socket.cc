/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gym-socket.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <zmq.h>

namespace ns3::synthnet
{

namespace
{

constexpr const char* MONITOR = "inproc://peer";
constexpr int64_t MOST_BYTES = int64_t{1} << 28; // of a reply

void
Check(int result, const char* what)
{
    if (result < 0)
    {
        throw std::runtime_error(std::string("ZeroMQ: ") + what + ": " + zmq_strerror(zmq_errno()));
    }
}

void
Close(void* socket)
{
    const int linger = 0; // what was not sent is not wanted any more
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
    zmq_close(socket);
}

} // namespace

GymSocket::GymSocket(uint16_t port)
    : m_context(zmq_ctx_new()),
      m_socket(zmq_socket(m_context, ZMQ_REQ)),
      m_monitor(zmq_socket(m_context, ZMQ_PAIR))
{
    try
    {
        Check(m_context && m_socket && m_monitor ? 0 : -1, "make sockets");
        zmq_setsockopt(m_socket, ZMQ_MAXMSGSIZE, &MOST_BYTES, sizeof MOST_BYTES);
        Check(zmq_socket_monitor(m_socket, MONITOR, ZMQ_EVENT_ALL), "monitor");
        Check(zmq_connect(m_monitor, MONITOR), "connect the monitor");
        const std::string address = "tcp://localhost:" + std::to_string(port);
        Check(zmq_connect(m_socket, address.c_str()), "connect");
    }
    catch (...)
    {
        Free();
        throw;
    }
}

GymSocket::~GymSocket()
{
    Free();
}

void
GymSocket::Free()
{
    if (m_socket)
    {
        zmq_socket_monitor(m_socket, nullptr, 0);
        Close(m_socket);
    }
    if (m_monitor)
    {
        Close(m_monitor);
    }
    if (m_context)
    {
        zmq_ctx_term(m_context);
    }
}

void
GymSocket::Send(const std::string& request)
{
    Check(zmq_send(m_socket, request.data(), request.size(), 0), "send");
}

std::optional<std::string>
GymSocket::Receive(std::chrono::milliseconds time)
{
    zmq_pollitem_t items[] = {{m_socket, 0, ZMQ_POLLIN, 0}, {m_monitor, 0, ZMQ_POLLIN, 0}};
    if (zmq_poll(items, 2, static_cast<long>(time.count())) < 0)
    {
        if (zmq_errno() == EINTR) // the caller looks at signals
        {
            return std::nullopt;
        }
        Check(-1, "poll");
    }
    // First the reply: its sender may have gone since.
    if (items[0].revents & ZMQ_POLLIN)
    {
        zmq_msg_t message;
        zmq_msg_init(&message);
        const int size = zmq_msg_recv(&message, m_socket, 0);
        std::string reply;
        if (size >= 0)
        {
            reply.assign(static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
        }
        zmq_msg_close(&message);
        Check(size, "receive");
        return reply;
    }
    if (items[1].revents & ZMQ_POLLIN)
    {
        LookAtPeer();
    }
    return std::nullopt;
}

GymSocket::Peer
GymSocket::GetPeer() const
{
    return m_peer;
}

void
GymSocket::LookAtPeer()
{
    // Two frames: 16 bits of event and 32 of a value, then the address.
    uint8_t frame[6];
    uint16_t event = 0;
    if (zmq_recv(m_monitor, frame, sizeof frame, ZMQ_DONTWAIT) < 0)
    {
        return;
    }
    std::memcpy(&event, frame, sizeof event);
    char address[256];
    zmq_recv(m_monitor, address, sizeof address, ZMQ_DONTWAIT);
    switch (event)
    {
    case ZMQ_EVENT_CONNECTED:
        m_peer = Peer::SILENT;
        break;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        m_peer = Peer::CONNECTED;
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        m_peer = Peer::FOREIGN;
        break;
    case ZMQ_EVENT_DISCONNECTED:
        m_peer = m_peer == Peer::SILENT ? Peer::FOREIGN : Peer::GONE;
        break;
    default:
        break;
    }
}

} // namespace ns3::synthnet
