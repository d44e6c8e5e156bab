/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-directory.h"

#include "policy-evaluation.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/output-files.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <limits>
#include <map>
#include <utility>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

const char* const TABLES = "tables";
const char* const GENERATORS = "generators";
const char* const SYNTHETIC = "synthetic";
const char* const AGENTS = "agents";
const char* const EPISODES = "episodes";

fs::path
Beside(const fs::path& file, const char* ending)
{
    return file.string() + ending;
}

} // namespace

std::string
StudyAgentName(StudyAgent kind)
{
    return kind == StudyAgent::ONLINE ? "online" : "offline";
}

std::vector<std::string>
StudyDescription::Depths() const
{
    std::vector<std::string> depths;
    for (const double depth : task.choices)
    {
        depths.push_back(FormatNumber(depth));
    }
    return depths;
}

std::vector<uint64_t>
StudyDescription::Seeds() const
{
    std::vector<uint64_t> all;
    for (std::size_t i = 0; i < seeds; ++i)
    {
        all.push_back(seed + i);
    }
    return all;
}

std::vector<std::string>
StudyDescription::Policies() const
{
    std::vector<std::string> policies;
    for (const StudyAgent kind : {StudyAgent::ONLINE, StudyAgent::OFFLINE})
    {
        for (const uint64_t each : Seeds())
        {
            policies.push_back(StudyAgentName(kind) + "-" + std::to_string(each));
        }
    }
    for (const auto& depth : Depths())
    {
        policies.push_back("fixed:" + depth);
    }
    policies.insert(policies.end(), {"random", "threshold", "codel"});
    return policies;
}

std::string
StudyDescription::ToJson() const
{
    return nlohmann::json{{"task", task.About()},
                          {"compat", compat},
                          {"seed", seed},
                          {"seeds", seeds},
                          {"episodes", episodes},
                          {"runs", runs},
                          {"generator", generator},
                          {"steps", steps},
                          {"rows", rows},
                          {"tableSeconds", tableSeconds},
                          {"testbed", nlohmann::json::parse(testbed)},
                          {"learning", nlohmann::json::parse(learning)}}
               .dump(2) +
           '\n';
}

StudyDescription
StudyDescription::FromJson(const std::string& json, const std::string& file)
{
    StudyDescription description;
    try
    {
        const nlohmann::json object = nlohmann::json::parse(json);
        description.task =
            ControlTask::FromAbout(object.at("task").get<std::map<std::string, std::string>>(),
                                   file);
        object.at("compat").get_to(description.compat);
        object.at("seed").get_to(description.seed);
        object.at("seeds").get_to(description.seeds);
        object.at("episodes").get_to(description.episodes);
        object.at("runs").get_to(description.runs);
        object.at("generator").get_to(description.generator);
        object.at("steps").get_to(description.steps);
        object.at("rows").get_to(description.rows);
        object.at("tableSeconds").get_to(description.tableSeconds);
        description.testbed = object.at("testbed").dump();
        description.learning = object.at("learning").dump();
    }
    catch (const nlohmann::json::exception&)
    {
        throw InputError(file, 0, "no description of a study, expected what study wrote");
    }
    return description;
}

StudyDirectory::StudyDirectory(fs::path path)
    : m_path(std::move(path))
{
}

const fs::path&
StudyDirectory::Path() const
{
    return m_path;
}

fs::path
StudyDirectory::Recorded(const std::string& depth) const
{
    return m_path / TABLES / (depth + ".csv");
}

fs::path
StudyDirectory::Generator(const std::string& depth) const
{
    return m_path / GENERATORS / (depth + ".safetensors");
}

fs::path
StudyDirectory::Synthetic(const std::string& depth) const
{
    return m_path / SYNTHETIC / (depth + ".csv");
}

fs::path
StudyDirectory::Agent(StudyAgent kind, uint64_t seed) const
{
    return m_path / AGENTS / (StudyAgentName(kind) + "-" + std::to_string(seed) + ".safetensors");
}

fs::path
StudyDirectory::Episodes() const
{
    return m_path / EPISODES;
}

fs::path
StudyDirectory::RecordOf(const fs::path& file)
{
    return Beside(file, ".run.json");
}

fs::path
StudyDirectory::EpisodesOf(const fs::path& agent)
{
    return Beside(agent, ".episodes.csv");
}

fs::path
StudyDirectory::LearningOf(const fs::path& agent)
{
    return Beside(agent, ".learning.csv");
}

fs::path
StudyDirectory::CheckpointOf(const fs::path& file)
{
    return Beside(file, ".checkpoint");
}

fs::path
StudyDirectory::LossesOf(const fs::path& generator)
{
    return Beside(generator, ".losses.csv");
}

double
StudyDirectory::SecondsOf(const fs::path& file)
{
    std::ifstream record(RecordOf(file));
    const auto json = nlohmann::json::parse(record, nullptr, false);
    const bool tells = json.is_object() && json.contains("seconds") && json["seconds"].is_number();
    return tells ? json["seconds"].get<double>() : std::numeric_limits<double>::quiet_NaN();
}

void
StudyDirectory::Prepare(const StudyDescription& description, bool overwrite) const
{
    const bool isStudy = fs::exists(DescriptionFile());
    if (isStudy && !overwrite)
    {
        if (Read().ToJson() != description.ToJson())
        {
            throw InputError(DescriptionFile().string() +
                             ": describes another study, expected the same options, another "
                             "directory or --overwrite");
        }
        MakeDirectories(description);
        return;
    }
    if (isStudy)
    {
        RemoveStudy();
    }
    else
    {
        NeedEmpty();
    }
    OutputFile file(DescriptionFile(), true);
    file.Stream() << description.ToJson();
    file.Commit();
    MakeDirectories(description);
}

fs::path
StudyDirectory::DescriptionFile() const
{
    return m_path / "study.json";
}

StudyDescription
StudyDirectory::Read() const
{
    const std::string file = DescriptionFile().string();
    return StudyDescription::FromJson(ReadInputFile(file, "a directory that study wrote"), file);
}

void
StudyDirectory::NeedEmpty() const
{
    for (const auto& entry : fs::directory_iterator(m_path))
    {
        const std::string name = entry.path().filename().string();
        if (name.front() != '.') // what is being written is hidden
        {
            throw InputError(m_path.string() +
                             ": is not empty and holds no study, expected a new directory (it "
                             "has " +
                             name + ")");
        }
    }
}

void
StudyDirectory::RemoveStudy() const
{
    const StudyDescription study = Read(); // only what this one names is the study's
    fs::remove(DescriptionFile());         // first: without it, what is left is no study
    std::vector<fs::path> old;
    for (const char* name :
         {"evaluation.csv", "decisions.csv", "study.csv", "curves.csv", "index.html", "run.json"})
    {
        old.push_back(m_path / name);
    }
    for (const char* name : {"learning-curves", "rewards", "series", "cdf-fps", "cdf-buffer"})
    {
        old.push_back(m_path / Beside(name, ".png"));
        old.push_back(m_path / Beside(name, ".svg"));
    }
    for (const auto& depth : study.Depths())
    {
        for (const auto& file : {Recorded(depth), Generator(depth), Synthetic(depth)})
        {
            old.insert(old.end(), {file, RecordOf(file), CheckpointOf(file), LossesOf(file)});
            old.push_back(Beside(CheckpointOf(file), ".seconds"));
        }
    }
    for (const StudyAgent kind : {StudyAgent::ONLINE, StudyAgent::OFFLINE})
    {
        for (const uint64_t seed : study.Seeds())
        {
            const fs::path file = Agent(kind, seed);
            old.insert(
                old.end(),
                {file, RecordOf(file), CheckpointOf(file), EpisodesOf(file), LearningOf(file)});
            old.push_back(Beside(CheckpointOf(file), ".seconds"));
        }
    }
    const auto kept = PolicyEvaluation::KeptFiles(Episodes(), study.Policies().size(), study.runs);
    old.insert(old.end(), kept.begin(), kept.end());
    std::error_code stays;
    for (const auto& file : old)
    {
        fs::remove(file, stays);
    }
    for (const char* name : {TABLES, GENERATORS, SYNTHETIC, AGENTS, EPISODES})
    {
        fs::remove(m_path / name, stays); // when it is empty
    }
}

void
StudyDirectory::MakeDirectories(const StudyDescription& description) const
{
    std::vector<const char*> names{TABLES, AGENTS, EPISODES};
    if (description.generator != "none")
    {
        names.insert(names.end(), {GENERATORS, SYNTHETIC});
    }
    for (const char* name : names)
    {
        std::error_code error;
        fs::create_directory(m_path / name, error);
        if (error)
        {
            throw InputError((m_path / name).string() + ": cannot be made: " + error.message());
        }
    }
}

} // namespace ns3::synthnet
