/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "select-verb.h"

#include "grid-results.h"
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"
#include "text-table.h"

#include "ns3/comparison-pictures.h"
#include "ns3/csv.h"
#include "ns3/input-file.h"
#include "ns3/output-files.h"
#include "ns3/picture.h"

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace
{

void
Copy(const fs::path& from, const OutputDirectory& directory, const std::string& name)
{
    OutputFile file(directory, name);
    file.Stream() << ReadInputFile(from, "a file of the grid");
    file.Commit();
}

void
DrawPictures(const Comparison& comparison,
             const std::vector<std::string>& formats,
             const OutputDirectory& directory,
             const std::string& name)
{
    if (formats.empty())
    {
        return; // and features that cannot be drawn are no hindrance
    }
    const std::pair<const char*, Picture> pictures[] = {
        {"timeseries", TimeSeriesPicture(comparison)},
        {"cdf", CdfPicture(comparison)},
        {"boxes", BoxPicture(comparison)}};
    for (const auto& format : formats)
    {
        for (const auto& [kind, picture] : pictures)
        {
            StopSignals::Check();
            OutputFile file(directory, name + '_' + kind + '.' + format);
            file.Stream() << DrawPicture(picture, format);
            file.Commit();
        }
    }
}

} // namespace

void
SelectVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("dir", po::value(&m_dir)->required(), "directory that grid wrote");
    options.add_options()("out", po::value(&m_out)->required(), "directory to make");
    options.add_options()("pictures",
                          po::value(&m_pictures)->default_value("png,svg"),
                          "png, svg, both or none");
    options.add_options()("overwrite",
                          po::bool_switch(&m_overwrite),
                          "take an existing directory, replace files of the same name");
    program.AddVerb({"select",
                     "Picks the best and the worst model of a grid by the metric M, and draws "
                     "them beside the real table.",
                     options,
                     [this, &program] { Run(program); }});
}

void
SelectVerb::Run(const Program& program) const
{
    const auto formats = ParsePictureFormats(m_pictures);
    const GridDirectory grid(m_dir);
    const GridDescription description = grid.Read();
    std::vector<fs::path> inputs{grid.Path() / "grid.json"};
    for (const auto& table : description.tables)
    {
        inputs.push_back(grid.Real(table));
    }
    NeedOtherDirectory(m_out, inputs);
    const StopSignals signals;
    OutputDirectory directory(m_out, m_overwrite);
    const std::vector<GridResult> ranked = RankGrid(grid, description);

    OutputFile selection(directory, "selection.csv");
    WriteGridResults(selection.Stream(), ranked);
    selection.Commit();
    for (const GridResult& result : ranked)
    {
        std::vector<std::string> roles; // a grid of one model has both in one
        if (result.rank == 1)
        {
            roles.emplace_back("best");
        }
        if (result.rank == description.models)
        {
            roles.emplace_back("worst");
        }
        for (const auto& role : roles)
        {
            const std::string name = role + '_' + result.table;
            Copy(result.files.synthetic, directory, name + ".csv");
            Copy(result.files.model, directory, name + ".safetensors");
            const fs::path real = grid.Real(result.table);
            Comparison comparison{Observation(real.string(), ReadWholeTable(real)),
                                  {Observation(name, ReadWholeTable(result.files.synthetic))},
                                  "synthetic",
                                  "real",
                                  role + ", M " + ShortNumber(result.m),
                                  {}};
            comparison.features = VaryingFeatures(comparison);
            comparison.otherBlock = static_cast<Eigen::Index>(result.model.config.seqLen);
            DrawPictures(comparison, formats, directory, name);
        }
    }
    OutputFile record(directory, "run.json");
    program.WriteRunRecord(record.Stream());
    record.Commit();
    StopSignals::Check();
    directory.Commit();
    PrintGridResults(std::cout, ranked);
}

} // namespace ns3::synthnet
