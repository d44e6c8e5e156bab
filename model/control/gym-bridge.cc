/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gym-bridge.h"

#include "ns3/input-error.h"

#include "gym-messages.h"
#include "gym-socket.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds SLICE{100}; // between two calls of GymBridgeConfig::check

std::string
Seconds(milliseconds time)
{
    const auto tenths = (time.count() + 50) / 100;
    return std::to_string(tenths / 10) +
           (tenths % 10 ? "." + std::to_string(tenths % 10) : std::string()) + " s";
}

} // namespace

GymBridge::GymBridge(GymBridgeConfig config)
    : m_config(std::move(config))
{
}

GymBridge::~GymBridge() = default;

std::string
GymBridge::Address() const
{
    return "tcp://localhost:" + std::to_string(m_config.port);
}

void
GymBridge::Refuse(const std::string& why) const
{
    throw InputError(Address() + ": " + why);
}

void
GymBridge::Begin(const GymSpace& observationSpace, const GymSpace& actionSpace)
{
    m_observationSpace = observationSpace;
    m_actionSpace = actionSpace;
    // No parent's process id: a client that ends the simulation has no business with its shell.
    const std::string answer = AnswerToInit(
        EncodeGymInit({observationSpace, actionSpace, static_cast<uint64_t>(::getpid())}));
    try
    {
        if (DecodeGymInitReply(answer).stop)
        {
            m_socket.reset();
        }
    }
    catch (const InputError& error)
    {
        Refuse(std::string("bad answer to SimInitMsg: ") + error.what());
    }
}

std::string
GymBridge::AnswerToInit(const std::string& init)
{
    // The client of the episode before may still listen, and go as we connect: one attempt says
    // little of who listens.
    constexpr int ATTEMPTS = 3;
    using Peer = GymSocket::Peer;
    int foreign = 0;
    auto there = Clock::now();
    auto absent = there;
    for (;;)
    {
        const Peer before = m_socket ? m_socket->GetPeer() : Peer::GONE;
        if (before == Peer::GONE || before == Peer::FOREIGN)
        {
            m_socket = std::make_unique<GymSocket>(m_config.port);
            m_socket->Send(init);
        }
        if (auto answer = m_socket->Receive(SLICE))
        {
            return *std::move(answer);
        }
        if (m_config.check)
        {
            m_config.check();
        }
        const Peer peer = m_socket->GetPeer();
        const auto now = Clock::now();
        (peer == Peer::SILENT || peer == Peer::CONNECTED ? there : absent) = now;
        foreign = peer == Peer::CONNECTED ? 0 : foreign + (peer == Peer::FOREIGN);
        if (foreign == ATTEMPTS)
        {
            Refuse("what listens there speaks no ZeroMQ, expected a client of ns3-gym's protocol");
        }
        if (now - there >= m_config.appear)
        {
            throw NobodyListens(Address() + ": nobody listens there after " +
                                Seconds(m_config.appear) +
                                ", expected a client of ns3-gym's protocol");
        }
        if (now - absent >= m_config.answer)
        {
            Refuse("no answer to SimInitMsg within " + Seconds(m_config.answer));
        }
    }
}

std::optional<GymValue>
GymBridge::Ask(const GymState& state)
{
    if (!m_socket)
    {
        return std::nullopt;
    }
    m_socket->Send(EncodeGymState(state, m_observationSpace));
    const std::string answer = Answer();
    if (state.end != GymEnd::NONE) // whatever the client answers
    {
        m_socket.reset();
        return std::nullopt;
    }
    try
    {
        GymReply reply = DecodeGymReply(answer, m_actionSpace);
        if (reply.stop)
        {
            m_socket.reset();
        }
        return std::move(reply.action);
    }
    catch (const InputError& error)
    {
        Refuse(std::string("bad action: ") + error.what());
    }
}

std::string
GymBridge::Answer()
{
    const auto until = Clock::now() + m_config.answer;
    for (;;)
    {
        const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
        if (auto answer = m_socket->Receive(std::clamp(left, milliseconds{0}, SLICE)))
        {
            return *std::move(answer);
        }
        if (m_config.check)
        {
            m_config.check();
        }
        if (m_socket->GetPeer() == GymSocket::Peer::GONE)
        {
            Refuse("the client has gone in the middle of an episode");
        }
        if (left <= milliseconds{0})
        {
            Refuse("no answer to EnvStateMsg within " + Seconds(m_config.answer));
        }
    }
}

} // namespace ns3::synthnet
