/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-results.h"

#include "grid-model.h"
#include "stop-signals.h"
#include "text-table.h"
#include "training-run.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/table-ranking.h"
#include "ns3/window-generator.h"

namespace ns3::synthnet
{

namespace
{

/// The results of one table, in the grid's order.
std::vector<GridResult>
ResultsOf(const std::string& table,
          const GridDirectory& directory,
          const GridDescription& description)
{
    const std::string realFile = directory.Real(table).string();
    const Table realTable = ReadTrainingTable(realFile);
    const Observation real(realFile, realTable);
    std::vector<GridResult> results;
    for (const GridModel& model : description.Models())
    {
        StopSignals::Check();
        const auto files = directory.Files(table, model);
        if (!std::filesystem::exists(files.model))
        {
            throw InputError(files.model.string() +
                             ": is not there yet, expected a grid that is trained to its end");
        }
        LoadGridModel(files.model, model, realTable);
        const Table drawn = ReadWholeTable(files.synthetic);
        if (drawn.Names() != realTable.Names() ||
            drawn.Rows() != static_cast<Table::Index>(description.rows))
        {
            throw InputError(files.synthetic.string() + ": is not the grid's, expected " +
                             std::to_string(description.rows) + " rows of the columns of " +
                             realFile + "; grid draws it again when the file is removed");
        }
        const Observation synthetic(files.synthetic.string(), drawn);
        results.push_back({table,
                           model,
                           files,
                           WholeTableM(real, synthetic),
                           0,
                           GridDirectory::ReadSeconds(files.seconds)});
    }
    return results;
}

} // namespace

std::vector<GridResult>
RankGrid(const GridDirectory& directory, const GridDescription& description)
{
    std::vector<GridResult> ranked;
    for (const auto& table : description.tables)
    {
        const std::vector<GridResult> results = ResultsOf(table, directory, description);
        std::vector<double> sums;
        for (const GridResult& result : results)
        {
            sums.push_back(result.m);
        }
        std::size_t rank = 0;
        for (const std::size_t place : AscendingOrder(sums))
        {
            ranked.push_back(results[place]);
            ranked.back().rank = ++rank;
        }
    }
    return ranked;
}

void
WriteGridResults(std::ostream& stream, const std::vector<GridResult>& results)
{
    stream << "table,rank,model,seqLen,hiddenDim,batch,M,seconds\n";
    for (const GridResult& result : results)
    {
        const TimeGanConfig& config = result.model.config;
        stream << result.table << ',' << result.rank << ',' << result.model.Name() << ','
               << config.seqLen << ',' << config.hiddenDim << ',' << config.batch << ','
               << FormatNumber(result.m) << ',' << FormatNumber(result.seconds) << '\n';
    }
}

void
PrintGridResults(std::ostream& stream, const std::vector<GridResult>& results)
{
    TextTable text;
    text.AddRow({"model", "rank", "seqLen", "hiddenDim", "batch", "M", "seconds"});
    std::string table;
    for (const GridResult& result : results)
    {
        if (result.table != table)
        {
            text.AddRule();
            table = result.table;
        }
        const TimeGanConfig& config = result.model.config;
        text.AddRow({result.table + '/' + result.model.Name(),
                     std::to_string(result.rank),
                     std::to_string(config.seqLen),
                     std::to_string(config.hiddenDim),
                     std::to_string(config.batch),
                     ShortNumber(result.m),
                     ShortNumber(result.seconds)});
    }
    text.Print(stream);
}

} // namespace ns3::synthnet
