/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

const std::string SHORT = "synthnet-testbed --duration=6 --load=constant ";

class TestbedProgram : public ::testing::Test
{
  protected:
    ProgramResult Run(const std::string& commandLine) const
    {
        return RunProgram(m_scratch, commandLine);
    }

    /// Status 1, one line on standard error that has @p part, and nothing left called out….
    void ExpectRefused(const std::string& options, const std::string& part) const
    {
        const auto result = Run("synthnet-testbed --out=out --duration=2 " + options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_NE(result.err.find(part), std::string::npos) << options << "\n" << result.err;
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        for (const auto& entry : fs::directory_iterator(m_scratch.Path()))
        {
            EXPECT_NE(entry.path().filename().string().rfind("out", 0), 0u)
                << options << " left " << entry.path();
        }
    }

    /// Whether a directory has something that a user does not see.
    bool HasHidden(const std::string& directory) const
    {
        return std::any_of(
            fs::directory_iterator(m_scratch.Path() / directory),
            fs::directory_iterator(),
            [](const auto& entry) { return entry.path().filename().string().front() == '.'; });
    }

    /// @return the lines of a text
    static std::size_t Lines(const std::string& text)
    {
        return std::count(text.begin(), text.end(), '\n');
    }

    ScratchDirectory m_scratch;
};

TEST_F(TestbedProgram, WritesTheLogsOfTheTestbeds)
{
    const auto result = Run("synthnet-testbed --duration=12 --load=constant --out=run");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.err, "") << "no progress where there is no terminal";
    const std::string intLog = m_scratch.Read("run/int.csv");
    EXPECT_EQ(intLog.rfind("timestamp,switchID_t3, ingress_port3, egress_port3, ", 0), 0u);
    EXPECT_GE(Lines(intLog), 11u) << "a probe a second";
    const std::string header = intLog.substr(0, intLog.find('\n'));
    EXPECT_EQ(std::count(header.begin(), header.end(), ','), 30) << "ten for each switch";
    const std::string dashLog = m_scratch.Read("run/dash.csv");
    EXPECT_EQ(
        dashLog.rfind("timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n1648568", 0),
        0u);
    const std::string record = m_scratch.Read("run/run.json");
    for (const char* part : {"\"seed\": 1", "\"run\": 1", "\"wallSeconds\": ", "\"ns-3\": \"3"})
    {
        EXPECT_NE(record.find(part), std::string::npos) << part;
    }
}

TEST_F(TestbedProgram, SaysHowThePlaybackWent)
{
    m_scratch.Write("narrow.json", // the lowest quality has 639 kbit/s
                    R"({"playerLink": {"rate": "500kbps"}, "player": {"startSeconds": 6}})");
    ASSERT_EQ(
        Run("synthnet-testbed --duration=40 --load=none --config=narrow.json --out=run").status,
        0);
    const auto qoe = nlohmann::json::parse(m_scratch.Read("run/qoe.json"));
    EXPECT_GT(qoe["startupDelay"], 4) << "a segment of 4 s takes longer than that";
    EXPECT_GE(qoe["stallCount"], 2);
    EXPECT_EQ(qoe["switchCount"], 0);
    EXPECT_EQ(qoe["meanBitrate"], 639'000);
    EXPECT_NEAR(qoe["startupDelay"].get<double>() + qoe["stallTime"].get<double>() +
                    qoe["played"].get<double>(),
                34,
                0.01)
        << "what became of the time after the player's start at 6 s";
    const auto& stalls = qoe["I23"]["stalling"];
    ASSERT_EQ(stalls.size(), 1 + qoe["stallCount"].get<std::size_t>()) << "with the startup delay";
    EXPECT_EQ(stalls[0][1], qoe["startupDelay"]);
    EXPECT_DOUBLE_EQ(stalls[1][0], 4) << "after the first segment";
    EXPECT_EQ(qoe["I13"]["segments"].size(), qoe["segmentCount"]);
}

TEST_F(TestbedProgram, ServesAnMpdFromAFile)
{
    m_scratch.Write("video.mpd",
                    R"(<MPD type="static" mediaPresentationDuration="PT60S"><Period>
<AdaptationSet mimeType="video/mp4">
<SegmentTemplate media="$RepresentationID$/$Number$.m4s" duration="2"/>
<Representation id="only" bandwidth="300000" frameRate="25" width="320" height="180"/>
</AdaptationSet></Period></MPD>)");
    m_scratch.Write("sizes.csv", "segment,representationId,bytes\n0,only,50000\n1,only,100000\n");
    m_scratch.Write(
        "sizes.json",
        R"({"video": {"segmentSizes": "ns3::synthnet::TableSegmentSizes[File=sizes.csv]"}})");
    const std::string command = "synthnet-testbed --duration=20 --load=none ";
    ASSERT_EQ(Run(command + "--config=sizes.json --mpd=video.mpd --out=a").status, 0);
    EXPECT_NE(m_scratch.Read("a/dash.csv").find(";25;300;320x180;"), std::string::npos);
    const auto qoe = nlohmann::json::parse(m_scratch.Read("a/qoe.json"));
    ASSERT_GE(qoe["segmentCount"], 4);
    EXPECT_EQ(qoe["I13"]["segments"][0]["duration"], 2) << "segments as long as the MPD says";
    EXPECT_EQ(qoe["I13"]["segments"][0]["bitrate"], 200) << "and as large as the table says";
    EXPECT_EQ(qoe["I13"]["segments"][3]["bitrate"], 400);

    m_scratch.Write("again.json",
                    nlohmann::json::parse(m_scratch.Read("a/run.json"))["config"].dump());
    ASSERT_EQ(Run("synthnet-testbed --config=again.json --out=b").status, 0);
    EXPECT_EQ(m_scratch.Read("b/dash.csv"), m_scratch.Read("a/dash.csv")) << "run.json names it";
}

TEST_F(TestbedProgram, TheSameSeedAndRunGiveTheSameBytes)
{
    const auto config = m_scratch.Write(
        "random.json",
        R"({"switches": {"attributes": {"EgressService": "ns3::synthnet::CpuServiceTime"}}})");
    const std::string random = SHORT + "--config=" + config.string() + " ";
    ASSERT_EQ(Run(random + "--seed=3 --run=2 --out=a").status, 0);
    const std::string intLog = m_scratch.Read("a/int.csv");
    const std::string dashLog = m_scratch.Read("a/dash.csv");
    const std::string qoe = m_scratch.Read("a/qoe.json");
    EXPECT_GT(Lines(qoe), 1u);
    fs::create_directories(m_scratch.Path() / "elsewhere");
    ASSERT_EQ(Run(random + "--seed=3 --run=2 --out=a --overwrite").status, 0);
    EXPECT_EQ(m_scratch.Read("a/int.csv"), intLog);
    EXPECT_EQ(m_scratch.Read("a/dash.csv"), dashLog);
    EXPECT_EQ(m_scratch.Read("a/qoe.json"), qoe);
    ASSERT_EQ(Run(random + "--seed=3 --run=2 --out=elsewhere/b").status, 0);
    EXPECT_EQ(m_scratch.Read("elsewhere/b/int.csv"), intLog);
    EXPECT_EQ(m_scratch.Read("elsewhere/b/dash.csv"), dashLog);
    EXPECT_EQ(m_scratch.Read("elsewhere/b/qoe.json"), qoe);
    ASSERT_EQ(Run(random + "--seed=3 --run=3 --out=c").status, 0);
    EXPECT_NE(m_scratch.Read("c/int.csv"), intLog) << "another run";
    ASSERT_EQ(Run(random + "--seed=4 --run=2 --out=d").status, 0);
    EXPECT_NE(m_scratch.Read("d/int.csv"), intLog) << "another seed";
}

TEST_F(TestbedProgram, TheDepthAndTheCommandFileReachTheSwitches)
{
    m_scratch.Write("commands.txt", "set_queue_rate 700\n");
    ASSERT_EQ(Run(SHORT + "--depth=8 --commands=commands.txt --out=a").status, 0);
    ASSERT_EQ(Run(SHORT + "--out=b").status, 0);
    EXPECT_NE(m_scratch.Read("a/int.csv"), m_scratch.Read("b/int.csv"));
    const std::string record = m_scratch.Read("a/run.json");
    EXPECT_NE(record.find("\"depth\": 8"), std::string::npos) << record;
    EXPECT_NE(record.find("\"depth\": \"8\""), std::string::npos) << "also among the options";
}

TEST_F(TestbedProgram, AnAttributeOnTheCommandLineWinsOverTheScenario)
{
    // The scenario sets each of them, the first two among its defaults, the others elsewhere.
    ASSERT_EQ(Run(SHORT + "--out=plain").status, 0);
    for (const std::string option : {"ns3::TcpSocket::InitialCwnd=1",
                                     "ns3::TcpSocket::SegmentSize=700",
                                     "ns3::synthnet::DashPlayer::Adaptation="
                                     "ns3::synthnet::FixedRule",
                                     "ns3::synthnet::CpuServiceTime::ServiceMin=50us"})
    {
        ASSERT_EQ(Run(SHORT + "--out=changed --overwrite --" + option).status, 0) << option;
        EXPECT_TRUE(m_scratch.Read("changed/int.csv") != m_scratch.Read("plain/int.csv") ||
                    m_scratch.Read("changed/dash.csv") != m_scratch.Read("plain/dash.csv"))
            << option;
        const std::string record = m_scratch.Read("changed/run.json");
        const std::string name = option.substr(0, option.find('='));
        const std::string recorded = '"' + name + "\": \"" + option.substr(name.size() + 1) + '"';
        EXPECT_NE(record.find(recorded, record.find("\"config\"")), std::string::npos) << record;
    }
}

TEST_F(TestbedProgram, EachPlayerHasALog)
{
    ASSERT_EQ(
        Run("synthnet-testbed --duration=9 --load=none --players=2 --allPlayers --out=a").status,
        0);
    EXPECT_GT(Lines(m_scratch.Read("a/dash.csv")), 1u);
    EXPECT_GT(Lines(m_scratch.Read("a/dash-2.csv")), 1u);
    EXPECT_NE(m_scratch.Read("stdout.txt").find("dash-N.csv and qoe-N.json of players 2 to 2\n"),
              std::string::npos);
    EXPECT_GT(Lines(m_scratch.Read("a/qoe.json")), 1u);
    EXPECT_GT(Lines(m_scratch.Read("a/qoe-2.json")), 1u);
    EXPECT_NE(m_scratch.Read("a/qoe.json"), m_scratch.Read("a/qoe-2.json"));
}

TEST_F(TestbedProgram, BadOptionsAreRefusedInOneLine)
{
    ExpectRefused("--depth=3 --depth=4", "'--depth' cannot be specified more than once");
    ExpectRefused("--load=foo", "load.pattern 'foo' is no load, expected one of constant, ");
    ExpectRefused("--load=file:missing", "missing: cannot be read");
    ExpectRefused("--load=foo", "file:NAME, none");
    for (const char* depth : {"0", "4294967296"})
    {
        ExpectRefused(std::string("--depth=") + depth, ", expected 1 to 4294967295");
    }
    ExpectRefused("--depth=many", "'many'");
    ExpectRefused("--depth=many", ", expected a whole number");
    ExpectRefused("--players=0", "bad value 0 of --players, expected 1 to 509");
    ExpectRefused("--players=70000", "bad value 70000 of --players, expected 1 to 509");
    ExpectRefused("--seed=0", "bad value 0 of --seed, expected 1 to ");
    ExpectRefused("--seed=-1", "bad value -1 of --seed, expected 1 to ");
    ExpectRefused("--run=-1", "bad value -1 of --run, expected 0 to ");
    ExpectRefused("--scenario=1999", "unknown scenario '1999', expected 2022, 2023 or control");
    ExpectRefused("--rule=ns3::Nope", "'ns3::Nope'");
    ExpectRefused("--rule=ns3::Node",
                  "expected a TypeId derived from ns3::synthnet::AdaptationRule");
    ExpectRefused("--nope=3", "unknown option --nope");
    ExpectRefused("--ns3::TcpSocket::SegmentSize=12abc",
                  "--ns3::TcpSocket::SegmentSize is '12abc', expected a whole number from 0 to ");
    ExpectRefused("--ns3::TcpSocket::Nope=1", "--ns3::TcpSocket::Nope does not exist");
    ExpectRefused("--ns3::synthnet::IntSwitch::QueueDepth=7",
                  "--ns3::synthnet::IntSwitch::QueueDepth is the testbed's own, expected depth");
    const auto result = Run("synthnet-testbed --duration=2");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("--out is missing"), std::string::npos);
    const auto text = Run("synthnet-testbed --out=out --duration=long");
    EXPECT_NE(text.err.find("'long'"), std::string::npos) << text.err;
    EXPECT_NE(text.err.find(", expected a number\n"), std::string::npos) << text.err;
    for (const char* duration : {"-5", "0", "1e-12", "0.999", "nan", "2e+08"})
    {
        const auto bad = Run(std::string("synthnet-testbed --out=out --duration=") + duration);
        EXPECT_EQ(bad.status, 1);
        EXPECT_NE(
            bad.err.find(std::string("--duration=") + duration + ", expected 1 to 1e8 seconds"),
            std::string::npos)
            << bad.err;
        EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
    }
}

TEST_F(TestbedProgram, BadFilesAreRefusedInOneLine)
{
    m_scratch.Write("commands.txt", "# one\ntable_add nowhere drop 10.0.0.1/32 =>\n");
    ExpectRefused("--commands=commands.txt", "commands.txt:2: unknown table 'nowhere'");
    ExpectRefused("--commands=missing.txt", "missing.txt: cannot be read");
    ExpectRefused("--commands=.", ".: cannot be read");
    ExpectRefused("--config=missing.json", "missing.json: cannot be read");
    m_scratch.Write("bad.mpd", "<MPD>\n<Period/></MPD>");
    ExpectRefused("--mpd=bad.mpd", "bad.mpd:2: expected ");
    ExpectRefused("--mpd=missing.mpd", "missing.mpd: cannot be read");
    m_scratch.Write("bad.json", "{\n\"switches\": [\n}");
    ExpectRefused("--config=bad.json",
                  "bad.json:3: is not JSON here, expected '[', '{', or a literal");
    const std::pair<const char*, const char*> configs[] = {
        {R"({"swiches": {}})", "c.json:1: swiches is unknown, expected one of "},
        {R"({"switches": {"attributes": {"IngressService": "ns3::Foo"}}})", "'ns3::Foo'"},
        {R"({"switches": {"attributes": {"IngressService": "ns3::Node"}}})",
         "'ns3::Node', expected a TypeId derived from ns3::synthnet::ServiceTime"},
        {R"({"switches": {"queueDisc": "ns3::Node"}})", "derived from ns3::QueueDisc"},
        {R"({"player": {"attributes": {"StableBufferTime": "12 s"}}})", "'12 s'"},
        {R"({"load": {"patternAttributes": {"Amplitude": "five"}}})", "'five'"},
        {R"({"load": {"clientAttributes": {"Nope": "1"}}})",
         "c.json:1: load.clientAttributes.Nope does not exist"},
        {R"({"video": {"segmentSizes": "ns3::Node"}})", "derived from ns3::synthnet::SegmentSizes"},
        {R"({"video": {"ladder": [{"id": "a"}]}})", "bandwidth"},
        {R"({"attributes": {"ns3::TcpSocket::SegmentSize": "x"}})", "'x'"},
    };
    for (const auto& [json, part] : configs)
    {
        m_scratch.Write("c.json", json);
        ExpectRefused("--config=c.json", part);
    }
}

TEST_F(TestbedProgram, AnOutputDirectoryThatCannotBeMadeIsRefused)
{
    m_scratch.Write("full/file.txt", "mine\n");
    const std::string command = "synthnet-testbed --duration=2 --load=none --out=";
    auto result = Run(command + "full");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("full: is not empty, expected a new directory or --overwrite"),
              std::string::npos)
        << result.err;
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "full/int.csv"));
    EXPECT_FALSE(HasHidden("full"));
    EXPECT_EQ(Run(command + "full --overwrite").status, 0);
    EXPECT_EQ(m_scratch.Read("full/file.txt"), "mine\n");
    EXPECT_TRUE(fs::exists(m_scratch.Path() / "full/int.csv"));
    for (const char* place : {"full/file.txt", "full/file.txt/sub", "/proc/sub"})
    {
        result = Run(command + place);
        EXPECT_EQ(result.status, 1) << place;
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        EXPECT_NE(result.err.find(place), std::string::npos) << result.err;
    }
    EXPECT_EQ(m_scratch.Read("full/file.txt"), "mine\n");
}

TEST_F(TestbedProgram, TheRuleOfAnOptionBeatsTheDefaultOfTheAttribute)
{
    const auto result =
        Run(SHORT + "--out=a --ns3::synthnet::DashPlayer::Adaptation=ns3::synthnet::FixedRule "
                    "--rule=ns3::synthnet::BolaRule");
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_NE(m_scratch.Read("a/run.json").find("\"Adaptation\": \"ns3::synthnet::BolaRule\""),
              std::string::npos);
}

TEST_F(TestbedProgram, HelpNamesTheScenariosValues)
{
    const std::string help = Run("synthnet-testbed --help").out;
    for (const char* part : {"(64)", "(2022: 600, 2023:", "(sinusoid)", "DynamicRule"})
    {
        EXPECT_NE(help.find(part), std::string::npos) << part << "\n" << help;
    }
}

TEST_F(TestbedProgram, ASecondRunIntoTheDirectoryIsRefused)
{
    const std::string first =
        "{ timeout 60 '" SYNTHNET_PROGRAMS "/synthnet-testbed' "
        "--load=none --duration=1000000 --out=out >first.txt 2>&1 & }; "
        "echo $! >pid.txt; "
        "for i in $(seq 200); do ls -d out/.s* >/dev/null 2>&1 && break; sleep 0.05; done;";
    for (const std::string option : {"", " --overwrite"})
    {
        const auto result =
            RunProgram(m_scratch, "synthnet-testbed --duration=2 --out=out" + option, first);
        EXPECT_EQ(result.status, 1);
        EXPECT_NE(result.err.find("out: is being written by another run"), std::string::npos)
            << result.err;
        const std::string pid = m_scratch.Read("pid.txt");
        ASSERT_EQ(kill(std::stoi(pid), SIGTERM), 0);
        for (int i = 0; i < 200 && m_scratch.Read("first.txt").empty(); ++i)
        {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
        EXPECT_EQ(m_scratch.Read("first.txt"), "synthnet-testbed: stopped by SIGTERM\n");
    }
}

TEST_F(TestbedProgram, ASignalEndsItInOneLineAndLeavesNothing)
{
    for (const auto& [name, status] : {std::pair("INT", 130), {"TERM", 143}, {"HUP", 129}})
    {
        m_scratch.Write("there/mine.txt", "mine");
        for (const std::string out : {"new/out", "there --overwrite"})
        {
            const auto result =
                RunProgram(m_scratch,
                           "synthnet-testbed --load=none --duration=1000000 --out=" + out,
                           std::string("timeout --preserve-status -s ") + name + " 0.5");
            EXPECT_EQ(result.status, status) << result.err;
            EXPECT_EQ(result.err, std::string("synthnet-testbed: stopped by SIG") + name + "\n");
            EXPECT_FALSE(fs::exists(m_scratch.Path() / "new"));
            EXPECT_FALSE(fs::exists(m_scratch.Path() / "there/int.csv"));
            EXPECT_FALSE(HasHidden("there"));
        }
    }
}

TEST_F(TestbedProgram, ASignalEndsARunWhoseTimeStandsStill)
{
    for (const std::string signal : {"INT", "TERM"})
    {
        const auto result = RunProgram(m_scratch,
                                       "synthnet-testbed --duration=10 --out=out --load=sinusoid "
                                       "--ns3::synthnet::SinusoidLoad::Lambda=1000000",
                                       "timeout --preserve-status -k 5 -s " + signal + " 1");
        EXPECT_EQ(result.status, signal == "INT" ? 130 : 143);
        EXPECT_EQ(result.err, "synthnet-testbed: stopped by SIG" + signal + "\n");
        EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
    }
}

TEST_F(TestbedProgram, ARunThatWasKilledDoesNotHinderTheNext)
{
    const std::string command = "synthnet-testbed --load=none --out=out --duration=";
    const auto killed = RunProgram(m_scratch, command + "1000000", "timeout -s KILL 1");
    EXPECT_EQ(killed.status, 137);
    ASSERT_TRUE(HasHidden("out"));
    const auto result = Run(command + "2");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_FALSE(HasHidden("out"));
}

TEST_F(TestbedProgram, AFullDiskEndsItWhereItHappens)
{
    // ns-3 never frees the event through which an exception passes.
    const auto result = RunProgram(m_scratch,
                                   "synthnet-testbed --load=none --duration=100000 --out=out",
                                   "export ASAN_OPTIONS=detect_leaks=0; trap '' XFSZ && "
                                   "ulimit -f 64 && timeout 60");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err, "synthnet-testbed: out/int.csv: cannot be written: File too large\n");
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
}

TEST_F(TestbedProgram, TextThatIsNotUtf8DoesNotLoseTheRun)
{
    const auto result = Run(SHORT + "--out=\"$(printf 'out\\377')\"");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(m_scratch.Read("out\377/run.json").find("\"out\": \"out\xEF\xBF\xBD\""),
              std::string::npos);
}

} // namespace
