/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compared-sides.h"

#include "option-values.h"

#include "ns3/cleaning.h"
#include "ns3/csv.h"
#include "ns3/gap.h"
#include "ns3/input-error.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace
{

fs::path
IntLogIn(const fs::path& run)
{
    return run / "int.csv";
}

fs::path
PlayerLogIn(const fs::path& run)
{
    return run / "dash.csv";
}

} // namespace

void
ComparedSides::AddTo(po::options_description& options)
{
    options.add_options()("realInt", po::value(&m_realInt), "real log of INT probes");
    options.add_options()("realDash", po::value(&m_realDash), "real log of a DASH player");
    options.add_options()("real", po::value(&m_real), "real table, instead of real logs");
    options.add_options()("sim",
                          po::value(&m_sim),
                          "directories with int.csv and dash.csv of simulated runs, comma "
                          "separated; figures are means over the runs");
    options.add_options()("synthetic",
                          po::value(&m_synthetic),
                          "synthetic tables, comma separated, instead of simulated runs");
    options.add_options()("outliers",
                          po::value(&m_outliers)->default_value("keep"),
                          "keep, or remove: compare joined tables without the rows beyond 1.5 "
                          "interquartile ranges; a --real table beside --sim is taken as it is");
}

void
ComparedSides::Check() const
{
    ParseChoice("outliers", m_outliers, "keep", "remove");
    const bool realLogs = !m_realInt.empty() && !m_realDash.empty() && m_real.empty();
    const bool realTable = m_realInt.empty() && m_realDash.empty() && !m_real.empty();
    const bool simulated = !ParseList(m_sim).empty() && m_synthetic.empty();
    const bool synthetic = m_sim.empty() && !ParseList(m_synthetic).empty();
    if (!(realLogs && simulated) && !(realTable && (simulated || synthetic)))
    {
        throw InputError("expected --realInt=F --realDash=F --sim=DIR,... or --real=TABLE "
                         "--sim=DIR,... or --real=TABLE --synthetic=TABLE,...");
    }
}

std::vector<fs::path>
ComparedSides::Inputs() const
{
    std::vector<fs::path> inputs;
    for (const auto& file : {m_realInt, m_realDash, m_real})
    {
        if (!file.empty())
        {
            inputs.emplace_back(file);
        }
    }
    for (const auto& directory : ParseList(m_sim))
    {
        inputs.push_back(IntLogIn(directory));
        inputs.push_back(PlayerLogIn(directory));
    }
    for (const auto& table : ParseList(m_synthetic))
    {
        inputs.emplace_back(table);
    }
    return inputs;
}

Observation
ComparedSides::Real()
{
    if (m_real.empty())
    {
        return FromLogs(m_realInt, m_realInt, m_realDash);
    }
    return FromTable(m_real, m_outliers == "remove" && m_sim.empty());
}

std::vector<Observation>
ComparedSides::Others(const Observation& real)
{
    std::vector<Observation> others;
    for (const auto& directory : ParseList(m_sim))
    {
        others.push_back(FromLogs(directory, IntLogIn(directory), PlayerLogIn(directory)));
    }
    for (const auto& table : ParseList(m_synthetic))
    {
        others.push_back(FromTable(table, m_outliers == "remove"));
    }
    for (const auto& other : others)
    {
        CheckFeatures(real, other);
        if (SharedFeatures(real, other) != SharedFeatures(real, others[0]))
        {
            throw InputError(other.Name() + ": has other columns than " + others[0].Name() +
                             ", expected the same");
        }
    }
    return others;
}

std::string
ComparedSides::Kind() const
{
    return m_sim.empty() ? "synthetic" : "simulated";
}

const std::vector<std::string>&
ComparedSides::Notes() const
{
    return m_notes;
}

bool
ComparedSides::ComparesLogs() const
{
    return m_real.empty() && m_outliers == "keep";
}

Observation
ComparedSides::FromLogs(const std::string& name, const fs::path& intFile, const fs::path& dashFile)
{
    const CsvDocument probes = ReadIntLog(intFile);
    const CsvDocument samples = ReadPlayerLog(dashFile);
    AddNote(probes.SkippedNote());
    AddNote(samples.SkippedNote());
    if (ComparesLogs())
    {
        return {name, probes.table, samples.table};
    }
    const Cleaning cleaning{MissingValues::MEAN, {}, false, m_outliers == "remove"};
    return {name, cleaning.Apply(JoinBySecond(probes, samples))};
}

Observation
ComparedSides::FromTable(const std::string& file, bool removeOutliers)
{
    const CsvDocument document = ReadCsv(file);
    document.NeedRows();
    AddNote(document.SkippedNote());
    const Cleaning cleaning{MissingValues::KEEP, {}, false, removeOutliers};
    return {file, cleaning.Apply(document.table)};
}

void
ComparedSides::AddNote(const std::string& note)
{
    if (!note.empty())
    {
        m_notes.push_back(note);
    }
}

void
ComparedSides::CheckFeatures(const Observation& real, const Observation& other)
{
    std::vector<std::string> missing;
    for (const auto& feature : real.Features())
    {
        if (!other.Has(feature))
        {
            missing.push_back(feature);
        }
    }
    if (!missing.empty() && !m_sim.empty())
    {
        throw InputError(other.Name() + ": column '" + missing.front() + "' is missing, expected " +
                         JoinNames(real.Features()) + " as " + real.Name() + " has them");
    }
    if (!missing.empty())
    {
        AddNote(other.Name() + ": not compared, because it lacks them: " + JoinNames(missing));
    }
}

} // namespace ns3::synthnet
