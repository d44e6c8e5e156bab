/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "http-client.h"

#include "ns3/input-error.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <sstream>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetHttpClient");

namespace
{

constexpr uint32_t HEAD_PIECE = 128;    // bytes; about as long as a head
const Time CLOSE_TIMEOUT = Seconds(60); // for an answer of which nothing comes

void
CloseUnread(Ptr<Socket> socket)
{
    socket->Close();
}

std::string
BytesOf(Ptr<const Packet> packet)
{
    std::string bytes(packet->GetSize(), '\0');
    packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
    return bytes;
}

std::string
HostOf(const Address& address)
{
    std::ostringstream host;
    if (InetSocketAddress::IsMatchingType(address))
    {
        host << InetSocketAddress::ConvertFrom(address).GetIpv4();
    }
    else if (Inet6SocketAddress::IsMatchingType(address))
    {
        host << '[' << Inet6SocketAddress::ConvertFrom(address).GetIpv6() << ']';
    }
    return host.str();
}

} // namespace

HttpClient::HttpClient(Options options, Callbacks callbacks)
    : m_options(std::move(options)),
      m_callbacks(std::move(callbacks)),
      m_host(HostOf(m_options.server))
{
}

HttpClient::~HttpClient()
{
    m_busy = false; // nobody is left to answer what still comes
    m_timeout.Cancel();
    DropConnection();
}

void
HttpClient::Get(const std::string& target, bool keepBody)
{
    NS_ASSERT_MSG(!m_busy, "a request is under way");
    m_busy = true;
    m_inBody = false;
    m_keepBody = keepBody;
    m_target = target;
    m_bodyRead = 0;
    m_body.clear();
    if (m_options.timeout.IsStrictlyPositive())
    {
        m_timeout = Simulator::Schedule(m_options.timeout, &HttpClient::HandleTimeout, this);
    }
    if (!m_socket)
    {
        Connect();
    }
    else if (m_connected)
    {
        SendRequest();
    }
}

void
HttpClient::Abort()
{
    m_timeout.Cancel();
    DropConnection();
    m_busy = false;
}

uint32_t
HttpClient::ConnectionCount() const
{
    return m_connectionCount;
}

void
HttpClient::Connect()
{
    m_parser.Reset();
    m_connected = false;
    ++m_connectionCount;
    m_socket = Socket::CreateSocket(m_options.node, m_options.socketFactory);
    m_socket->SetConnectCallback(MakeCallback(&HttpClient::HandleConnected, this),
                                 MakeCallback(&HttpClient::HandleFailed, this));
    m_socket->SetCloseCallbacks(MakeCallback(&HttpClient::HandleClosed, this),
                                MakeCallback(&HttpClient::HandleClosed, this));
    m_socket->SetRecvCallback(MakeCallback(&HttpClient::HandleReadable, this));
    const bool isV6 = Inet6SocketAddress::IsMatchingType(m_options.server);
    if ((isV6 ? m_socket->Bind6() : m_socket->Bind()) != 0 ||
        m_socket->Connect(m_options.server) != 0)
    {
        NS_LOG_WARN("cannot connect to " << m_host);
    }
}

void
HttpClient::SendRequest()
{
    HttpRequest request;
    request.target = m_target;
    request.host = m_host;
    request.keepAlive = m_options.persistent;
    const std::string head = request.ToString();
    m_socket->Send(Create<Packet>(reinterpret_cast<const uint8_t*>(head.data()), head.size()));
}

void
HttpClient::HandleConnected(Ptr<Socket>)
{
    m_connected = true;
    if (m_busy)
    {
        SendRequest();
    }
}

void
HttpClient::HandleFailed(Ptr<Socket>)
{
    Fail("not connected");
}

void
HttpClient::HandleClosed(Ptr<Socket>)
{
    Fail("connection closed");
}

void
HttpClient::HandleTimeout()
{
    Fail("timeout");
}

void
HttpClient::HandleReadable(Ptr<Socket> socket)
{
    while (socket == m_socket && socket->GetRxAvailable() > 0)
    {
        if (!m_busy)
        {
            Fail("unexpected bytes");
            return;
        }
        if (!m_inBody && (!ReadHead() || socket != m_socket))
        {
            return;
        }
        if (!ReadBody())
        {
            return;
        }
        if (m_bodyRead == m_response.bodyBytes)
        {
            Complete();
        }
    }
}

bool
HttpClient::ReadBody()
{
    const Ptr<Socket> socket = m_socket;
    const uint64_t left = m_response.bodyBytes - m_bodyRead;
    const uint64_t ready = std::min<uint64_t>(left, socket->GetRxAvailable());
    if (ready == 0)
    {
        return true;
    }
    m_callbacks.progress(m_bodyRead + ready);
    if (socket != m_socket || !m_busy)
    {
        return false;
    }
    const auto size = std::min<uint64_t>(ready, std::numeric_limits<uint32_t>::max());
    const Ptr<Packet> packet = socket->Recv(static_cast<uint32_t>(size), 0);
    if (m_keepBody)
    {
        m_body += BytesOf(packet);
    }
    m_bodyRead += packet->GetSize();
    return true;
}

bool
HttpClient::ReadHead()
{
    // Small pieces: what they hold beyond the head belongs to the body and is copied for nothing.
    try
    {
        while (m_socket->GetRxAvailable() > 0)
        {
            const Ptr<Packet> packet = m_socket->Recv(HEAD_PIECE, 0);
            const std::string bytes = BytesOf(packet);
            const std::size_t used = m_parser.Feed(bytes);
            if (!m_parser.IsComplete())
            {
                continue;
            }
            m_response = m_parser.Take();
            const std::size_t body = bytes.size() - used;
            if (body > m_response.bodyBytes)
            {
                Fail("more bytes than asked for");
                return false;
            }
            if (m_keepBody)
            {
                m_body = bytes.substr(used);
            }
            m_bodyRead = body;
            m_inBody = true;
            m_callbacks.head(m_response);
            return m_socket && m_busy;
        }
    }
    catch (const InputError& error)
    {
        NS_LOG_WARN(error.what());
        Fail("not HTTP");
    }
    return false;
}

void
HttpClient::Complete()
{
    m_busy = false;
    m_inBody = false;
    m_timeout.Cancel();
    if (!m_response.keepAlive || !m_options.persistent)
    {
        DropConnection();
    }
    const std::string body = std::move(m_body);
    m_body.clear();
    m_callbacks.done(body);
}

void
HttpClient::Fail(const char* why)
{
    const bool wasBusy = m_busy;
    Abort();
    if (wasBusy)
    {
        m_callbacks.failed(why);
    }
}

void
HttpClient::DropConnection()
{
    if (!m_socket)
    {
        return;
    }
    const Ptr<Socket> socket = m_socket;
    const bool isAnswering = m_busy && m_connected;
    m_socket = nullptr;
    m_connected = false;
    socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    if (isAnswering && socket->GetRxAvailable() == 0)
    {
        // As operating systems do: what still comes for nobody is answered with a reset, which
        // stops the server. ns-3 resets when a socket with unread data is closed.
        socket->SetRecvCallback(MakeCallback(&CloseUnread));
        Simulator::Schedule(CLOSE_TIMEOUT, &Socket::Close, socket);
        return;
    }
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->Close();
}

} // namespace ns3::synthnet
