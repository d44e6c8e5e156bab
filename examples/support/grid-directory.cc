/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-directory.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/output-files.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* REAL = "real.csv";
constexpr const char* MODEL = "model-";
constexpr const char* SYNTHETIC = "synthetic-";

/// The name of a table becomes that of a directory.
bool
IsTableName(const std::string& name)
{
    return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

std::vector<GridModel>
GridDescription::Models() const
{
    return ModelGrid(models, common);
}

std::string
GridDescription::ToJson() const
{
    return nlohmann::json{{"tables", tables},
                          {"models", models},
                          {"rows", rows},
                          {"common", nlohmann::json::parse(common.ToJson())}}
               .dump(2) +
           '\n';
}

GridDescription
GridDescription::FromJson(const std::string& json, const std::string& file)
{
    GridDescription description;
    try
    {
        const nlohmann::json object = nlohmann::json::parse(json);
        description.tables = object.at("tables").get<std::vector<std::string>>();
        description.models = object.at("models").get<std::size_t>();
        description.rows = object.at("rows").get<std::size_t>();
        description.common = TimeGanConfig::FromJson(object.at("common").dump(), file);
    }
    catch (const nlohmann::json::exception&)
    {
        throw InputError(file,
                         0,
                         "no description of a grid, expected a JSON object with tables, models, "
                         "rows and common");
    }
    for (const auto& table : description.tables)
    {
        if (!IsTableName(table))
        {
            throw InputError(file, 0, "table '" + table + "', expected digits");
        }
    }
    return description;
}

GridDirectory::GridDirectory(fs::path path)
    : m_path(std::move(path))
{
}

const fs::path&
GridDirectory::Path() const
{
    return m_path;
}

fs::path
GridDirectory::DescriptionFile() const
{
    return m_path / "grid.json";
}

fs::path
GridDirectory::Real(const std::string& table) const
{
    return m_path / table / REAL;
}

GridDirectory::ModelFiles
GridDirectory::Files(const std::string& table, const GridModel& model) const
{
    const fs::path directory = m_path / table;
    const std::string name = MODEL + model.Name();
    return {directory / (name + ".safetensors"),
            directory / (name + ".losses.csv"),
            directory / (SYNTHETIC + model.Name() + ".csv"),
            directory / (name + ".checkpoint"),
            directory / (name + ".seconds")};
}

void
GridDirectory::Prepare(const GridDescription& description,
                       const std::vector<std::string>& real,
                       bool overwrite) const
{
    const bool isGrid = fs::exists(DescriptionFile());
    if (isGrid && !overwrite)
    {
        NeedSame(description, real);
        return;
    }
    if (isGrid)
    {
        RemoveGrid();
    }
    else
    {
        NeedEmpty();
    }
    for (std::size_t i = 0; i < real.size(); ++i)
    {
        const fs::path file = Real(description.tables.at(i));
        std::error_code error;
        fs::create_directory(file.parent_path(), error);
        if (error)
        {
            throw InputError(file.parent_path().string() + ": cannot be made: " + error.message());
        }
        WriteFile(file, [&](std::ostream& stream) { stream << real[i]; });
    }
    WriteFile(DescriptionFile(), [&](std::ostream& stream) { // last: from now on it is a grid
        stream << description.ToJson();
    });
}

void
GridDirectory::NeedEmpty() const
{
    for (const auto& entry : fs::directory_iterator(m_path))
    {
        const std::string name = entry.path().filename().string();
        if (name.front() != '.') // what is being written is hidden
        {
            throw InputError(m_path.string() +
                             ": is not empty and holds no grid, expected a new directory (it has " +
                             name + ")");
        }
    }
}

void
GridDirectory::NeedSame(const GridDescription& description,
                        const std::vector<std::string>& real) const
{
    if (Read().ToJson() != description.ToJson())
    {
        throw InputError(DescriptionFile().string() +
                         ": describes another grid, expected the same options, another directory "
                         "or --overwrite");
    }
    for (std::size_t i = 0; i < real.size(); ++i)
    {
        const fs::path file = Real(description.tables.at(i));
        if (ReadInputFile(file, "the grid's table") != real[i])
        {
            throw InputError(file.string() + ": is not the table of --data" +
                             description.tables.at(i) +
                             ", expected the same table, another directory or --overwrite");
        }
    }
}

GridDescription
GridDirectory::Read() const
{
    const std::string file = DescriptionFile().string();
    return GridDescription::FromJson(ReadInputFile(file, "a directory that grid wrote"), file);
}

void
GridDirectory::RemoveGrid() const
{
    const GridDescription grid = Read(); // only what this one names is the grid's
    fs::remove(DescriptionFile());       // first: without it, what is left is no grid
    std::vector<fs::path> old{m_path / "grid.csv", m_path / "run.json"};
    for (const auto& table : grid.tables)
    {
        old.push_back(Real(table));
        for (const GridModel& model : grid.Models())
        {
            const ModelFiles files = Files(table, model);
            old.insert(
                old.end(),
                {files.model, files.losses, files.synthetic, files.checkpoint, files.seconds});
        }
    }
    for (const auto& file : old)
    {
        std::error_code kept;
        fs::remove(file, kept);
        fs::remove(file.parent_path(), kept); // when it is empty
    }
}

double
GridDirectory::ReadSeconds(const fs::path& file)
{
    double seconds = 0;
    std::ifstream(file) >> seconds;
    return seconds;
}

} // namespace ns3::synthnet
