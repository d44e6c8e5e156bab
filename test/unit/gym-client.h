/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_CLIENT_H
#define SYNTHNET_GYM_CLIENT_H

#include "ns3/gym-messages.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <zmq.h>

namespace ns3::synthnet
{

/// A client of ns3-gym's protocol, with the order of messages of ns3-gym's own.
class GymClient
{
  public:
    /// Listens on a port; 0: on any that is free.
    explicit GymClient(uint16_t port = 0)
        : m_context(zmq_ctx_new()),
          m_socket(zmq_socket(m_context, ZMQ_REP))
    {
        const std::string address = "tcp://127.0.0.1:" + (port ? std::to_string(port) : "*");
        Check(zmq_bind(m_socket, address.c_str()));
        char bound[64];
        std::size_t size = sizeof bound;
        Check(zmq_getsockopt(m_socket, ZMQ_LAST_ENDPOINT, bound, &size));
        const std::string text(bound);
        m_port = static_cast<uint16_t>(std::stoul(text.substr(text.rfind(':') + 1)));
    }

    ~GymClient()
    {
        zmq_close(m_socket);
        zmq_ctx_term(m_context); // after what was sent has left
    }

    GymClient(const GymClient&) = delete;
    GymClient& operator=(const GymClient&) = delete;

    uint16_t Port() const
    {
        return m_port;
    }

    /// Takes SimInitMsg, answers it, and takes the first state.
    GymState Begin()
    {
        init = DecodeGymInit(Receive());
        Send(EncodeGymInitReply({}));
        return TakeState();
    }

    /// Sends an action and takes what follows.
    GymState Step(const GymValue& action)
    {
        Send(EncodeGymReply({action, false}, init.actionSpace));
        return TakeState();
    }

    /// Answers a state by the wish to stop.
    void Stop()
    {
        Send(EncodeGymReply({std::nullopt, true}, init.actionSpace));
    }

    std::string Receive()
    {
        zmq_msg_t message;
        zmq_msg_init(&message);
        Check(zmq_msg_recv(&message, m_socket, 0));
        std::string bytes(static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
        zmq_msg_close(&message);
        return bytes;
    }

    void Send(const std::string& bytes)
    {
        Check(zmq_send(m_socket, bytes.data(), bytes.size(), 0));
    }

    GymInit init; //!< of the episode

  private:
    static void Check(int result)
    {
        if (result < 0)
        {
            throw std::runtime_error(zmq_strerror(zmq_errno()));
        }
    }

    /// After the end, a client stops at once.
    GymState TakeState()
    {
        GymState state = DecodeGymState(Receive(), init.observationSpace);
        if (state.end != GymEnd::NONE)
        {
            Stop();
        }
        return state;
    }

    void* m_context;
    void* m_socket;
    uint16_t m_port{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_CLIENT_H
