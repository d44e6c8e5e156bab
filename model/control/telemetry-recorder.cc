/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "telemetry-recorder.h"

#include "ns3/input-error.h"
#include "ns3/testbed-logs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

namespace ns3::synthnet
{

namespace
{

int64_t
SecondOf(Time time)
{
    return time.GetNanoSeconds() / 1'000'000'000;
}

/// As a log with three decimals gives a number back.
double
Rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace

TelemetryRecorder::TelemetryRecorder(std::size_t switches)
    : m_switches(switches)
{
    std::vector<unsigned> numbers(switches);
    std::iota(numbers.begin(), numbers.end(), 1);
    m_names = IntFeatures(numbers);
    m_names.insert(m_names.end(), {"Buffer", "ReportedBitrate", "FPS"});
}

void
TelemetryRecorder::AddProbe(const ProbeHops& hops, Time arrival)
{
    if (hops.size() != m_switches)
    {
        throw InputError("a probe of " + std::to_string(hops.size()) + " hops, expected " +
                         std::to_string(m_switches));
    }
    const auto [found, isNew] = m_probes.try_emplace(SecondOf(arrival));
    std::vector<double>& values = found->second;
    if (!isNew && !(hops.back().deqTimedelta > values[1]))
    {
        return;
    }
    values.clear();
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop)
    {
        values.push_back(hop->enqQdepth);
        values.push_back(hop->deqTimedelta);
        values.push_back(hop->deqQdepth);
    }
}

void
TelemetryRecorder::AddSample(const PlayerState& state)
{
    if (!state.hasMedia)
    {
        return;
    }
    m_samples.push_back(
        {SecondOf(state.time),
         {Rounded(state.bufferLevel.GetSeconds()),
          static_cast<double>(std::llround(static_cast<double>(state.requested.bandwidth) / 1000)),
          Rounded(state.requested.frameRate)}});
}

Table
TelemetryRecorder::Take(Time end)
{
    const auto isPast = [last = SecondOf(end)](int64_t second) { return second < last; };
    const auto samplesEnd =
        std::find_if_not(m_samples.begin(), m_samples.end(), [&](const Sample& sample) {
            return isPast(sample.second);
        });
    std::vector<double> values; // [rows, columns], row by row
    const auto append = [&values](const std::vector<double>& probe, const Sample& sample) {
        values.insert(values.end(), probe.begin(), probe.end());
        values.insert(values.end(), sample.values.begin(), sample.values.end());
    };
    for (auto sample = m_samples.begin(); sample != samplesEnd; ++sample)
    {
        const auto probe = m_probes.find(sample->second);
        if (probe != m_probes.end())
        {
            append(probe->second, *sample);
        }
    }
    while (!m_probes.empty() && isPast(m_probes.begin()->first))
    {
        m_lastProbe = std::move(m_probes.begin()->second);
        m_probes.erase(m_probes.begin());
    }
    if (values.empty() && samplesEnd != m_samples.begin() && !m_lastProbe.empty())
    {
        append(m_lastProbe, *std::prev(samplesEnd));
    }
    m_samples.erase(m_samples.begin(), samplesEnd);

    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto columns = static_cast<Eigen::Index>(m_names.size());
    const auto rows = static_cast<Eigen::Index>(values.size()) / columns;
    return Table(m_names, Eigen::Map<const Rows>(values.data(), rows, columns));
}

} // namespace ns3::synthnet
