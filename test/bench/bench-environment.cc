/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a step of a SyntheticEnvironment costs an agent whose actions are drawn at random, and what
// its tables cost before the first one. The tables are as long as the testbed's, 40 minutes a
// depth, or as what two models draw for an episode, 500 windows of 24 rows each.
#include "ns3/qoe-reward.h"
#include "ns3/random-numbers.h"
#include "ns3/synthetic-environment.h"
#include "ns3/telemetry-observation.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

namespace
{

using namespace ns3::synthnet;

constexpr Table::Index RECORDED_ROWS = 2400;
constexpr Table::Index GENERATED_ROWS = 12000;

/// Noise in the columns of three switches and a player; what it is does not change what steps cost.
Table
RandomTable(Table::Index rows, uint64_t seed)
{
    RandomNumbers random(seed, 0);
    Table table;
    for (const char* name : {"enq_qdepth1",
                             "deq_timedelta1",
                             "deq_qdepth1",
                             "enq_qdepth2",
                             "deq_timedelta2",
                             "deq_qdepth2",
                             "enq_qdepth3",
                             "deq_timedelta3",
                             "deq_qdepth3",
                             "Buffer",
                             "ReportedBitrate",
                             "FPS"})
    {
        Eigen::VectorXd column(rows);
        for (double& value : column)
        {
            value = static_cast<double>(random.Uniform());
        }
        table.Append(name, column);
    }
    return table;
}

std::unique_ptr<SyntheticEnvironment>
Make(TransitionRule rule, Table::Index rows, Table::Index window)
{
    SyntheticConfig config;
    config.rule = rule;
    return std::make_unique<SyntheticEnvironment>(
        TableSource::Tables{{32, RandomTable(rows, 1), window, ""},
                            {64, RandomTable(rows, 2), window, ""}},
        std::make_shared<TelemetryObservation>(std::vector<unsigned>{1, 2, 3}, true),
        std::make_shared<QoeReward>(),
        config);
}

/// Steps with actions drawn at random, as many times as it is asked for; episodes begin anew.
class Player
{
  public:
    explicit Player(Environment& environment)
        : m_environment(environment)
    {
    }

    void Step()
    {
        if (m_over)
        {
            benchmark::DoNotOptimize(m_environment.Reset(++m_seed));
        }
        GymStep step = m_environment.Step({static_cast<int64_t>(m_random.Below(2))});
        m_over = step.truncated;
        benchmark::DoNotOptimize(step);
    }

  private:
    Environment& m_environment;
    RandomNumbers m_random{1, 0};
    uint64_t m_seed{0};
    bool m_over{true};
};

void
Steps(benchmark::State& state, TransitionRule rule)
{
    const auto environment = Make(rule, RECORDED_ROWS, 0);
    Player player(*environment);
    for (int i = 0; i < 100000; ++i) // until nearly all nearest periods are known
    {
        player.Step();
    }
    for (auto _ : state)
    {
        player.Step();
    }
    state.SetItemsProcessed(state.iterations());
}

/// The first episode on new tables, whose nearest periods have to be sought.
void
FirstEpisode(benchmark::State& state, Table::Index rows, Table::Index window)
{
    for (auto _ : state)
    {
        state.PauseTiming();
        const auto environment = Make(TransitionRule::NEAREST, rows, window);
        Player player(*environment);
        state.ResumeTiming();
        for (int i = 0; i < 150; ++i)
        {
            player.Step();
        }
    }
    state.SetItemsProcessed(150 * state.iterations());
}

void
Construct(benchmark::State& state, Table::Index rows, Table::Index window)
{
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(Make(TransitionRule::NEAREST, rows, window));
    }
}

BENCHMARK_CAPTURE(Steps, nearest, TransitionRule::NEAREST);
BENCHMARK_CAPTURE(Steps, parallel, TransitionRule::PARALLEL);
BENCHMARK_CAPTURE(Steps, published, TransitionRule::PUBLISHED);
BENCHMARK_CAPTURE(FirstEpisode, recorded, RECORDED_ROWS, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(FirstEpisode, generated, GENERATED_ROWS, 24)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Construct, recorded, RECORDED_ROWS, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Construct, generated, GENERATED_ROWS, 24)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
