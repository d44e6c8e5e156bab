/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a joint step of TimeGAN costs with LibTorch's GRU and with the fused one, at the sizes of
// the paper and of the tutorial, and how many values a second a model draws. Prints wall times
// and ratios, from runs that alternate.

#include "ns3/random-numbers.h"
#include "ns3/timegan-generator.h"
#include "ns3/timegan-trainer.h"

#include "median.h"
#include "program.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Clock = std::chrono::steady_clock;

struct Size
{
    std::size_t seqLen;
    std::size_t batch;
    std::size_t hiddenDim;
    std::size_t features;
};

constexpr Size SIZES[] = {{24, 128, 24, 6}, {50, 100, 20, 16}};

/// A table without constant columns; what it holds does not change what a step costs.
Table
RandomTable(std::size_t features)
{
    RandomNumbers random(1, 0);
    Table table;
    for (std::size_t i = 0; i < features; ++i)
    {
        Eigen::VectorXd column(1000);
        for (double& value : column)
        {
            value = static_cast<double>(random.Uniform());
        }
        table.Append("feature" + std::to_string(i), column);
    }
    return table;
}

/// A training that has come to its joint phase.
std::unique_ptr<TimeGanTrainer>
MakeTrainer(const Size& size, int steps, const ComputeOptions& compute)
{
    TimeGanConfig config;
    config.seqLen = size.seqLen;
    config.batch = size.batch;
    config.hiddenDim = size.hiddenDim;
    config.steps = static_cast<std::size_t>(steps);
    auto trainer = std::make_unique<TimeGanTrainer>(RandomTable(size.features), config, compute);
    while (trainer->Progress().phase != "joint")
    {
        trainer->Step();
    }
    return trainer;
}

double
SecondsOf(TimeGanTrainer& trainer, int steps)
{
    const auto start = Clock::now();
    for (int i = 0; i < steps; ++i)
    {
        trainer.Step();
    }
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void
CompareSteps(const Size& size, int rounds, unsigned threads)
{
    constexpr int stepsOfARound = 5;
    ComputeOptions fused;
    fused.threads = threads;
    ComputeOptions torch;
    torch.gru = GruKind::TORCH;
    const auto fast = MakeTrainer(size, rounds * stepsOfARound, fused);
    const auto stock = MakeTrainer(size, rounds * stepsOfARound, torch);
    std::vector<double> fastSeconds;
    std::vector<double> stockSeconds;
    for (int i = 0; i < rounds; ++i)
    {
        stockSeconds.push_back(SecondsOf(*stock, stepsOfARound) / stepsOfARound);
        fastSeconds.push_back(SecondsOf(*fast, stepsOfARound) / stepsOfARound);
    }
    std::printf("joint step, length %zu, batch %zu, hidden %zu, %zu features: "
                "torch %.1f ms, fused on %u thread%s %.1f ms, %.1f times as fast\n",
                size.seqLen,
                size.batch,
                size.hiddenDim,
                size.features,
                1e3 * Median(stockSeconds),
                threads,
                threads == 1 ? "" : "s",
                1e3 * Median(fastSeconds),
                Median(stockSeconds) / Median(fastSeconds));
}

void
MeasureSampling(const Size& size, unsigned threads)
{
    ComputeOptions compute;
    compute.threads = threads;
    const auto generator = MakeTrainer(size, 1, compute)->Generator();
    constexpr std::size_t windows = 10000;
    const auto start = Clock::now();
    const Table table = generator->Sample(windows, 1);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("sampling, %u thread%s: %.1f million values a second\n",
                threads,
                threads == 1 ? "" : "s",
                static_cast<double>(table.Rows() * table.Columns()) / seconds / 1e6);
}

} // namespace

int
main(int argc, char* argv[])
{
    int rounds = 10;
    Program program("bench-timegan",
                    "What a joint step of TimeGAN costs with LibTorch's GRU and the fused one, "
                    "and how fast a model draws.");
    boost::program_options::options_description options("Options");
    options.add_options()("rounds",
                          boost::program_options::value(&rounds)->default_value(rounds),
                          "of five steps of each kind");
    program.SetWork(std::move(options), [&] {
        for (const unsigned threads : {1U, 2U})
        {
            for (const Size& size : SIZES)
            {
                CompareSteps(size, rounds, threads);
            }
            MeasureSampling(SIZES[0], threads);
        }
    });
    return program.Run(argc, argv);
}
