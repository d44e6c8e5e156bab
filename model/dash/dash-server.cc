/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dash-server.h"

#include "ns3/input-error.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/packet.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tcp-socket.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetDashServer");
NS_OBJECT_ENSURE_REGISTERED(DashServer);

namespace
{

constexpr const char* MANIFEST = "/manifest.mpd";
constexpr uint32_t RECEIVE_PIECE = 8192;       // bytes
constexpr uint32_t SEND_PIECE = 32 * 1024;     // bytes: few calls, and TCP never runs dry
constexpr std::size_t MAX_WAITING = 64;        // pipelined requests of one connection
constexpr uint64_t MAX_REQUEST_BODY = 1 << 20; // bytes, which are ignored

/**
 * An accepted socket's congestion control is a copy of the listener's, and the copy constructor of
 * ns-3.43's TcpCubic leaves TcpFriendliness as the memory had it.
 */
void
CopyTcpFriendliness(Ptr<Socket> listener, Ptr<Socket> accepted)
{
    PointerValue of;
    PointerValue to;
    BooleanValue isFriendly;
    if (listener->GetAttributeFailSafe("CongestionOps", of) && of.GetObject() &&
        accepted->GetAttributeFailSafe("CongestionOps", to) && to.GetObject() &&
        of.GetObject()->GetAttributeFailSafe("TcpFriendliness", isFriendly))
    {
        to.GetObject()->SetAttribute("TcpFriendliness", isFriendly);
    }
}

} // namespace

/**
 * @brief One client's connection: requests in, answers out in the same order.
 */
class DashServer::Connection
{
  public:
    Connection(DashServer& server, uint64_t id, Ptr<Socket> socket);
    ~Connection();

  private:
    void HandleReadable(Ptr<Socket> socket);
    void HandleWritable(Ptr<Socket> socket, uint32_t available);
    void HandleClosed(Ptr<Socket> socket);
    void Read(std::string_view bytes);
    void Write();
    bool NextAnswer();                    //!< whether there is one
    Ptr<Packet> TakePiece(uint32_t size); //!< the next bytes of the answer

    DashServer& m_server;
    uint64_t m_id;
    Ptr<Socket> m_socket;
    uint32_t m_sendPiece{SEND_PIECE};
    HttpRequestParser m_parser;
    uint64_t m_skip{0}; //!< bytes of a request's body that are still to come
    std::deque<HttpRequest> m_waiting;
    bool m_answering{false};
    Answer m_answer;
    std::size_t m_textSent{0};
    bool m_ended{false}; //!< no more requests are read
};

DashServer::Connection::Connection(DashServer& server, uint64_t id, Ptr<Socket> socket)
    : m_server(server),
      m_id(id),
      m_socket(socket)
{
    if (const auto tcp = DynamicCast<TcpSocket>(socket))
    {
        UintegerValue size;
        tcp->GetAttribute("SndBufSize", size);
        m_sendPiece = std::clamp<uint32_t>(size.Get() / 2, 1, SEND_PIECE);
    }
    socket->SetRecvCallback(MakeCallback(&Connection::HandleReadable, this));
    socket->SetSendCallback(MakeCallback(&Connection::HandleWritable, this));
    socket->SetCloseCallbacks(MakeCallback(&Connection::HandleClosed, this),
                              MakeCallback(&Connection::HandleClosed, this));
}

DashServer::Connection::~Connection()
{
    m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    m_socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                MakeNullCallback<void, Ptr<Socket>>());
    m_socket->Close();
}

void
DashServer::Connection::HandleReadable(Ptr<Socket> socket)
{
    while (const Ptr<Packet> packet = socket->Recv(RECEIVE_PIECE, 0))
    {
        if (packet->GetSize() == 0)
        {
            break;
        }
        std::string bytes(packet->GetSize(), '\0');
        packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
        Read(bytes);
    }
    Write();
}

void
DashServer::Connection::Read(std::string_view bytes)
{
    while (!bytes.empty() && !m_ended)
    {
        const uint64_t skipped = std::min<uint64_t>(m_skip, bytes.size());
        m_skip -= skipped;
        bytes.remove_prefix(skipped);
        HttpRequest request;
        try
        {
            bytes.remove_prefix(m_parser.Feed(bytes));
            if (!m_parser.IsComplete())
            {
                continue;
            }
            request = m_parser.Take();
            m_skip = request.bodyBytes;
        }
        catch (const InputError& error)
        {
            NS_LOG_WARN(error.what());
            request.method.clear();
        }
        m_ended = request.method.empty() || !request.keepAlive || m_skip > MAX_REQUEST_BODY ||
                  m_waiting.size() == MAX_WAITING;
        request.keepAlive = !m_ended;
        m_waiting.push_back(std::move(request));
    }
}

bool
DashServer::Connection::NextAnswer()
{
    if (m_waiting.empty())
    {
        return false;
    }
    m_answer = m_server.MakeAnswer(m_waiting.front());
    m_waiting.pop_front();
    m_textSent = 0;
    m_answering = true;
    return true;
}

Ptr<Packet>
DashServer::Connection::TakePiece(uint32_t size)
{
    if (m_textSent < m_answer.text.size())
    {
        const char* text = m_answer.text.data() + m_textSent;
        m_textSent += size;
        return Create<Packet>(reinterpret_cast<const uint8_t*>(text), size);
    }
    m_answer.virtualBytes -= size;
    return Create<Packet>(size);
}

void
DashServer::Connection::Write()
{
    while (m_answering || NextAnswer())
    {
        const uint64_t text = m_answer.text.size() - m_textSent;
        const uint64_t left = text > 0 ? text : m_answer.virtualBytes;
        const uint64_t available = m_socket->GetTxAvailable();
        // Waiting for room for a large piece saves a call, an event and a packet each time.
        if (available < std::min<uint64_t>(left, m_sendPiece))
        {
            return;
        }
        const auto size = static_cast<uint32_t>(std::min(left, available));
        if (size > 0 && m_socket->Send(TakePiece(size)) < 0)
        {
            return; // closing; the close callback follows
        }
        if (m_textSent == m_answer.text.size() && m_answer.virtualBytes == 0)
        {
            m_answering = false;
            if (m_answer.close)
            {
                m_waiting.clear();
                m_server.RemoveLater(m_id);
                return;
            }
        }
    }
}

void
DashServer::Connection::HandleWritable(Ptr<Socket>, uint32_t)
{
    Write();
}

void
DashServer::Connection::HandleClosed(Ptr<Socket>)
{
    m_answering = false;
    m_ended = true;
    m_waiting.clear();
    m_server.RemoveLater(m_id);
}

TypeId
DashServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::DashServer")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddConstructor<DashServer>()
            .AddAttribute("Port",
                          "TCP port to listen on",
                          UintegerValue(80),
                          MakeUintegerAccessor(&DashServer::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("MpdFile",
                          "File with the MPD to serve, unless SetMpd() gave one",
                          StringValue(""),
                          MakeStringAccessor(&DashServer::m_mpdFile),
                          MakeStringChecker())
            .AddAttribute("SegmentSizes",
                          "Model of the segments' sizes",
                          PointerValue(),
                          MakePointerAccessor(&DashServer::m_sizes),
                          MakePointerChecker<SegmentSizes>())
            .AddAttribute("UnixStart",
                          "Unix time in s at which the simulation starts, for live streams",
                          DoubleValue(1672531200),
                          MakeDoubleAccessor(&DashServer::m_unixStart),
                          MakeDoubleChecker<double>(0, 1e11))
            .AddAttribute("SocketFactory",
                          "Transport: the TypeId of a stream socket factory",
                          TypeIdValue(TcpSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&DashServer::m_socketFactory),
                          MakeTypeIdChecker())
            .AddAttribute(
                "SendBuffer",
                "Bytes that wait in a connection for TCP's acknowledgement, its SndBufSize, "
                "which bounds its window; 0 for the socket factory's default",
                UintegerValue(0),
                MakeUintegerAccessor(&DashServer::m_sendBuffer),
                MakeUintegerChecker<uint32_t>())
            .AddTraceSource("Request",
                            "A request was answered",
                            MakeTraceSourceAccessor(&DashServer::m_requestTrace),
                            "ns3::synthnet::DashServer::RequestCallback")
            .AddTraceSource("Connections",
                            "Number of open connections",
                            MakeTraceSourceAccessor(&DashServer::m_connectionCount),
                            "ns3::TracedValueCallback::Uint32");
    return tid;
}

DashServer::DashServer()
    : m_sizes(CreateObject<CbrSegmentSizes>())
{
}

DashServer::~DashServer() = default;

void
DashServer::DoDispose()
{
    Close();
    m_sizes = nullptr;
    Application::DoDispose();
}

void
DashServer::SetMpd(const Mpd& mpd)
{
    m_mpd = mpd;
}

const std::optional<Mpd>&
DashServer::GetMpd() const
{
    return m_mpd;
}

int64_t
DashServer::AssignStreams(int64_t stream)
{
    return m_sizes->AssignStreams(stream);
}

void
DashServer::StartApplication()
{
    if (!m_mpd)
    {
        m_mpd = Mpd::Read(m_mpdFile);
    }
    m_manifest = m_mpd->ToXml();
    m_sizes->SetMpd(*m_mpd);
    m_listener = Socket::CreateSocket(GetNode(), m_socketFactory);
    if (m_sendBuffer > 0)
    {
        m_listener->SetAttribute("SndBufSize", UintegerValue(m_sendBuffer)); // and of its children
    }
    if (m_listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), m_port)) != 0 ||
        m_listener->Listen() != 0)
    {
        throw InputError("DASH server: TCP port " + std::to_string(m_port) +
                         " is taken on this node, expected a free one");
    }
    m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeCallback(&DashServer::HandleAccept, this));
}

void
DashServer::StopApplication()
{
    Close();
    m_connectionCount = 0;
}

void
DashServer::Close()
{
    m_connections.clear();
    if (m_listener)
    {
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeNullCallback<void, Ptr<Socket>, const Address&>());
        m_listener->Close();
        m_listener = nullptr;
    }
}

void
DashServer::HandleAccept(Ptr<Socket> socket, const Address&)
{
    CopyTcpFriendliness(m_listener, socket);
    const uint64_t id = m_nextConnection++;
    m_connections.emplace(id, std::make_unique<Connection>(*this, id, socket));
    m_connectionCount = static_cast<uint32_t>(m_connections.size());
}

void
DashServer::RemoveLater(uint64_t connection)
{
    Simulator::ScheduleNow(&DashServer::Remove, Ptr<DashServer>(this), connection);
}

void
DashServer::Remove(uint64_t connection)
{
    m_connections.erase(connection);
    m_connectionCount = static_cast<uint32_t>(m_connections.size());
}

DashServer::Answer
DashServer::Error(const std::string& target, unsigned status, bool keepAlive)
{
    HttpResponse head;
    head.status = status;
    head.keepAlive = keepAlive;
    m_requestTrace(target, status, 0);
    return {head.ToString(), 0, !keepAlive};
}

std::optional<Mpd::SegmentRef>
DashServer::FindSegment(std::string_view target) const
{
    if (target.substr(0, 1) != "/")
    {
        return std::nullopt;
    }
    auto segment = m_mpd->FindSegment(target.substr(1));
    if (segment && !m_mpd->IsAvailable(segment->index, m_unixStart + Simulator::Now().GetSeconds()))
    {
        segment.reset();
    }
    return segment;
}

DashServer::Answer
DashServer::MakeAnswer(const HttpRequest& request)
{
    if (request.method.empty())
    {
        return Error("", 400, false);
    }
    const bool isHead = request.method == "HEAD";
    if (request.method != "GET" && !isHead)
    {
        return Error(request.target, 501, request.keepAlive);
    }
    HttpResponse head;
    head.keepAlive = request.keepAlive;
    Answer answer;
    answer.close = !request.keepAlive;
    if (request.target == MANIFEST)
    {
        head.contentType = "application/dash+xml";
        head.bodyBytes = m_manifest.size();
        answer.text = head.ToString() + (isHead ? "" : m_manifest);
    }
    else
    {
        const auto segment = FindSegment(request.target);
        if (!segment)
        {
            return Error(request.target, 404, request.keepAlive);
        }
        head.contentType = "video/mp4";
        head.bodyBytes = m_sizes->GetBytes(segment->quality, segment->index);
        answer.text = head.ToString();
        answer.virtualBytes = isHead ? 0 : head.bodyBytes;
    }
    m_requestTrace(request.target, head.status, head.bodyBytes);
    return answer;
}

} // namespace ns3::synthnet
