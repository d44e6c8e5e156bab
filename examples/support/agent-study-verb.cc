/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-study-verb.h"

#include "named-picture.h"
#include "option-values.h"
#include "policy-evaluation.h"
#include "program.h"
#include "stop-signals.h"
#include "study-page.h"
#include "study-pictures.h"
#include "study-summary.h"
#include "study-work.h"
#include "text-table.h"

#include "ns3/csv.h"
#include "ns3/ddqn-config.h"
#include "ns3/gnuplot-process.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"

#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <utility>

namespace ns3::synthnet
{

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace
{

constexpr const char* EVALUATION = "evaluation.csv";
constexpr const char* DECISIONS = "decisions.csv";

const std::vector<std::string> GENERATORS{"diffusion", "timegan", "none"};

/// The first, of what there is already; else what is being written.
fs::path
ThereOrWritten(const OutputDirectory& results, const std::string& name)
{
    const fs::path there = results.Path() / name;
    return fs::exists(there) ? there : results.File(name);
}

/// @return mean of what an agent of each kind took, by name
std::map<std::string, double>
TrainingSeconds(const StudyDirectory& directory, const StudyDescription& description)
{
    std::map<std::string, double> seconds;
    for (const StudyAgent kind : {StudyAgent::ONLINE, StudyAgent::OFFLINE})
    {
        double& mean = seconds[StudyAgentName(kind)];
        for (const uint64_t seed : description.Seeds())
        {
            mean += StudyDirectory::SecondsOf(directory.Agent(kind, seed)) /
                    static_cast<double>(description.seeds);
        }
    }
    return seconds;
}

/// @return what every agent earned while it learned: kind, seed, episode, rewardMean, decisions
Table
LearningCurves(const StudyDirectory& directory, const StudyDescription& description)
{
    std::vector<std::string> kinds;
    std::vector<std::vector<double>> rows;
    for (const StudyAgent kind : {StudyAgent::ONLINE, StudyAgent::OFFLINE})
    {
        for (const uint64_t seed : description.Seeds())
        {
            const Table episodes =
                ReadWholeTable(StudyDirectory::EpisodesOf(directory.Agent(kind, seed)));
            double decisions = 0;
            for (Table::Index row = 0; row < episodes.Rows(); ++row)
            {
                decisions += episodes.Column("transitions")(row);
                kinds.push_back(StudyAgentName(kind));
                rows.push_back({static_cast<double>(seed),
                                episodes.Column("episode")(row),
                                episodes.Column("rewardMean")(row),
                                decisions});
            }
        }
    }
    Table curves;
    curves.AppendCategorical("kind", kinds);
    const std::vector<std::string> names{"seed", "episode", "rewardMean", "decisions"};
    for (std::size_t column = 0; column < names.size(); ++column)
    {
        Eigen::VectorXd values(static_cast<Eigen::Index>(rows.size()));
        for (std::size_t row = 0; row < rows.size(); ++row)
        {
            values(static_cast<Eigen::Index>(row)) = rows[row][column];
        }
        curves.Append(names[column], values);
    }
    return curves;
}

/// @return for the page, how the study was made
std::vector<std::pair<std::string, std::string>>
Facts(const StudyDirectory& directory, const StudyDescription& description)
{
    std::string collected;
    std::string trained;
    for (const auto& depth : description.Depths())
    {
        const std::string comma = collected.empty() ? "" : ", ";
        const auto text = [&](const fs::path& file) {
            return comma + depth + ": " + ShortNumber(StudyDirectory::SecondsOf(file)) + " s";
        };
        collected += text(directory.Recorded(depth));
        trained += text(directory.Generator(depth));
    }
    std::vector<std::pair<std::string, std::string>> facts{
        {"agents of each kind", std::to_string(description.seeds)},
        {"first seed", std::to_string(description.seed)},
        {"episodes from which an online agent learned", std::to_string(description.episodes)},
        {"runs of each policy", std::to_string(description.runs)},
        {"recorded tables",
         ShortNumber(description.tableSeconds) + " simulated s each; took " + collected},
        {"generator", description.generator}};
    if (description.generator != "none")
    {
        facts.emplace_back("rows of a synthetic table", std::to_string(description.rows));
        facts.emplace_back("training of the generators took", trained);
    }
    return facts;
}

} // namespace

void
AgentStudyVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    auto add = options.add_options();
    add("seeds", po::value(&m_seeds)->default_value(m_seeds), "agents of each kind");
    add("seed",
        po::value(&m_seed)->default_value(m_seed),
        "of the first agents, the tables, the generators and the evaluation");
    add("episodes",
        po::value(&m_episodes)->default_value(m_episodes),
        "of the simulation, from which an online agent learns; an offline one makes as many "
        "decisions");
    add("runs",
        po::value(&m_runs)->default_value(m_runs),
        "unseen episodes in which each policy is judged");
    add("generator",
        po::value(&m_generator)->default_value("diffusion"),
        "what learns the recorded tables and draws those of the offline agents: diffusion, "
        "timegan; or none, they learn from the recorded tables");
    add("steps",
        po::value<int64_t>()->notifier([this](int64_t value) { m_steps = value; }),
        "of a generator's training; not given: diffusion picks them, timegan takes 10000 of each "
        "phase");
    add("rows", po::value(&m_rows)->default_value(m_rows), "of each synthetic table");
    add("tableSeconds",
        po::value(&m_tableSeconds)->default_value(m_tableSeconds),
        "simulated, of each recorded table");
    m_task.AddTo(options);
    m_live.AddTo(options);
    m_learning.AddTo(options);
    add("jobs",
        po::value(&m_jobs)->default_value(m_jobs),
        "processes side by side; their number changes no result but the seconds");
    add("pictures", po::value(&m_pictures)->default_value("png,svg"), "png, svg, both or none");
    add("out",
        po::value(&m_out)->required(),
        "directory of the study; interrupted, it stays, and the same command goes on");
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "start anew, and remove the study that is there");
    program.AddVerb(
        {"study",
         "Trains agents online, in the simulation, and offline, in synthetic tables, "
         "judges both and simpler policies in unseen episodes, and goes on where it "
         "was when it is called again.",
         options,
         [this, &program] { Run(program); },
         [this](const std::string& name, const std::string& value) { return Take(name, value); }});
}

bool
AgentStudyVerb::Take(const std::string& name, const std::string& value)
{
    return m_live.Take(name, value);
}

StudyDescription
AgentStudyVerb::Describe() const
{
    constexpr int64_t MOST = 1000000;
    constexpr int64_t MOST_ROWS = 100000000;
    StudyDescription description;
    description.task = m_task.Get();
    if (description.task.knob != QueueKnob::DEPTH)
    {
        throw InputError("a study records a table at each depth, expected --knob=depth");
    }
    description.compat = m_task.Compat();
    description.seed = m_seed;
    description.seeds = static_cast<std::size_t>(NeedWithin("seeds", m_seeds, 1, 1000));
    description.episodes = static_cast<uint64_t>(NeedWithin("episodes", m_episodes, 1, MOST));
    description.runs = static_cast<uint64_t>(NeedWithin("runs", m_runs, 1, MOST));
    description.generator = GENERATORS[ParseOneOf("generator", m_generator, GENERATORS)];
#ifndef SYNTHNET_HAS_TORCH
    if (description.generator != "none")
    {
        throw InputError("--generator=" + description.generator +
                         " needs LibTorch, without which this program was built, expected none");
    }
#endif
    if (m_steps)
    {
        if (description.generator == "none")
        {
            throw InputError("--steps is for a generator, not for --generator=none");
        }
        description.steps = static_cast<std::size_t>(NeedWithin("steps", *m_steps, 1, 1000000000));
    }
    description.rows = static_cast<std::size_t>(
        NeedWithin("rows", m_rows, 2 * description.task.period, MOST_ROWS));
    const double least = description.generator == "none" ? 20 : 60; // rows for a window, at least
    if (!(m_tableSeconds >= least && m_tableSeconds <= 1e8))
    {
        throw InputError("--tableSeconds=" + FormatNumber(m_tableSeconds) + ", expected " +
                         FormatNumber(least) + " to 1e8 seconds");
    }
    description.tableSeconds = m_tableSeconds;
    description.testbed = m_live.Config().ToJson();
    DdqnConfig learning = description.compat ? DdqnConfig::Published() : DdqnConfig();
    m_learning.Change(learning);
    learning.Check();
    description.learning = learning.ToJson();
    return description;
}

void
AgentStudyVerb::Run(const Program& program) const
{
    const StudyDescription description = Describe();
    NeedWithin("jobs", m_jobs, 1, 256);
    const auto formats = ParsePictureFormats(m_pictures);
    const StopSignals signals;
    try
    {
        OutputDirectory results(m_out, true); // locks it
        Work(program, description, formats, results);
        results.Commit();
    }
    catch (const Stopped&)
    {
        StopSignals::Check(m_out + " is kept, the same command goes on from it");
    }
    for (const auto& file : PolicyEvaluation::KeptFiles(StudyDirectory(m_out).Episodes(),
                                                        description.Policies().size(),
                                                        description.runs))
    {
        fs::remove(file); // evaluation.csv has them
    }
    fs::remove(StudyDirectory(m_out).Episodes());
}

void
AgentStudyVerb::Work(const Program& program,
                     const StudyDescription& description,
                     const std::vector<std::string>& formats,
                     const OutputDirectory& results) const
{
    const StudyDirectory directory(results.Path());
    const StudyWork work(program, directory, description, m_live, static_cast<unsigned>(m_jobs));
    work.Check();
    if (!formats.empty())
    {
        RunGnuplot(""); // says now when it is missing, not after hours
    }
    directory.Prepare(description, m_overwrite);
    work.CollectTables();
    work.DrawTables();
    work.TrainAgents(StudyAgent::ONLINE);
    work.TrainAgents(StudyAgent::OFFLINE);
    const bool isEvaluated =
        fs::exists(results.Path() / EVALUATION) && fs::exists(results.Path() / DECISIONS);
    if (!isEvaluated)
    {
        work.Evaluate(results);
    }
    const Table evaluation = ReadWholeTable(ThereOrWritten(results, EVALUATION));
    StudyTables tables;
    tables.results = SummarizeStudy(evaluation, TrainingSeconds(directory, description));
    tables.decisions = ReadWholeTable(ThereOrWritten(results, DECISIONS));
    tables.curves = LearningCurves(directory, description);
    tables.seed = description.seed;
    tables.periodSeconds = static_cast<double>(description.task.period);

    StudyReport report;
    report.facts = Facts(directory, description);
    report.results = tables.results;
    if (!formats.empty())
    {
        report.pictures = WritePictures(StudyPictures(tables), formats, results);
    }
    WriteFile(results, "study.csv", [&](auto& file) { WriteStudyResults(file, tables.results); });
    WriteFile(results, "curves.csv", [&](auto& file) { WriteCsv(file, tables.curves); });
    WriteFile(results, "index.html", [&](auto& file) { WriteStudyPage(file, report); });
    WriteFile(results, "run.json", [&](auto& file) {
        program.WriteRunRecord(file, {{"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    });
    StopSignals::Check();
    PrintStudyResults(std::cout, tables.results);
    std::cout << "pictures and explanations: " << (results.Path() / "index.html").string() << "\n";
}

} // namespace ns3::synthnet
