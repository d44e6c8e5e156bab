/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "gym-client.h"

#include "ns3/gym-bridge.h"
#include "ns3/gym-messages.h"
#include "ns3/serve-environment.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <chrono>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using std::chrono::milliseconds;

const GymSpace OBSERVATIONS{BoxSpace::Vector(2, 0, 1000, GymNumber::DOUBLE)};
const GymSpace ACTIONS{DiscreteSpace{2}};

/// Its observations are the seed and the number of steps, its reward the action; ends after three.
class Walk : public Environment
{
  public:
    const GymSpace& ObservationSpace() const override
    {
        return OBSERVATIONS;
    }

    const GymSpace& ActionSpace() const override
    {
        return ACTIONS;
    }

    GymReset Reset(uint64_t seed) override
    {
        m_seed = static_cast<double>(seed);
        m_steps = 0;
        seeds.push_back(seed);
        return {Observation(), {}};
    }

    GymStep Step(const GymValue& action) override
    {
        ++m_steps;
        GymStep step;
        step.observation = Observation();
        step.reward = static_cast<double>(std::get<int64_t>(action.value));
        step.terminated = m_steps == 3 && m_seed == 1;
        step.truncated = m_steps == 3 && m_seed != 1;
        step.info = {{"steps", std::to_string(m_steps)}};
        return step;
    }

    std::vector<uint64_t> seeds;

  private:
    GymValue Observation() const
    {
        return {std::vector<double>{m_seed, static_cast<double>(m_steps)}};
    }

    double m_seed{0};
    int m_steps{0};
};

GymValue
Choice(int64_t action)
{
    return {action};
}

double
Number(const GymState& state, std::size_t i)
{
    return std::get<std::vector<double>>(state.observation.value)[i];
}

GymBridgeConfig
Config(uint16_t port)
{
    GymBridgeConfig config;
    config.port = port;
    config.appear = milliseconds(5000);
    config.answer = milliseconds(5000);
    return config;
}

/// A TCP port that somebody listens on who speaks something else.
class Listener
{
  public:
    explicit Listener(std::string greeting)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(m_socket, 8) != 0 ||
            ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        {
            throw std::runtime_error("no port");
        }
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this, greeting = std::move(greeting)] {
            for (;;)
            {
                const int peer = ::accept(m_socket, nullptr, nullptr);
                if (peer < 0)
                {
                    return;
                }
                [[maybe_unused]] const auto written =
                    ::send(peer, greeting.data(), greeting.size(), MSG_NOSIGNAL);
                ::close(peer);
            }
        });
    }

    ~Listener()
    {
        ::shutdown(m_socket, SHUT_RDWR);
        m_thread.join();
        ::close(m_socket);
    }

    uint16_t Port() const
    {
        return m_port;
    }

  private:
    int m_socket;
    uint16_t m_port{0};
    std::thread m_thread;
};

/// A port that nobody listens on.
uint16_t
FreePort()
{
    return GymClient().Port();
}

/// Runs in a thread of its own, joined at the end.
class Beside
{
  public:
    explicit Beside(std::function<void()> work)
        : m_thread(std::move(work))
    {
    }

    ~Beside()
    {
        m_thread.join();
    }

  private:
    std::thread m_thread;
};

TEST(GymBridge, AClientGetsSpacesStatesAndEndsAndItsActionsAct)
{
    Walk walk;
    GymClient client;
    GymServeConfig config;
    config.bridge = Config(client.Port());
    config.episodes = 1;
    uint64_t episodes = 0;
    {
        const Beside server([&] { episodes = ServeEnvironment(walk, config); });
        const GymState first = client.Begin();
        EXPECT_TRUE(client.init.observationSpace == OBSERVATIONS);
        EXPECT_TRUE(client.init.actionSpace == ACTIONS);
        EXPECT_EQ(client.init.processId, static_cast<uint64_t>(::getpid()));
        EXPECT_EQ(Number(first, 0), 1);
        EXPECT_EQ(Number(first, 1), 0);
        EXPECT_EQ(first.reward, 0);
        const GymState second = client.Step(Choice(1));
        EXPECT_EQ(second.reward, 1);
        EXPECT_EQ(second.info.at("steps"), "1");
        EXPECT_EQ(second.end, GymEnd::NONE);
        EXPECT_EQ(client.Step(Choice(0)).reward, 0);
        EXPECT_EQ(client.Step(Choice(1)).end, GymEnd::GAME_OVER);
    }
    EXPECT_EQ(episodes, 1u);
}

TEST(GymBridge, EpisodesFollowOneAnotherUntilTheClientDoesNotComeBack)
{
    Walk walk;
    auto client = std::make_unique<GymClient>();
    const uint16_t port = client->Port();
    GymServeConfig config;
    config.bridge = Config(port);
    config.again = milliseconds(1000);
    uint64_t episodes = 0;
    {
        const Beside server([&] { episodes = ServeEnvironment(walk, config); });
        client->Begin();
        client->Step(Choice(0));
        client->Step(Choice(0));
        EXPECT_EQ(client->Step(Choice(0)).end, GymEnd::GAME_OVER);
        client.reset(); // as Ns3Env.reset(): closes its socket and listens anew
        client = std::make_unique<GymClient>(port);
        EXPECT_EQ(Number(client->Begin(), 0), 2);
        client->Step(Choice(0));
        client->Stop(); // in the middle of an episode
        client.reset();
        client = std::make_unique<GymClient>(port);
        EXPECT_EQ(Number(client->Begin(), 0), 3);
        client->Step(Choice(0));
        client->Step(Choice(0));
        EXPECT_EQ(client->Step(Choice(0)).end, GymEnd::SIMULATION_END);
        client.reset();
    }
    EXPECT_EQ(episodes, 3u);
    EXPECT_EQ(walk.seeds, (std::vector<uint64_t>{1, 2, 3}));
}

TEST(GymBridge, AClientThatStopsAtOnceGetsNoState)
{
    GymClient client;
    GymBridge bridge(Config(client.Port()));
    const Beside answering([&client] {
        client.Receive();
        client.Send(EncodeGymInitReply({true, true}));
    });
    bridge.Begin(OBSERVATIONS, ACTIONS);
    GymState state;
    state.observation.value = std::vector<double>{0, 0};
    EXPECT_FALSE(bridge.Ask(state));
}

TEST(GymBridge, WaitsForAClientToListen)
{
    const uint16_t port = FreePort();
    GymBridge bridge(Config(port));
    const Beside late([port] {
        std::this_thread::sleep_for(milliseconds(400));
        GymClient client(port);
        client.Begin();
        client.Stop();
    });
    bridge.Begin(OBSERVATIONS, ACTIONS);
    GymState state;
    state.observation.value = std::vector<double>{0, 0};
    EXPECT_FALSE(bridge.Ask(state));
}

TEST(GymBridge, NobodyWhoListensIsNamedWithTheTime)
{
    GymBridgeConfig config = Config(FreePort());
    config.appear = milliseconds(300);
    ExpectInputError([&] { GymBridge(config).Begin(OBSERVATIONS, ACTIONS); },
                     "tcp://localhost:" + std::to_string(config.port) +
                         ": nobody listens there after 0.3 s, expected a client");
    Walk walk;
    GymServeConfig serve;
    serve.bridge = config;
    ExpectInputError([&] { ServeEnvironment(walk, serve); }, "nobody listens");
    EXPECT_TRUE(walk.seeds.empty());
}

TEST(GymBridge, APortOfAnotherProgramIsNamed)
{
    const Listener web("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    ExpectInputError([&] { GymBridge(Config(web.Port())).Begin(OBSERVATIONS, ACTIONS); },
                     "what listens there speaks no ZeroMQ");
    const Listener closing("");
    ExpectInputError([&] { GymBridge(Config(closing.Port())).Begin(OBSERVATIONS, ACTIONS); },
                     "what listens there speaks no ZeroMQ");
}

TEST(GymBridge, AClientThatGoesInTheMiddleOfAnEpisodeIsNoticedAtOnce)
{
    auto client = std::make_unique<GymClient>();
    GymBridge bridge(Config(client->Port()));
    const Beside going([&client] {
        client->Begin();
        client.reset();
    });
    bridge.Begin(OBSERVATIONS, ACTIONS);
    GymState state;
    state.observation.value = std::vector<double>{0, 0};
    const auto begin = std::chrono::steady_clock::now();
    ExpectInputError([&] { bridge.Ask(state); }, "the client has gone in the middle of an episode");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(3000));
}

TEST(GymBridge, AClientThatDoesNotAnswerIsNamedWithTheTime)
{
    GymClient client;
    GymBridgeConfig config = Config(client.Port());
    config.answer = milliseconds(300);
    ExpectInputError([&] { GymBridge(config).Begin(OBSERVATIONS, ACTIONS); },
                     "no answer to SimInitMsg within 0.3 s");

    GymClient other;
    config.port = other.Port();
    GymBridge bridge(config);
    const Beside slow([&other] { other.Begin(); });
    bridge.Begin(OBSERVATIONS, ACTIONS);
    GymState state;
    state.observation.value = std::vector<double>{0, 0};
    ExpectInputError([&] { bridge.Ask(state); }, "no answer to EnvStateMsg within 0.3 s");
}

TEST(GymBridge, BadAnswersAreNamed)
{
    GymClient client;
    GymBridge bridge(Config(client.Port()));
    {
        const Beside answering([&client] {
            client.Receive();
            client.Send("no message");
        });
        ExpectInputError([&] { bridge.Begin(OBSERVATIONS, ACTIONS); },
                         "bad answer to SimInitMsg: 10 bytes are no SimInitAck");
    }
    GymClient other;
    GymBridge second(Config(other.Port()));
    const Beside answering([&other] {
        other.Begin();
        other.Send(EncodeGymReply({GymValue{std::vector<double>{1, 2}}, false}, OBSERVATIONS));
    });
    second.Begin(OBSERVATIONS, ACTIONS);
    GymState state;
    state.observation.value = std::vector<double>{0, 0};
    ExpectInputError([&] { second.Ask(state); },
                     "bad action: a value of type 2, expected Discrete");
}

TEST(GymBridge, AsksWhetherToGoOnWhileItWaits)
{
    GymBridgeConfig config = Config(FreePort());
    config.appear = milliseconds(60'000);
    int asked = 0;
    config.check = [&asked] {
        if (++asked == 3)
        {
            throw std::domain_error("a signal");
        }
    };
    EXPECT_THROW(GymBridge(config).Begin(OBSERVATIONS, ACTIONS), std::domain_error);
}

} // namespace
} // namespace ns3::synthnet
