/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "download-source.h"

#include "ns3/input-error.h"

#include "ns3/inet-socket-address.h"
#include "ns3/packet.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(DownloadSource);

namespace
{

constexpr uint32_t PIECE = 16 * 1024; // bytes: few calls

} // namespace

TypeId
DownloadSource::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::DownloadSource")
                            .SetParent<Application>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<DownloadSource>()
                            .AddAttribute("Remote",
                                          "Address and TCP port of the sink",
                                          AddressValue(),
                                          MakeAddressAccessor(&DownloadSource::m_remote),
                                          MakeAddressChecker());
    return tid;
}

void
DownloadSource::StartApplication()
{
    if (!InetSocketAddress::IsMatchingType(m_remote))
    {
        throw InputError("download: attribute Remote is no IPv4 address with a port");
    }
    m_socket = Socket::CreateSocket(GetNode(), TcpSocketFactory::GetTypeId());
    UintegerValue buffer;
    m_socket->GetAttribute("SndBufSize", buffer);
    m_piece = std::clamp<uint32_t>(buffer.Get() / 2, 1, PIECE);
    m_socket->SetConnectCallback(MakeCallback(&DownloadSource::HandleConnected, this),
                                 MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetSendCallback(MakeCallback(&DownloadSource::HandleWritable, this));
    m_socket->Bind();
    m_socket->Connect(m_remote);
    m_socket->ShutdownRecv();
}

void
DownloadSource::StopApplication()
{
    Finish();
}

void
DownloadSource::DoDispose()
{
    LetGo();
    Application::DoDispose();
}

void
DownloadSource::Finish()
{
    if (const auto socket = LetGo())
    {
        socket->Close();
    }
}

Ptr<Socket>
DownloadSource::LetGo()
{
    const Ptr<Socket> socket = std::exchange(m_socket, nullptr);
    if (socket)
    {
        socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                   MakeNullCallback<void, Ptr<Socket>>());
        socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    }
    return socket;
}

void
DownloadSource::HandleConnected(Ptr<Socket> socket)
{
    HandleWritable(socket, socket->GetTxAvailable());
}

void
DownloadSource::HandleWritable(Ptr<Socket> socket, uint32_t available)
{
    while (available >= m_piece && socket->Send(Create<Packet>(m_piece)) >= 0)
    {
        available = socket->GetTxAvailable();
    }
}

} // namespace ns3::synthnet
