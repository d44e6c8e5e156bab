/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replayed-connection.h"

#include "ns3/capture-clock.h"

#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t PIECE = 32 * 1024; // bytes of a call

} // namespace

ReplayedConnection::ReplayedConnection(const FlowScript& script,
                                       ReplayedFlow& result,
                                       double speed,
                                       std::function<void(bool)> ended)
    : m_script(script),
      m_result(result),
      m_speed(speed),
      m_ended(std::move(ended))
{
}

ReplayedConnection::~ReplayedConnection()
{
    LetGo(0);
    LetGo(1);
}

void
ReplayedConnection::Stop()
{
    for (const int end : {0, 1})
    {
        if (const auto socket = m_ends[end].socket)
        {
            LetGo(end);
            socket->Close();
        }
    }
}

int
ReplayedConnection::EndOf(Ptr<Socket> socket) const
{
    return socket == m_ends[0].socket ? 0 : 1;
}

void
ReplayedConnection::Listen(End& end)
{
    end.socket->SetRecvCallback(MakeCallback(&ReplayedConnection::OnReadable, this));
    end.socket->SetSendCallback(MakeCallback(&ReplayedConnection::OnWritable, this));
    end.socket->SetCloseCallbacks(MakeCallback(&ReplayedConnection::OnPeerClosed, this),
                                  MakeCallback(&ReplayedConnection::OnFailed, this));
}

void
ReplayedConnection::Connect(Ptr<Socket> socket, const Address& remote)
{
    if (const auto before = m_ends[0].socket)
    {
        LetGo(0);
        before->Close();
        m_ends[0] = End();
    }
    m_ends[0].socket = socket;
    socket->SetConnectCallback(MakeCallback(&ReplayedConnection::OnConnected, this),
                               MakeCallback(&ReplayedConnection::OnFailed, this));
    Listen(m_ends[0]);
    if (socket->Connect(remote) != 0)
    {
        // Later, when the caller has counted it.
        m_ends[0].next = Simulator::ScheduleNow(&ReplayedConnection::OnFailed, this, socket);
    }
}

bool
ReplayedConnection::IsStuck() const
{
    return m_ends[0].isOpen && !m_ends[1].socket && m_ends[0].step == 0;
}

void
ReplayedConnection::Accept(Ptr<Socket> socket)
{
    m_ends[1].socket = socket;
    m_ends[1].isOpen = true;
    Listen(m_ends[1]);
    OnReadable(socket); // what came with the acknowledgement
}

void
ReplayedConnection::OnConnected(Ptr<Socket>)
{
    m_ends[0].isOpen = true;
    Advance(0);
}

void
ReplayedConnection::OnFailed(Ptr<Socket>)
{
    LetGo(0);
    LetGo(1);
    if (!std::exchange(m_hasEnded, true))
    {
        m_ended(false);
    }
}

void
ReplayedConnection::OnReadable(Ptr<Socket> socket)
{
    const int end = EndOf(socket);
    while (const Ptr<Packet> packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            break;
        }
        m_ends[end].received += packet->GetSize();
        m_result.ways[1 - end].receivedBytes += packet->GetSize();
        m_result.last = Simulator::Now();
    }
    Advance(end);
}

void
ReplayedConnection::OnWritable(Ptr<Socket> socket, uint32_t)
{
    const int end = EndOf(socket);
    if (m_ends[end].left > 0)
    {
        Write(end);
    }
}

void
ReplayedConnection::OnPeerClosed(Ptr<Socket> socket)
{
    const int end = EndOf(socket);
    LetGo(end);
    socket->Close();
}

void
ReplayedConnection::Advance(int number)
{
    End& end = m_ends[number];
    const auto& steps = m_script.steps[number];
    if (!end.isOpen || end.left > 0 || end.isWaiting)
    {
        return;
    }
    if (end.step < steps.size())
    {
        if (end.received >= steps[end.step].after)
        {
            end.isWaiting = true;
            const Time wait = NanoSeconds(AtSpeed(steps[end.step].wait, m_speed));
            end.next = Simulator::Schedule(wait, &ReplayedConnection::Begin, this, number);
        }
        return;
    }
    EndWhenDone();
}

void
ReplayedConnection::Begin(int number)
{
    End& end = m_ends[number];
    end.isWaiting = false;
    end.left = m_script.steps[number][end.step++].bytes;
    Write(number);
}

void
ReplayedConnection::Write(int number)
{
    End& end = m_ends[number];
    while (end.left > 0)
    {
        // Waiting for room for a large piece saves calls and packets.
        const uint64_t available = end.socket->GetTxAvailable();
        const auto size = static_cast<uint32_t>(std::min({end.left, available, PIECE}));
        if (size == 0 || end.socket->Send(Create<Packet>(size)) < 0)
        {
            return;
        }
        end.left -= size;
        m_result.ways[number].sentBytes += size;
    }
    Advance(number);
}

bool
ReplayedConnection::IsDone(int number) const
{
    const End& end = m_ends[number];
    return end.isOpen && end.step == m_script.steps[number].size() && end.left == 0 &&
           !end.isWaiting && end.received >= m_script.sent[1 - number].bytes;
}

void
ReplayedConnection::EndWhenDone()
{
    if (!IsDone(0) || !IsDone(1) || std::exchange(m_hasEnded, true))
    {
        return;
    }
    if (const auto& closing = m_script.closing)
    {
        m_ends[closing->end].next =
            Simulator::Schedule(NanoSeconds(AtSpeed(closing->wait, m_speed)),
                                &ReplayedConnection::Close,
                                this,
                                closing->end);
    }
    m_ended(true);
}

void
ReplayedConnection::Close(int end)
{
    if (const auto socket = m_ends[end].socket)
    {
        socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
        socket->Close();
    }
}

void
ReplayedConnection::LetGo(int end)
{
    m_ends[end].next.Cancel();
    m_ends[end].isOpen = false;
    if (const auto socket = std::exchange(m_ends[end].socket, nullptr))
    {
        socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                   MakeNullCallback<void, Ptr<Socket>>());
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
        socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                  MakeNullCallback<void, Ptr<Socket>>());
    }
}

} // namespace ns3::synthnet
