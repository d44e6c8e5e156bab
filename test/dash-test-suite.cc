/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/adaptation-rule.h"
#include "ns3/address.h"
#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/dash-log.h"
#include "ns3/dash-player.h"
#include "ns3/dash-server.h"
#include "ns3/double.h"
#include "ns3/dynamic-rule.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

/// The testbed's ladder, the lowest first.
const std::vector<Representation> LADDER{{"240p", 639'000, 18, 426, 240},
                                         {"480p", 1'867'000, 24, 854, 480},
                                         {"720p", 3'312'000, 30, 1280, 720}};

/// A tenth of it: for tests that play for long and need no traffic for that.
const std::vector<Representation> SMALL_LADDER{{"240p", 63'900, 18, 426, 240},
                                               {"480p", 186'700, 24, 854, 480},
                                               {"720p", 331'200, 30, 1280, 720}};

/// Chooses the highest quality below what the last segment's download showed.
class LastRateRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::synthnet::test::LastRateRule")
                                .SetParent<AdaptationRule>()
                                .SetGroupName("Synthnet")
                                .AddConstructor<LastRateRule>();
        return tid;
    }

    AdaptationDecision Decide(const AdaptationContext& context) override
    {
        return {HighestQualityWithin(context.ladder, m_rate), Time(0)};
    }

    void OnSegmentArrived(const SegmentArrival& arrival) override
    {
        m_rate = 0.8 * static_cast<double>(arrival.bytes) * 8 /
                 (arrival.finished - arrival.requested).GetSeconds();
    }

  private:
    double m_rate{0};
};

NS_OBJECT_ENSURE_REGISTERED(LastRateRule);

/// Keeps the quality the player began with; gives up segments as told.
class StubbornRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid =
            TypeId("ns3::synthnet::test::StubbornRule")
                .SetParent<AdaptationRule>()
                .SetGroupName("Synthnet")
                .AddConstructor<StubbornRule>()
                .AddAttribute("AbandonAt",
                              "Segment to give up for the lowest quality at its first progress",
                              UintegerValue(1'000'000),
                              MakeUintegerAccessor(&StubbornRule::m_abandonAt),
                              MakeUintegerChecker<uint64_t>());
        return tid;
    }

    AdaptationDecision Decide(const AdaptationContext&) override
    {
        return {};
    }

    std::optional<uint32_t> ShouldAbandon(const AdaptationContext& context,
                                          const DownloadProgress& progress) override
    {
        if (progress.index == m_abandonAt && context.quality > 0)
        {
            return 0;
        }
        return std::nullopt;
    }

  private:
    uint64_t m_abandonAt{0};
};

NS_OBJECT_ENSURE_REGISTERED(StubbornRule);

/// A server and a player at the two ends of one link, and what the player's traces said.
class Scene
{
  public:
    Scene(const std::string& rate, const Mpd& mpd)
        : m_server(CreateObject<DashServer>()),
          m_player(CreateObject<DashPlayer>())
    {
        NodeContainer nodes(2);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue(rate));
        link.SetChannelAttribute("Delay", TimeValue(MilliSeconds(5)));
        m_devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
        const Ipv4InterfaceContainer interfaces = addresses.Assign(m_devices);
        m_server->SetMpd(mpd);
        nodes.Get(0)->AddApplication(m_server);
        m_serverAddress = InetSocketAddress(interfaces.GetAddress(0), 80);
        m_player->SetAttribute("Remote", AddressValue(m_serverAddress));
        m_player->SetAttribute("Adaptation", TypeIdValue(LastRateRule::GetTypeId()));
        nodes.Get(1)->AddApplication(m_player);

        m_player->TraceConnectWithoutContext("SegmentRequest",
                                             MakeCallback(&Scene::OnRequest, this));
        m_player->TraceConnectWithoutContext("SegmentArrival",
                                             MakeCallback(&Scene::OnArrival, this));
        m_player->TraceConnectWithoutContext("StallBegin", MakeCallback(&Scene::OnStall, this));
        m_player->TraceConnectWithoutContext("StallEnd", MakeCallback(&Scene::OnStallEnd, this));
        m_player->TraceConnectWithoutContext("Abandon", MakeCallback(&Scene::OnAbandon, this));
        m_player->TraceConnectWithoutContext("RequestFailure",
                                             MakeCallback(&Scene::OnFailure, this));
        m_server->TraceConnectWithoutContext("Connections",
                                             MakeCallback(&Scene::OnConnections, this));
        m_server->TraceConnectWithoutContext("Request", MakeCallback(&Scene::OnAnswer, this));
    }

    ~Scene()
    {
        Simulator::Destroy();
    }

    void Run(Time duration)
    {
        Simulator::Stop(duration);
        Simulator::Run();
    }

    /// Loses every packet between two times, in both directions.
    void CutLink(Time from, Time to)
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            auto losses = CreateObject<RateErrorModel>();
            losses->SetAttribute("ErrorUnit", StringValue("ERROR_UNIT_PACKET"));
            losses->SetAttribute("ErrorRate", DoubleValue(1));
            losses->Disable();
            m_devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(losses));
            Simulator::Schedule(from, &ErrorModel::Enable, losses);
            Simulator::Schedule(to, &ErrorModel::Disable, losses);
        }
    }

    Ptr<DashServer> m_server;
    Ptr<DashPlayer> m_player;
    NetDeviceContainer m_devices;
    std::vector<std::pair<uint64_t, uint32_t>> m_requests; //!< index, quality
    std::vector<Time> m_requestTimes;
    std::vector<SegmentArrival> m_arrivals;
    std::vector<Time> m_stallBegins;                        //!< simulated time
    std::vector<std::pair<Time, Time>> m_stalls;            //!< position, duration
    std::vector<std::pair<uint64_t, uint32_t>> m_abandoned; //!< index, replacement
    std::vector<std::string> m_failures;
    std::map<uint32_t, uint32_t> m_answers; //!< by status
    Address m_serverAddress;
    uint32_t m_connections{0}; //!< open at the server

  private:
    void OnRequest(uint64_t index, uint32_t quality)
    {
        m_requests.emplace_back(index, quality);
        m_requestTimes.push_back(Simulator::Now());
    }

    void OnArrival(const SegmentArrival& arrival)
    {
        m_arrivals.push_back(arrival);
    }

    void OnStall(Time)
    {
        m_stallBegins.push_back(Simulator::Now());
    }

    void OnStallEnd(Time position, Time duration)
    {
        m_stalls.emplace_back(position, duration);
    }

    void OnAbandon(const DownloadProgress& progress, uint32_t replacement)
    {
        m_abandoned.emplace_back(progress.index, replacement);
    }

    void OnFailure(const std::string&, const std::string& why)
    {
        m_failures.push_back(why);
    }

    void OnConnections(uint32_t, uint32_t now)
    {
        m_connections = now;
    }

    void OnAnswer(const std::string&, uint32_t status, uint64_t)
    {
        ++m_answers[status];
    }
};

void
PlaysAtTheTop(Sentence& test)
{
    Scene scene("50Mbps", Mpd(SMALL_LADDER, 4, 60.0));
    scene.m_player->SetAttribute("KeepHistory", BooleanValue(true));
    scene.Run(Seconds(80));
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.Equal(scene.m_arrivals.size(), 15u, "segments");
    test.Equal(scene.m_arrivals[0].quality, 0u, "the rule knows nothing at first");
    for (std::size_t i = 1; i < scene.m_arrivals.size(); ++i)
    {
        test.Equal(scene.m_arrivals[i].quality, 2u, "quality of a later segment");
        test.Equal(scene.m_arrivals[i].bytes, 4u * 331'200 / 8, "bytes at constant rate");
    }
    test.Equal(summary.stallCount, 0u, "stalls");
    test.Equal(summary.switchCount, 1u, "switches");
    test.Equal(summary.connectionCount, 1u, "TCP connections");
    test.Near(summary.played, 60, 1e-6, "everything was played");
    test.Near(summary.meanBitrate, (63.9e3 + 14 * 331.2e3) / 15, 1, "mean bitrate");
    test.Equal(summary.segments.size(), 15u, "history");
    test.Equal(scene.m_answers[200], 16u, "the MPD and the segments were answered with 200");
    test.True(summary.startupDelay > 0.03 && summary.startupDelay < 1,
              "starts after three round trips of 10 ms, well within 1 s");
}

void
FallsToTheLowest(Sentence& test)
{
    Scene scene("1200kbps", Mpd(LADDER, 4, 600.0));
    scene.m_player->SetAttribute("Adaptation", TypeIdValue(DynamicRule::GetTypeId()));
    scene.m_player->SetAttribute("InitialQuality", UintegerValue(2));
    scene.Run(Seconds(120));
    test.True(scene.m_arrivals.size() > 10, "it plays");
    for (std::size_t i = scene.m_arrivals.size() / 2; i < scene.m_arrivals.size(); ++i)
    {
        test.Equal(scene.m_arrivals[i].quality, 0u, "quality in the second half");
    }
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.True(summary.stallCount <= 1, "at most the stall before it knows the rate");
}

void
StallsForTheOutage(Sentence& test)
{
    Scene scene("10Mbps", Mpd(SMALL_LADDER, 4, 600.0));
    scene.m_player->SetAttribute("Adaptation", TypeIdValue(StubbornRule::GetTypeId()));
    scene.m_player->SetAttribute("KeepHistory", BooleanValue(true));
    scene.CutLink(Seconds(60), Seconds(120));
    scene.Run(Seconds(200));

    std::size_t before = 0;
    while (before < scene.m_arrivals.size() && scene.m_arrivals[before].finished < Seconds(60))
    {
        ++before;
    }
    test.True(before > 0 && before < scene.m_arrivals.size(), "segments before and after");
    // Playback began with the first segment and each holds 4 s.
    const Time start = scene.m_arrivals[0].finished;
    const Time empty = start + Seconds(4.0 * static_cast<double>(before));
    const Time resumed = scene.m_arrivals[before].finished;
    test.Equal(scene.m_stallBegins.size(), 1u, "stalls");
    test.Equal(scene.m_stallBegins[0], empty, "the buffer runs empty");
    test.Equal(scene.m_stalls.size(), 1u, "stalls that ended");
    test.Equal(scene.m_stalls[0].first, empty - start, "position of the stall");
    test.Equal(scene.m_stalls[0].second, resumed - empty, "duration of the stall");
    test.True(resumed > Seconds(120) && resumed < Seconds(150), "goes on after the outage");
    test.True(std::find(scene.m_failures.begin(), scene.m_failures.end(), "timeout") !=
                  scene.m_failures.end(),
              "requests time out meanwhile");
    test.True(scene.m_player->GetSummary().connectionCount > 1, "and the player connects again");

    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.Equal(summary.stallCount, 1u, "stalls in the summary");
    test.Near(summary.stallTime, (resumed - empty).GetSeconds(), 1e-9, "stall time");
    test.Near(summary.played,
              200 - start.GetSeconds() - summary.stallTime,
              1e-6,
              "all time is playback, stall or startup");
    test.Near(summary.stalls.at(0).duration, summary.stallTime, 1e-9, "history");
}

void
GivesUpASegment(Sentence& test)
{
    Scene scene("4Mbps", Mpd(LADDER, 4, 600.0));
    Ptr<StubbornRule> rule = CreateObject<StubbornRule>();
    rule->SetAttribute("AbandonAt", UintegerValue(3));
    scene.m_player->SetAdaptation(rule);
    scene.m_player->SetAttribute("InitialQuality", UintegerValue(2));
    scene.Run(Seconds(40));
    using Requests = std::vector<std::pair<uint64_t, uint32_t>>;
    test.True(scene.m_abandoned == Requests{{3, 0}}, "one segment given up");
    const Requests expected{{0, 2}, {1, 2}, {2, 2}, {3, 2}, {3, 0}, {4, 0}};
    test.True(scene.m_requests.size() > 6 &&
                  std::equal(expected.begin(), expected.end(), scene.m_requests.begin()),
              "the segment is requested again at the replacement's quality");
    test.Equal(scene.m_arrivals.at(3).index, 3u, "segment that arrives after it");
    test.Equal(scene.m_arrivals.at(3).quality, 0u, "quality that arrives after it");
    test.True(scene.m_arrivals.at(3).finished - scene.m_requestTimes.at(4) < Seconds(2),
              "what was given up does not fill the link: a reset stops the server");
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.Equal(summary.connectionCount, 2u, "giving up costs the connection");
    test.Equal(summary.abandonCount, 1u, "given up in the summary");
    test.Equal(summary.switchCount, 1u, "one switch from one segment to the next");
    test.Equal(scene.m_connections, 1u, "the server has closed the other connection");
}

void
StopsTheServer(Sentence& test)
{
    // Buffers that hold a whole segment: without a reset TCP would send all of it.
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(2'000'000));
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(2'000'000));
    {
        Scene scene("2Mbps", Mpd(LADDER, 4, 600.0));
        scene.m_player->SetAttribute("Adaptation", TypeIdValue(StubbornRule::GetTypeId()));
        scene.m_player->SetAttribute("InitialQuality", UintegerValue(2));
        scene.m_player->SetStopTime(Seconds(2));
        Time last;
        const std::function<void(Ptr<const Packet>)> onSend = [&last](Ptr<const Packet>) {
            last = Simulator::Now();
        };
        scene.m_devices.Get(0)->TraceConnectWithoutContext(
            "PhyTxBegin",
            Callback<void, Ptr<const Packet>>(onSend));
        scene.Run(Seconds(20));
        test.True(last > Seconds(2), "the segment takes 6.6 s and was on its way");
        // In slow start, what is in flight is at most what has arrived in 2 s.
        test.True(last < Seconds(4.5), "the server stops when that is over");
        test.Equal(scene.m_connections, 0u, "the server has closed the connection");
    }
    Config::Reset();
}

void
ADisposedServerTakesNoConnection(Sentence& test)
{
    Scene scene("2Mbps", Mpd(SMALL_LADDER, 4, 60.0));
    scene.m_player->SetStartTime(Seconds(2));
    Simulator::Schedule(Seconds(1), &DashServer::Dispose, scene.m_server);
    scene.Run(Seconds(5));
    test.Equal(scene.m_connections, 0u, "connections");
    test.True(scene.m_answers.empty(), "nothing is answered");
    test.True(scene.m_arrivals.empty(), "nothing comes");
}

void
ConnectsForEachRequest(Sentence& test)
{
    Scene scene("10Mbps", Mpd(LADDER, 4, 20.0));
    scene.m_player->SetAttribute("Persistent", BooleanValue(false));
    scene.Run(Seconds(40));
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.Equal(scene.m_arrivals.size(), 5u, "segments");
    test.Equal(summary.connectionCount, 6u, "one for the MPD and one for each segment");
    test.Near(summary.played, 20, 1e-9, "played");
    test.Equal(scene.m_connections, 0u, "the server closed them");
}

void
RefusesWhatItDoesNotHave(Sentence& test)
{
    Scene scene("10Mbps", Mpd(LADDER, 4, 20.0));
    scene.m_player->SetAttribute("Manifest", StringValue("/other.mpd"));
    scene.Run(Seconds(3.5));
    test.Equal(scene.m_answers[404], 4u, "the player asks again each second");
    test.Equal(scene.m_failures.size(), 4u, "failures");
    test.Equal(scene.m_player->GetSummary().connectionCount, 1u, "a refusal keeps it open");
    test.Equal(scene.m_answers[200], 0u, "nothing was served");
}

/// Sends text over a connection of its own and collects what comes back.
class RawClient
{
  public:
    RawClient(Ptr<Node> node, Address server, std::string text)
        : m_text(std::move(text)),
          m_socket(Socket::CreateSocket(node, TcpSocketFactory::GetTypeId()))
    {
        m_socket->SetConnectCallback(MakeCallback(&RawClient::OnConnected, this),
                                     MakeNullCallback<void, Ptr<Socket>>());
        m_socket->SetRecvCallback(MakeCallback(&RawClient::OnReadable, this));
        m_socket->SetCloseCallbacks(MakeCallback(&RawClient::OnClosed, this),
                                    MakeNullCallback<void, Ptr<Socket>>());
        m_socket->Bind();
        Simulator::ScheduleNow(&Socket::Connect, m_socket, server);
    }

    std::string m_answer;
    bool m_closed{false};

  private:
    void OnConnected(Ptr<Socket> socket)
    {
        // One byte a packet, so that no line comes in one piece.
        for (const char& c : m_text)
        {
            socket->Send(Create<Packet>(reinterpret_cast<const uint8_t*>(&c), 1));
        }
    }

    void OnReadable(Ptr<Socket> socket)
    {
        while (const Ptr<Packet> packet = socket->Recv())
        {
            std::string bytes(packet->GetSize(), '\0');
            packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
            m_answer += bytes;
        }
    }

    void OnClosed(Ptr<Socket>)
    {
        m_closed = true;
    }

    std::string m_text;
    Ptr<Socket> m_socket;
};

void
SpeaksHttp(Sentence& test)
{
    Scene scene("10Mbps", Mpd(LADDER, 4, 20.0));
    scene.m_player->SetStartTime(Seconds(1000));
    const Address server = scene.m_serverAddress;
    const Ptr<Node> node = scene.m_player->GetNode();
    const std::string host = "Host: a\r\n\r\n";
    RawClient pipelined(node,
                        server,
                        "HEAD /manifest.mpd HTTP/1.1\r\n" + host +
                            "GET /video/720p/1.m4s HTTP/1.1\r\n" + host +
                            "GET /video/720p/6.m4s HTTP/1.1\r\n" + host +
                            "PUT /manifest.mpd HTTP/1.1\r\nContent-Length: 3\r\n" + host + "xyz" +
                            "GET / HTTP/1.1\r\nConnection: close\r\n" + host);
    RawClient garbage(node, server, "nonsense\r\n\r\n");
    RawClient old(node, server, "GET /video/240p/1.m4s HTTP/1.0\r\n\r\n");
    scene.Run(Seconds(20));

    const auto begins = [](const std::string& text, const std::string& head) {
        return text.compare(0, head.size(), head) == 0;
    };
    std::string rest = pipelined.m_answer;
    const auto next = [&rest](std::size_t body) {
        const auto end = rest.find("\r\n\r\n");
        rest = end == std::string::npos ? "" : rest.substr(end + 4 + body);
    };
    test.True(begins(rest, "HTTP/1.1 200 OK\r\n"), "HEAD is answered");
    test.True(rest.find("application/dash+xml") != std::string::npos, "type of an MPD");
    next(0);
    test.True(begins(rest, "HTTP/1.1 200 OK\r\n"), "a segment is answered");
    test.True(rest.find("Content-Length: 1656000\r\n") != std::string::npos, "its size");
    next(1'656'000);
    test.True(begins(rest, "HTTP/1.1 404 Not Found\r\n"), "there are five segments");
    next(0);
    test.True(begins(rest, "HTTP/1.1 501 Not Implemented\r\n"), "PUT is not known");
    next(0);
    test.True(begins(rest, "HTTP/1.1 404 Not Found\r\n"), "the body of PUT was passed over");
    next(0);
    test.True(rest.empty() && pipelined.m_closed, "closed after the answer, as asked");
    test.True(begins(garbage.m_answer, "HTTP/1.1 400 Bad Request\r\n"), "garbage is refused");
    test.True(garbage.m_closed, "and its connection closed");
    test.Equal(old.m_answer.substr(0, 15), std::string("HTTP/1.1 200 OK"), "HTTP/1.0");
    test.True(old.m_closed, "an HTTP/1.0 client does not keep the connection");
}

void
WaitsForTheServer(Sentence& test)
{
    Scene scene("10Mbps", Mpd(LADDER, 4, 20.0));
    scene.m_server->SetStartTime(Seconds(2.5));
    scene.Run(Seconds(40));
    test.True(!scene.m_arrivals.empty() && scene.m_arrivals[0].finished > Seconds(2.5),
              "nothing comes before the server");
    test.Near(scene.m_player->GetSummary().played, 20, 1e-9, "played");
}

/// @param duration of the content, s
/// @param target the attribute that is the target, set to @p seconds
void
KeepsTheTargetBuffer(Sentence& test,
                     uint32_t quality,
                     double duration,
                     const std::string& target,
                     double seconds)
{
    Scene scene("50Mbps", Mpd(SMALL_LADDER, 4, duration));
    scene.m_player->SetAttribute("Adaptation", TypeIdValue(StubbornRule::GetTypeId()));
    scene.m_player->SetAttribute("InitialQuality", UintegerValue(quality));
    scene.m_player->SetAttribute(target, TimeValue(Seconds(seconds)));
    scene.Run(Seconds(50));
    bool full = false;
    for (const SegmentArrival& arrival : scene.m_arrivals)
    {
        const double level = arrival.bufferLevel.GetSeconds();
        test.True(level < seconds + 4, "requested below the target, so at most 4 s above it");
        // Looked at twice a second; a top-quality segment takes 0.27 s and some to come.
        test.True(!full || level > seconds + 4 - 0.5 - 0.6, "requested soon below the target");
        full = full || level >= seconds;
    }
    test.True(full, "reaches the target");
}

void
KeepsTheStableBuffer(Sentence& test)
{
    KeepsTheTargetBuffer(test, 0, 600, "StableBufferTime", 12);
}

void
KeepsALongerBufferAtTheTop(Sentence& test)
{
    KeepsTheTargetBuffer(test, 2, 596, "BufferTimeAtTopQuality", 30);
}

void
KeepsTheLongestBufferOfLongContent(Sentence& test)
{
    KeepsTheTargetBuffer(test, 2, 600, "BufferTimeAtTopQualityLongForm", 60);
}

void
PlaysLive(Sentence& test)
{
    Mpd mpd(SMALL_LADDER, 4, std::nullopt);
    const double unixStart = 1'700'000'000;
    mpd.SetDynamic(unixStart - 100, 60);
    Scene scene("10Mbps", mpd);
    scene.m_server->SetAttribute("UnixStart", DoubleValue(unixStart));
    scene.m_player->SetAttribute("UnixStart", DoubleValue(unixStart));
    scene.m_player->SetAttribute("LiveDelay", TimeValue(Seconds(12)));
    scene.Run(Seconds(100));
    // 100 s have passed at the start: 12 s before is the segment from 88 s to 92 s.
    test.Equal(scene.m_requests.at(0).first, 22u, "first segment");
    for (std::size_t i = 0; i < scene.m_requests.size(); ++i)
    {
        const double complete = 4.0 * static_cast<double>(scene.m_requests[i].first + 1) - 100;
        test.True(scene.m_requestTimes[i] >= Seconds(complete) - MicroSeconds(1),
                  "no segment is requested before it is complete");
        test.Equal(scene.m_requests[i].first, 22 + i, "none is left out");
    }
    // The last one that is complete at 100 s is that from 196 s to 200 s, number 49.
    test.True(scene.m_requests.size() == 27 || scene.m_requests.size() == 28, "keeps up");
    test.Equal(scene.m_answers[404], 0u, "refusals");
    test.Equal(scene.m_player->GetSummary().stallCount, 0u, "stalls");
}

void
PollsALiveStream(Sentence& test)
{
    Mpd mpd(SMALL_LADDER, 4, std::nullopt);
    mpd.SetDynamic(1'700'000'000 - 100, 60);
    Scene scene("10Mbps", mpd);
    scene.m_server->SetAttribute("UnixStart", DoubleValue(1'700'000'000));
    scene.m_player->SetAttribute("UnixStart", DoubleValue(1'700'000'001.5)); // its clock is fast
    scene.m_player->SetAttribute("LiveDelay", TimeValue(Seconds(12)));
    scene.Run(Seconds(100));
    test.True(scene.m_answers[404] >= 20, "each segment is asked for 1.5 s early, and again");
    test.Equal(scene.m_failures.size(), scene.m_answers[404], "refusals");
    test.True(scene.m_arrivals.size() >= 25, "it plays all the same");
    test.Equal(scene.m_player->GetSummary().stallCount, 0u, "stalls");
    test.Equal(scene.m_player->GetSummary().connectionCount, 1u, "connections");
}

void
CatchesUpWithALiveStream(Sentence& test)
{
    Mpd mpd(SMALL_LADDER, 4, std::nullopt);
    mpd.SetDynamic(1'672'531'200 - 100, 20);
    Scene scene("10Mbps", mpd);
    scene.CutLink(Seconds(30), Seconds(90));
    scene.Run(Seconds(150));
    // Segments 26 to 31 follow at 8 s to 28 s; at 90 s the server keeps the last 20 s and a
    // segment.
    uint64_t longest = 0;
    for (std::size_t i = 1; i < scene.m_arrivals.size(); ++i)
    {
        longest = std::max(longest, scene.m_arrivals[i].index - scene.m_arrivals[i - 1].index);
    }
    test.True(longest >= 9 && longest <= 20, "goes on at the live delay");
    test.True(scene.m_arrivals.back().index >= 60, "and keeps up with it");
    test.Equal(scene.m_player->GetSummary().stallCount, 1u, "stalls");
}

void
PlaysAgain(Sentence& test)
{
    Scene scene("10Mbps", Mpd(SMALL_LADDER, 4, 18.0));
    scene.m_player->SetAttribute("Loop", BooleanValue(true));
    scene.Run(Seconds(100));
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.True(summary.played > 95 && summary.stallCount == 0, "longer than the content");
    for (std::size_t i = 0; i < scene.m_arrivals.size(); ++i)
    {
        test.Equal(scene.m_arrivals[i].index, i, "the stream goes on");
        test.Equal(scene.m_arrivals[i].duration,
                   Seconds(i % 5 == 4 ? 2 : 4),
                   "the content's last segment is short");
    }
}

/// The log and the summary of a run with segments of variable size.
std::string
LogOf(int64_t stream)
{
    std::ostringstream text;
    Scene scene("300kbps", Mpd(SMALL_LADDER, 4, 600.0));
    scene.m_server->SetAttribute("SegmentSizes", PointerValue(CreateObject<VbrSegmentSizes>()));
    scene.m_server->AssignStreams(stream);
    scene.m_player->SetAttribute("Adaptation", TypeIdValue(DynamicRule::GetTypeId()));
    scene.m_player->SetAttribute("KeepHistory", BooleanValue(true));
    DashLog log(text, 1'694'912'784);
    log.Attach(scene.m_player);
    scene.Run(Seconds(60.5));
    WriteJson(text, scene.m_player->GetSummary());
    return text.str();
}

void
LogsTheSameTwice(Sentence& test)
{
    const std::string log = LogOf(7);
    test.Equal(log, LogOf(7), "same seed and run, same bytes");
    test.True(log != LogOf(8), "another stream, other bytes");
    std::istringstream lines(log);
    std::string line;
    std::getline(lines, line);
    test.Equal(line,
               std::string("timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate"),
               "header");
    int64_t time = 0;
    while (std::getline(lines, line) && line[0] != '{')
    {
        const int64_t now = std::stoll(line);
        test.True(time == 0 || now == time + 1000, "one row a second");
        test.Equal(std::count(line.begin(), line.end(), ';'), 5, "six fields");
        time = now;
    }
    test.Equal(time, 1'694'912'784'000 + 60'000, "last row's time");
}

const Sentences SENTENCES{
    {"A fast link plays at the highest quality over one connection", PlaysAtTheTop},
    {"A slow link falls to the lowest quality", FallsToTheLowest},
    {"A stall lasts from the empty buffer to the next segment", StallsForTheOutage},
    {"A segment given up is requested at another quality", GivesUpASegment},
    {"A player that stops stops the server", StopsTheServer},
    {"A server that was disposed of takes no connection", ADisposedServerTakesNoConnection},
    {"Without persistence each request has its connection", ConnectsForEachRequest},
    {"What the MPD does not name is refused with 404", RefusesWhatItDoesNotHave},
    {"The server answers pipelined, old and malformed requests", SpeaksHttp},
    {"A player that comes before the server tries again", WaitsForTheServer},
    {"The stable buffer is kept below the top quality", KeepsTheStableBuffer},
    {"The top quality has a longer buffer", KeepsALongerBufferAtTheTop},
    {"The top quality of long content has the longest buffer", KeepsTheLongestBufferOfLongContent},
    {"A live stream is played at the live delay", PlaysLive},
    {"A live segment that is not there yet is polled for", PollsALiveStream},
    {"A player that falls behind a live stream goes back to it", CatchesUpWithALiveStream},
    {"Content is played again when it ends", PlaysAgain},
    {"The same seed and run give the same log", LogsTheSameTwice},
};

SentenceSuite g_dashSuite("synthnet-dash", TestSuite::Type::UNIT, SENTENCES);

} // namespace
