/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "ns3/adaptation-rule.h"
#include "ns3/boolean.h"
#include "ns3/dash-player.h"
#include "ns3/dash-server.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/uinteger.h"

#include <functional>
#include <map>
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
        : m_server(CreateObject<DashServer>())
        , m_player(CreateObject<DashPlayer>())
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
        m_player->SetAttribute("Remote",
                               AddressValue(InetSocketAddress(interfaces.GetAddress(0), 80)));
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

    void OnAnswer(const std::string&, uint32_t status, uint64_t)
    {
        ++m_answers[status];
    }
};

/// A test case that is a name and a function.
class Case : public TestCase
{
  public:
    using Body = std::function<void(Case&)>;

    Case(const std::string& name, Body body)
        : TestCase(name)
        , m_body(std::move(body))
    {
    }

    void Expect(bool condition, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(condition, true, what);
    }

    template <class A, class B>
    void ExpectEqual(const A& actual, const B& expected, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(actual, expected, what);
    }

    void ExpectNear(double actual, double expected, double tolerance, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ_TOL(actual, expected, tolerance, what);
    }

  private:
    void DoRun() override
    {
        m_body(*this);
    }

    Body m_body;
};

void PlaysAtTheTop(Case& test)
{
    Scene scene("50Mbps", Mpd(LADDER, 4, 120.0));
    scene.m_player->SetAttribute("KeepHistory", BooleanValue(true));
    scene.Run(Seconds(140));
    const PlaybackSummary summary = scene.m_player->GetSummary();
    test.ExpectEqual(scene.m_arrivals.size(), 30u, "segments");
    test.ExpectEqual(scene.m_arrivals[0].quality, 0u, "the rule knows nothing at first");
    for (std::size_t i = 1; i < scene.m_arrivals.size(); ++i)
    {
        test.ExpectEqual(scene.m_arrivals[i].quality, 2u, "quality of a later segment");
        test.ExpectEqual(scene.m_arrivals[i].bytes, 4u * 3'312'000 / 8, "bytes at constant rate");
    }
    test.ExpectEqual(summary.stallCount, 0u, "stalls");
    test.ExpectEqual(summary.switchCount, 1u, "switches");
    test.ExpectEqual(summary.connectionCount, 1u, "TCP connections");
    test.ExpectNear(summary.played, 120, 1e-6, "everything was played");
    test.ExpectNear(summary.meanBitrate, (639e3 + 29 * 3312e3) / 30, 1, "mean bitrate");
    test.ExpectEqual(summary.segments.size(), 30u, "history");
    test.ExpectEqual(scene.m_answers[200], 31u, "the MPD and the segments were answered with 200");
    test.Expect(summary.startupDelay > 0.06 && summary.startupDelay < 1,
                "starts after three round trips and the first segment's 6.4 ms, well within 1 s");
}

class DashTestSuite : public TestSuite
{
  public:
    DashTestSuite()
        : TestSuite("synthnet-dash", Type::UNIT)
    {
        Add("A fast link plays at the highest quality over one connection", PlaysAtTheTop);
    }

  private:
    void Add(const std::string& name, Case::Body body)
    {
        AddTestCase(new Case(name, std::move(body)));
    }
};

DashTestSuite g_dashTestSuite;

} // namespace
