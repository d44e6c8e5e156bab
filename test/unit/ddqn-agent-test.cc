/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/ddqn-agent.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ns3::synthnet
{
namespace
{

DdqnAgent
MakeAgent()
{
    DdqnConfig config;
    config.hidden = {5, 6};
    MultilayerPerceptron network({4, 5, 6, 3});
    RandomNumbers random(1, 0);
    network.Initialize(random);
    FeatureScaler scaler(FeatureScaling::STANDARD, 4);
    scaler.Learn({1, 2, 3, 4, 2, 4, 6, 8});
    return {config,
            {{"a", "b", "c", "d"}, {{"environment", "one line\nanother"}}},
            scaler,
            network};
}

SafetensorsFile
Saved(const ScratchDirectory& directory, const std::string& kind = "ddqn")
{
    std::ostringstream stream;
    MakeAgent().Save(stream);
    std::string bytes = stream.str();
    if (kind != "ddqn")
    {
        bytes.replace(bytes.find("\"ddqn\""), 6, "\"" + kind + "\"");
    }
    return SafetensorsFile(directory.Write("a.st", bytes));
}

TEST(DdqnAgent, ComesBackFromItsFile)
{
    const ScratchDirectory directory;
    const DdqnAgent agent = MakeAgent();
    const DdqnAgent read(Saved(directory));
    EXPECT_EQ(BytesOf(read), BytesOf(agent));
    EXPECT_EQ(read.Task().observations, agent.Task().observations);
    EXPECT_EQ(read.Task().about.at("environment"), "one line\nanother");
    EXPECT_EQ(read.Actions(), 3u);
    DdqnAgent::Scratch scratch;
    DdqnAgent::Scratch other;
    const std::vector<double> observation{1.5, 2.5, -1, 7};
    const float* values = agent.Values(observation, scratch);
    const float* again = read.Values(observation, other);
    for (std::size_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(values[i], again[i]);
        EXPECT_LE(values[i], values[agent.Best(observation, scratch)]);
    }
}

TEST(DdqnAgent, RefusesAnotherEnvironmentInOneLineThatNamesTheFile)
{
    const ScratchDirectory directory;
    const DdqnAgent agent(Saved(directory));
    agent.Need({"a", "b", "c", "d"}, 3);
    ExpectInputError(
        [&] {
            agent.Need({"a", "b", "d", "c"}, 3);
        },
        "a.st: observes a, b, c, d; expected a, b, d, c");
    ExpectInputError([&] { agent.Need({"a", "b", "c"}, 3); }, "expected a, b, c");
    ExpectInputError(
        [&] {
            agent.Need({"a", "b", "c", "d"}, 2);
        },
        "a.st: has 3 actions, expected 2");
}

TEST(DdqnAgent, RefusesFilesThatAreNoAgent)
{
    const ScratchDirectory directory;
    ExpectInputError([&] { DdqnAgent agent(Saved(directory, "dqnd")); },
                     "a.st: holds 'dqnd', expected 'ddqn'");
    const ScratchDirectory other;
    std::ostringstream stream;
    WriteSafetensors(stream, {});
    const SafetensorsFile empty(other.Write("e.st", stream.str()));
    ExpectInputError([&] { DdqnAgent agent(empty); }, "e.st: no agent");
}

} // namespace
} // namespace ns3::synthnet
