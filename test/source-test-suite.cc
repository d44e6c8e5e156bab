/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "scratch-directory.h"
#include "sentence.h"

#include "ns3/hop-columns.h"
#include "ns3/int-collector.h"
#include "ns3/int-log.h"
#include "ns3/packet-schedule.h"
#include "ns3/rate-unit.h"
#include "ns3/timegan-telemetry-source.h"
#include "ns3/timegan-traffic-source.h"
#include "ns3/window-generator.h"

#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// Draws the same window again and again; a column "Seed", if there, has the seed of the draw.
class KnownWindow : public WindowGenerator
{
  public:
    KnownWindow(std::vector<std::string> names, Eigen::MatrixXd window)
        : m_names(std::move(names)),
          m_window(std::move(window))
    {
    }

    std::size_t SeqLen() const override
    {
        return static_cast<std::size_t>(m_window.rows());
    }

    std::vector<std::string> ColumnNames() const override
    {
        return m_names;
    }

    void Draw(std::size_t windows, uint64_t seed, const TakeRows& take) const override
    {
        Table table(m_names, m_window.replicate(static_cast<Eigen::Index>(windows), 1));
        if (table.Has("Seed"))
        {
            table.Column("Seed").setConstant(static_cast<double>(seed));
        }
        seeds.push_back(seed);
        take(table);
    }

    void Save(std::ostream&) const override
    {
    }

    mutable std::vector<uint64_t> seeds;

  private:
    std::vector<std::string> m_names;
    Eigen::MatrixXd m_window;
};

/// Draws windows of one row with a text in it.
class Texts : public WindowGenerator
{
  public:
    explicit Texts(std::string column)
        : m_column(std::move(column))
    {
    }

    std::size_t SeqLen() const override
    {
        return 1;
    }

    std::vector<std::string> ColumnNames() const override
    {
        return {m_column};
    }

    void Draw(std::size_t windows, uint64_t, const TakeRows& take) const override
    {
        Table table;
        table.AppendCategorical(m_column, std::vector<std::string>(windows, "high"));
        take(table);
    }

    void Save(std::ostream&) const override
    {
    }

  private:
    std::string m_column;
};

std::shared_ptr<KnownWindow>
Known(std::vector<std::string> names, const std::vector<std::vector<double>>& rows)
{
    Eigen::MatrixXd window(rows.size(), names.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
    {
        window.row(row) = Eigen::Map<const Eigen::RowVectorXd>(rows[row].data(), window.cols());
    }
    return std::make_shared<KnownWindow>(std::move(names), window);
}

/// Two nodes, one link, a source at the one end.
template <typename Source>
class OneLink
{
  public:
    explicit OneLink(std::shared_ptr<const WindowGenerator> generator)
    {
        nodes.Create(2);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetChannelAttribute("Delay", StringValue("2ms"));
        const NetDeviceContainer devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        remote = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices).GetAddress(1);
        source = CreateObject<Source>();
        source->SetGenerator(std::move(generator));
        nodes.Get(0)->AddApplication(source);
        source->TraceConnectWithoutContext("Row", MakeCallback(&OneLink::OnRow, this));
        source->TraceConnectWithoutContext("Tx", MakeCallback(&OneLink::OnTx, this));
    }

    ~OneLink()
    {
        Simulator::Destroy();
    }

    OneLink(const OneLink&) = delete;
    OneLink& operator=(const OneLink&) = delete;

    void Run(Time until)
    {
        Simulator::Stop(until);
        Simulator::Run();
    }

    NodeContainer nodes;
    Ipv4Address remote;
    Ptr<Source> source;
    std::vector<Table> rows;
    std::vector<Time> times; //!< of the rows
    std::vector<Time> sent;  //!< of the packets
    uint64_t bytes{0};       //!< of the packets

  private:
    void OnRow(const Table& row, Time time)
    {
        rows.push_back(row);
        times.push_back(time);
    }

    void OnTx(Ptr<const Packet> packet)
    {
        sent.push_back(Simulator::Now());
        bytes += packet->GetSize();
    }
};

/// A telemetry source and a collector that logs.
class LoggedLink : public OneLink<TimeGanTelemetrySource>
{
  public:
    LoggedLink(std::shared_ptr<const WindowGenerator> generator, std::size_t switches)
        : OneLink(std::move(generator)),
          collector(CreateObject<IntCollector>()),
          m_log(m_text, switches, 1000)
    {
        source->SetAttribute("Remote", Ipv4AddressValue(remote));
        nodes.Get(1)->AddApplication(collector);
        collector->TraceConnectWithoutContext("Probe", MakeCallback(&LoggedLink::OnProbe, this));
    }

    /// What was logged, without the names.
    std::string Log() const
    {
        const std::string text = m_text.str();
        return text.substr(text.find('\n') + 1);
    }

    Ptr<IntCollector> collector;

  private:
    void OnProbe(const ProbeHops& hops, Time arrival)
    {
        m_log.Write(hops, std::chrono::nanoseconds(arrival.GetNanoSeconds()));
    }

    std::ostringstream m_text;
    IntLog m_log;
};

/// A traffic source of one column "Rate" and a sink.
class LoadedLink : public OneLink<TimeGanTrafficSource>
{
  public:
    LoadedLink(const std::vector<double>& rates,
               const std::string& unit,
               const std::string& factory = "ns3::UdpSocketFactory")
        : OneLink(Rates(rates))
    {
        source->SetAttribute("Remote", AddressValue(InetSocketAddress(remote, 9)));
        source->SetAttribute("Protocol", TypeIdValue(TypeId::LookupByName(factory)));
        source->SetAttribute("Column", StringValue("Rate"));
        source->SetAttribute("Unit", StringValue(unit));
        sink = DynamicCast<PacketSink>(
            PacketSinkHelper(factory, InetSocketAddress(Ipv4Address::GetAny(), 9))
                .Install(nodes.Get(1))
                .Get(0));
    }

    static std::shared_ptr<KnownWindow> Rates(const std::vector<double>& rates)
    {
        std::vector<std::vector<double>> rows;
        for (const double rate : rates)
        {
            rows.push_back({rate});
        }
        return Known({"Rate"}, rows);
    }

    /// Packets sent from @p begin to before @p end.
    std::size_t SentWithin(Time begin, Time end) const
    {
        std::size_t count = 0;
        for (const Time& time : sent)
        {
            count += time >= begin && time < end;
        }
        return count;
    }

    Ptr<PacketSink> sink;
};

void
RowsAreTold(Sentence& test)
{
    OneLink<TimeGanTelemetrySource> link(Known({"A", "B"}, {{1, 10}, {2, 20}, {3, 30}}));
    link.source->SetAttribute("Interval", TimeValue(MilliSeconds(200)));
    link.source->SetStartTime(Seconds(1));
    link.Run(MilliSeconds(2100));
    test.Equal(link.rows.size(), 6, "at 1.0, 1.2 … 2.0 s");
    for (std::size_t i = 0; i < link.rows.size(); ++i)
    {
        const std::string what = "row " + std::to_string(i);
        test.Equal(link.times[i], MilliSeconds(1000 + 200 * i), what);
        test.Equal(link.rows[i].Rows(), 1, what);
        test.Equal(link.rows[i].Column("A")(0), i % 3 + 1.0, what);
        test.Equal(link.rows[i].Column("B")(0), 10.0 * (i % 3 + 1), what);
    }
    test.Equal(link.source->GetSent(), 0, "no Remote, no probe");
}

void
WindowsAreDrawnAhead(Sentence& test)
{
    const auto generator = Known({"A"}, {{1}, {2}});
    OneLink<TimeGanTelemetrySource> link(generator);
    link.source->SetAttribute("Windows", UintegerValue(3));
    link.Run(MilliSeconds(12'500)); // 13 rows
    test.Equal(generator->seeds.size(), 3, "six rows in a draw");
    test.True(generator->seeds[0] != generator->seeds[1], "each draw has a seed of its own");
    test.True(generator->seeds[1] != generator->seeds[2], "each draw has a seed of its own");
}

const std::vector<std::string> TWO_SWITCHES{"enq_qdepth1",
                                            "deq_timedelta1",
                                            "deq_qdepth1",
                                            " enq_qdepth2",
                                            "deq_timedelta2",
                                            "deq_qdepth2",
                                            "Buffer"};

void
ProbesArrive(Sentence& test)
{
    LoggedLink link(Known(TWO_SWITCHES, {{11, 12, 13, 21, 22, 23, 7.5}, {1.4, 2.6, 0, 3, 4, 5, 9}}),
                    2);
    link.source->SetAttribute("UpTime", TimeValue(Seconds(0)));
    link.source->SetStartTime(Seconds(1));
    link.source->SetStopTime(MilliSeconds(3500));
    link.Run(Seconds(10));
    // The last switch lets the probe go when it is sent, and got it from the first at once.
    test.Equal(link.Log(),
               "1001,2,0,0,0,999978,1000000,999978,21,22,23,1,0,0,0,999966,999978,999966,11,12,13\n"
               "1002,2,0,0,0,1999996,2000000,1999996,3,4,5,1,0,0,0,1999993,1999996,1999993,1,3,0\n"
               "1003,2,0,0,0,2999978,3000000,2999978,21,22,23,1,0,0,0,2999966,2999978,2999966,11,"
               "12,13\n",
               "newest hop first, as on the testbed");
    test.Equal(link.source->GetSent(), 3, "one probe for each row");
    test.Equal(link.collector->GetReceived(), 3, "all arrive");
    test.Equal(link.collector->GetMalformed(), 0, "each is a probe");
    test.Equal(link.sent.size(), 3, "Tx tells each");
    test.Equal(link.bytes, 3 * ProbeBytes(2), "of 32 bytes a hop");
}

void
WaitsAreWhatTimestampsSay(Sentence& test)
{
    LoggedLink link(Known(TWO_SWITCHES, {{11, 3237, 13, 21, 5000, 23, 7.5}}), 2);
    link.source->SetStartTime(Seconds(0));
    link.source->SetStopTime(MilliSeconds(500));
    link.Run(Seconds(2));
    test.Equal(link.Log(),
               "1000,2,0,0,0,59995000,60000000,59995000,21,5000,23,1,0,0,0,59991763,59995000,"
               "59991763,11,3237,13\n",
               "also of a probe at the very begin");
}

void
FieldsAreBounded(Sentence& test)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const HopColumns columns({"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "enq_qdepth3"});
    test.Equal(columns.Hops(), 3, "the second has no column");
    const auto read = [&](double enq, double delta, double deq, double third) {
        Eigen::MatrixXd values(1, 4);
        values << enq, delta, deq, third;
        return columns.Read(
            Table({"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "enq_qdepth3"}, values),
            1000);
    };
    const ProbeHops high = read(1e9, 1e12, 524288, 524287.4);
    test.Equal(high[2].enqQdepth, 524287, "19 bits");
    test.Equal(high[2].deqTimedelta, 4294967295U, "32 bits");
    test.Equal(high[2].deqQdepth, 524287, "19 bits");
    test.Equal(high[0].enqQdepth, 524287, "the third switch is the newest hop");
    test.True(high[1].enqQdepth == 0 && high[1].switchId == 2, "the second is empty");
    test.Equal(high[2].enqTimestamp, 0, "before time 0 is 0");
    const ProbeHops low = read(-1, -0.4, nan, 0.5);
    test.Equal(low[2].enqQdepth, 0, "below 0 is 0");
    test.Equal(low[2].deqTimedelta, 0, "below 0 is 0");
    test.Equal(low[2].deqQdepth, 0, "no number is 0");
    test.Equal(low[0].enqQdepth, 1, "rounded");
    const std::string none = "the model has no column enq_qdepthN";
    for (const std::string name : {"Buffer",
                                   "enq_qdepth",
                                   "enq_qdepth0",
                                   "enq_qdepth01",
                                   "enq_qdepth256",
                                   "enq_qdepth1x",
                                   "",
                                   "   "})
    {
        test.Refuses([&] { HopColumns({name}); }, none);
    }
    test.Equal(HopColumns({"deq_qdepth255"}).Hops(), 255, "the most");
}

void
EvenPackets(Sentence& test)
{
    LoadedLink link({10, 0, 25, -3}, "packets/s");
    link.source->SetStartTime(Seconds(1));
    link.Run(Seconds(9) - NanoSeconds(1)); // the window twice
    test.Equal(link.sent.size(), 70, "10 + 25 in each window");
    test.Equal(link.bytes, 70'000, "of 1000 bytes");
    test.Equal(link.SentWithin(Seconds(1), MilliSeconds(2001)), 10, "first interval");
    test.Equal(link.SentWithin(MilliSeconds(2001), Seconds(3)), 0, "second");
    test.Equal(link.SentWithin(Seconds(3), MilliSeconds(4001)), 25, "third");
    test.Equal(link.SentWithin(MilliSeconds(4001), Seconds(5)), 0, "below 0 counts as 0");
    test.Equal(link.sent[0], MilliSeconds(1100), "evenly");
    test.Equal(link.sent[1], MilliSeconds(1200), "evenly");
    test.Equal(link.sink->GetTotalRx(), 70'000, "all arrive");
}

void
PartsOfPacketsAreKept(Sentence& test)
{
    LoadedLink link({0.25, 0.5}, "packets/s");
    link.Run(MilliSeconds(80'500));
    // 0.25 + 0.5 in two seconds: 30 in 80 s, the 30th just then.
    test.Equal(link.sent.size(), 30, "although no interval has a whole packet");
}

void
BitRates(Sentence& test)
{
    LoadedLink link({400, 800}, "kbit/s");
    link.source->SetAttribute("PacketSize", UintegerValue(500));
    link.source->SetAttribute("Scale", DoubleValue(0.5));
    link.Run(MicroSeconds(9'999'900));
    // 200 and 400 kbit/s are 50 and 100 packets of 4000 bits a second; at 9.9999 s 749 are gone.
    test.Equal(link.sent.size(), 749, "payload over packet size");
    test.Near(PacketsPerSecond("bit/s", 125), 1e-3, 1e-15, "bit/s");
    test.Near(PacketsPerSecond("Mbit/s", 125), 1e3, 1e-9, "Mbit/s");
    test.Near(PacketsPerSecond("byte/s", 100), 0.01, 1e-15, "byte/s");
    test.Near(PacketsPerSecond("kbyte/s", 100), 10, 1e-12, "kbyte/s");
    test.Near(PacketsPerSecond("Mbyte/s", 100), 1e4, 1e-9, "Mbyte/s");
    test.Equal(PacketsPerSecond("packets/s", 100), 1.0, "packets/s");
}

/// When the packets of a Poisson process leave, with this run number.
std::vector<Time>
PoissonTimes(uint64_t run)
{
    RngSeedManager::SetRun(run);
    LoadedLink link({50, 150}, "packets/s");
    link.source->SetAttribute("Spacing", StringValue("ns3::ExponentialRandomVariable[Mean=1]"));
    link.source->AssignStreams(5);
    link.Run(Seconds(100));
    RngSeedManager::SetRun(1);
    return link.sent;
}

void
PoissonPackets(Sentence& test)
{
    const std::vector<Time> times = PoissonTimes(3);
    test.Near(times.size(), 10'000, 400, "four standard deviations");
    std::size_t slow = 0;
    double squares = 0; // of the counts of 100 ms, against their mean, in the slow seconds
    std::vector<double> counts(1000);
    for (const Time& time : times)
    {
        ++counts[static_cast<std::size_t>(time.GetMilliSeconds() / 100)];
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
    {
        if (i / 10 % 2 == 0)
        {
            slow += static_cast<std::size_t>(counts[i]);
            squares += (counts[i] - 5) * (counts[i] - 5);
        }
    }
    test.Near(slow, 2500, 200, "50 a second for 50 s");
    test.Near(squares / 500, 5, 1.4, "the variance of a Poisson count is its mean");
    test.True(PoissonTimes(3) == times, "the same run");
    test.True(PoissonTimes(4) != times, "another run");
}

void
StreamsDecide(Sentence& test)
{
    const auto log = [](uint64_t run) {
        RngSeedManager::SetRun(run);
        const auto generator = Known({"Seed", "enq_qdepth1"}, {{0, 1}});
        LoggedLink link(generator, 1);
        link.source->SetAttribute("Windows", UintegerValue(1));
        link.source->AssignStreams(9);
        link.Run(Seconds(5));
        RngSeedManager::SetRun(1);
        return generator->seeds;
    };
    const std::vector<uint64_t> seeds = log(3);
    test.Equal(seeds.size(), 5, "one draw a row");
    test.True(log(3) == seeds, "the same run");
    test.True(log(4) != seeds, "another run");
    test.True(seeds[0] >> 32 != 0, "64 bits");
}

void
TcpBytes(Sentence& test)
{
    LoadedLink link({80.004, 0, 160, -5}, "kbit/s", "ns3::TcpSocketFactory");
    link.source->SetStartTime(Seconds(1));
    link.source->SetStopTime(Seconds(9) - NanoSeconds(1));
    link.Run(Seconds(20));
    // 10000.5 and 20000 bytes a window, twice; a half byte waits for the other.
    test.Equal(link.bytes, 60'001, "rate times time");
    test.Equal(link.sink->GetTotalRx(), 60'001, "all arrive");
}

void
TcpBacklog(Sentence& test)
{
    LoadedLink link({150, 0, 0, 0}, "Mbit/s", "ns3::TcpSocketFactory"); // the link has 100
    uint64_t highest = 0;
    uint64_t last = 1;
    link.source->TraceConnectWithoutContext(
        "Backlog",
        Callback<void, uint64_t, uint64_t>([&](uint64_t, uint64_t now) {
            highest = std::max(highest, now);
            last = now;
        }));
    link.source->SetStopTime(MilliSeconds(3900));
    link.Run(Seconds(10));
    test.Equal(highest, 18'750'000, "the bytes of a second wait");
    test.Equal(last, 0, "and are sent in the end");
    test.Equal(link.sink->GetTotalRx(), 18'750'000, "all of them");
}

void
SourcesStop(Sentence& test)
{
    LoadedLink load({100}, "packets/s");
    load.source->SetStopTime(MilliSeconds(2345));
    load.Run(Seconds(10));
    test.Equal(load.sent.size(), 234, "the last at 2.34 s");
    test.Equal(load.rows.size(), 3, "at 0, 1 and 2 s");
}

void
TelemetryStops(Sentence& test)
{
    LoggedLink link(Known({"enq_qdepth1"}, {{1}}), 1);
    link.source->SetStopTime(MilliSeconds(2345));
    link.Run(Seconds(10));
    test.Equal(link.rows.size(), 3, "at 0, 1 and 2 s");
    test.Equal(link.collector->GetReceived(), 3, "as many probes");
}

void
BadInput(Sentence& test)
{
    const auto load = [](const std::vector<double>& rates,
                         const std::string& attribute,
                         const AttributeValue& value) {
        return [=, copy = value.Copy()] {
            LoadedLink link(rates, "packets/s");
            link.source->SetAttribute(attribute, *copy);
            link.Run(Seconds(3));
        };
    };
    test.Refuses(load({1}, "Column", StringValue("Speed")),
                 "the model has no column 'Speed', expected one of Rate");
    test.Refuses(load({1}, "Unit", StringValue("furlongs")), "unit 'furlongs' of a rate, expected");
    test.Refuses(load({1}, "Remote", AddressValue()), "the attribute Remote is not set");
    test.Refuses(load({1e10}, "Scale", DoubleValue(1)), "more than 1e9 packets/s");
    test.Refuses(load({std::nan("")}, "Scale", DoubleValue(1)), "not a number");
    test.Refuses(load({}, "Scale", DoubleValue(1)), "the model draws windows without rows");
    test.Refuses(
        [] {
            LoggedLink link(Known({"Buffer"}, {{1}}), 1);
            link.Run(Seconds(3));
        },
        "expected at least one for INT probes; it has Buffer");

    test.Refuses(
        [] {
            OneLink<TimeGanTrafficSource> link(std::make_shared<Texts>("Rate"));
            link.source->SetAttribute("Column", StringValue("Rate"));
            link.source->SetAttribute("Remote", AddressValue(InetSocketAddress(link.remote, 9)));
            link.Run(Seconds(3));
        },
        "the model's column 'Rate' holds texts, expected numbers for a rate");
    test.Refuses(
        [] {
            LoggedLink link(std::make_shared<Texts>("enq_qdepth1"), 1);
            link.Run(Seconds(3));
        },
        "the model's column 'enq_qdepth1' holds texts, expected numbers for a probe");

    const ScratchDirectory scratch;
    const std::string model = scratch.Write("model.safetensors", "no model").string();
    test.Refuses(
        [&] {
            OneLink<TimeGanTelemetrySource> link(nullptr);
            link.source->SetAttribute("Model", StringValue(model));
            link.Run(Seconds(3));
        },
        model);
    test.Refuses(
        [&] {
            OneLink<TimeGanTelemetrySource> link(nullptr);
            link.Run(Seconds(3));
        },
        "ns3::synthnet::TimeGanTelemetrySource: the attribute Model is not set");
}

const Sentences SENTENCES{
    {"Each row of the windows is told at its time", RowsAreTold},
    {"Windows are drawn some at a time, each draw with a seed of its own", WindowsAreDrawnAhead},
    {"A collector logs the rows as if probes had crossed the switches", ProbesArrive},
    {"The timestamps of a probe say its waits, also at time 0", WaitsAreWhatTimestampsSay},
    {"Values are rounded and kept within the fields of a probe", FieldsAreBounded},
    {"Over UDP the packets are rate times time, evenly spaced", EvenPackets},
    {"Parts of a packet are kept from interval to interval", PartsOfPacketsAreKept},
    {"Bit rates count payload", BitRates},
    {"Exponential spacing makes a Poisson process of the rate", PoissonPackets},
    {"Seed, run and stream decide the seeds of the draws", StreamsDecide},
    {"Over TCP the bytes are rate times time", TcpBytes},
    {"What a TCP connection does not take at once waits", TcpBacklog},
    {"A traffic source that was stopped sends nothing", SourcesStop},
    {"A telemetry source that was stopped tells nothing", TelemetryStops},
    {"What cannot be played is refused in one line", BadInput},
};

SentenceSuite g_sourceSuite("synthnet-source", TestSuite::Type::UNIT, SENTENCES);

} // namespace
