/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>
#include <vector>

namespace
{

namespace fs = std::filesystem;
using namespace ns3::synthnet;

/// @return "FOLDER/NAME" and the bytes of all files but those that tell how long it took
std::map<std::string, std::string>
FilesOf(const fs::path& grid)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(grid))
    {
        const std::string name = entry.path().lexically_relative(grid).string();
        if (entry.is_regular_file() && entry.path().extension() != ".seconds" &&
            name != "run.json" && name != "grid.csv")
        {
            std::ifstream stream(entry.path(), std::ios::binary);
            files[name] = {std::istreambuf_iterator<char>(stream), {}};
        }
    }
    return files;
}

/// The lines of a CSV as cells, the line of names left out.
std::vector<std::vector<std::string>>
RowsOf(const std::string& csv)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream stream(csv);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line))
    {
        std::istringstream cells(line);
        rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');)
        {
            rows.back().push_back(cell);
        }
    }
    return rows;
}

class TimeGanGrid : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("t32.csv", Table(180, 1));
        m_scratch.Write("t64.csv", Table(170, 5));
    }

    static std::string Table(int rows, int seed)
    {
        std::string text = "a,b,c\n";
        for (int row = 0; row < rows; ++row)
        {
            const int x = (row * 37 + seed * 11) % 101;
            text += std::to_string(x % 7) + "," + std::to_string(x) + "," +
                    std::to_string(row % 29) + "\n";
        }
        return text;
    }

    ProgramResult Run(const std::string& verb, const std::string& before = "") const
    {
        return RunProgram(m_scratch, "synthnet-timegan " + verb, before);
    }

    void Grid(const std::string& options) const
    {
        const auto result = Run("grid --models=3 --rows=60 " + options);
        ASSERT_EQ(result.status, 0) << result.err;
    }

    fs::path At(const std::string& name) const
    {
        return m_scratch.Path() / name;
    }

    ScratchDirectory m_scratch;
};

TEST_F(TimeGanGrid, TrainsWhatTrainAndSampleWouldForEachTable)
{
    Grid("--data32=t32.csv --data64=t64.csv --steps=2 --seed=3 --jobs=2 --out=grid");
    for (const std::string table : {"32", "64"})
    {
        EXPECT_EQ(m_scratch.Read("grid/" + table + "/real.csv"),
                  m_scratch.Read("t" + table + ".csv"));
        const auto trained = Run("train --data=t" + table +
                                 ".csv --seqLen=50 --hiddenDim=20 --batch=128 --steps=2 --seed=3 "
                                 "--learningRate=0.0005 --model=one.safetensors --overwrite");
        ASSERT_EQ(trained.status, 0) << trained.err;
        const auto sampled =
            Run("sample --model=one.safetensors --rows=60 --seed=3 --out=one.csv --overwrite");
        ASSERT_EQ(sampled.status, 0) << sampled.err;
        const std::string model = "grid/" + table + "/model-0-0-1";
        EXPECT_EQ(m_scratch.Read(model + ".safetensors"), m_scratch.Read("one.safetensors"));
        EXPECT_EQ(m_scratch.Read(model + ".losses.csv"),
                  m_scratch.Read("one.safetensors.losses.csv"));
        EXPECT_EQ(m_scratch.Read("grid/" + table + "/synthetic-0-0-1.csv"),
                  m_scratch.Read("one.csv"));
    }
    const auto rows = RowsOf(m_scratch.Read("grid/grid.csv"));
    ASSERT_EQ(rows.size(), 6u);
    EXPECT_EQ(rows[0][0], "32");
    EXPECT_EQ(rows[3][0], "64");
    EXPECT_LE(std::stod(rows[0][6]), std::stod(rows[1][6]));
    EXPECT_LE(std::stod(rows[1][6]), std::stod(rows[2][6]));
    EXPECT_TRUE(fs::exists(At("grid/run.json")));
}

TEST_F(TimeGanGrid, InterruptedItGoesOnAndComesToTheSameBytes)
{
    const std::string options = "--data32=t32.csv --steps=12 ";
    Grid(options + "--jobs=2 --out=whole");

    // Stopped as soon as its first model is there, the one of the largest batch.
    const auto stopped =
        Run("grid --models=3 --rows=60 --jobs=1 --out=grid " + options,
            "{ (for i in $(seq 3000); do [ -e grid/32/model-0-0-2.safetensors ] && break; "
            "sleep 0.02; done; kill -TERM $(cat pid.txt)) & } && "
            "sh -c 'echo $$ >pid.txt; exec \"$0\" \"$@\"'");
    EXPECT_EQ(stopped.status, 143) << stopped.err;
    EXPECT_EQ(stopped.err, "synthnet-timegan: stopped by SIGTERM\n");
    EXPECT_TRUE(fs::exists(At("grid/32/model-0-0-1.checkpoint")));
    EXPECT_FALSE(fs::exists(At("grid/32/model-0-0-0.safetensors")));
    EXPECT_FALSE(fs::exists(At("grid/grid.csv")));
    const auto firstModel = fs::last_write_time(At("grid/32/model-0-0-2.safetensors"));

    const auto early = Run("select --dir=grid --out=selected");
    EXPECT_EQ(early.status, 1);
    EXPECT_NE(early.err.find(".safetensors: is not there yet, expected a grid that is trained"),
              std::string::npos)
        << early.err;
    EXPECT_FALSE(fs::exists(At("selected")));

    Grid(options + "--jobs=2 --out=grid");
    EXPECT_EQ(fs::last_write_time(At("grid/32/model-0-0-2.safetensors")), firstModel);
    EXPECT_EQ(FilesOf(At("grid")), FilesOf(At("whole")));
    EXPECT_EQ(FilesOf(At("whole")).size(), 2 + 3 * 3u);
}

TEST_F(TimeGanGrid, AnotherGridInTheSameDirectoryIsRefusedUnlessOverwritten)
{
    Grid("--data32=t32.csv --steps=1 --out=grid");
    const auto before = FilesOf(At("grid"));
    const std::string common = "grid --models=3 --rows=60 --out=grid ";
    const auto otherSteps = Run(common + "--data32=t32.csv --steps=2");
    EXPECT_EQ(otherSteps.status, 1);
    EXPECT_EQ(otherSteps.err,
              "synthnet-timegan: grid/grid.json: describes another grid, expected the same "
              "options, another directory or --overwrite\n");
    const auto otherTable = Run(common + "--data32=t64.csv --steps=1");
    EXPECT_EQ(otherTable.status, 1);
    EXPECT_EQ(otherTable.err,
              "synthnet-timegan: grid/32/real.csv: is not the table of --data32, expected the "
              "same table, another directory or --overwrite\n");
    EXPECT_EQ(FilesOf(At("grid")), before);

    m_scratch.Write("grid/32/mine.txt", "mine");
    Grid("--data32=t64.csv --steps=1 --out=grid --overwrite");
    EXPECT_EQ(m_scratch.Read("grid/32/real.csv"), m_scratch.Read("t64.csv"));
    EXPECT_EQ(m_scratch.Read("grid/32/mine.txt"), "mine");
    EXPECT_NE(FilesOf(At("grid"))["32/model-0-0-0.safetensors"],
              before.at("32/model-0-0-0.safetensors"));
}

TEST_F(TimeGanGrid, WhatCannotBeTrainedIsRefusedBeforeAnythingIsWritten)
{
    m_scratch.Write("short.csv", Table(99, 1));
    m_scratch.Write("text.csv", "a,b\n1,2\nx,3\n4,5\n");
    m_scratch.Write("mine/notes.txt", "mine");
    const std::pair<std::string, std::string> refused[] = {
        {"--out=grid", "a table is missing, expected --data32=FILE, --data64=FILE or both"},
        {"--data32=t32.csv --data64=short.csv --models=4 --out=grid", "short.csv: "},
        {"--data32=text.csv --out=grid", "text.csv:3: "},
        {"--data32=none.csv --out=grid", "none.csv: "},
        {"--data32=t32.csv --models=0 --out=grid", "bad value 0 of --models"},
        {"--data32=t32.csv --models=1001 --out=grid", "1001 models, expected 1 to 1000"},
        {"--data32=t32.csv --steps=0 --out=grid", "bad value 0 of --steps"},
        {"--data32=t32.csv --rows=0 --out=grid", "bad value 0 of --rows"},
        {"--data32=t32.csv --jobs=0 --out=grid", "bad value 0 of --jobs"},
        {"--data32=t32.csv --out=.", "holds the input t32.csv"},
        {"--data32=t32.csv --out=mine", "mine: is not empty and holds no grid"},
    };
    for (const auto& [options, why] : refused)
    {
        const auto result = Run("grid " + options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_EQ(result.err.find("synthnet-timegan: "), 0u) << result.err;
        EXPECT_NE(result.err.find(why), std::string::npos) << options << ": " << result.err;
        EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
        EXPECT_FALSE(fs::exists(At("grid"))) << options;
    }
    EXPECT_FALSE(fs::exists(At("mine/grid.json")));
}

TEST_F(TimeGanGrid, SelectPicksTheLowestAndTheHighestM)
{
    const auto trained = Run("grid --models=3 --rows=180 --data32=t32.csv --data64=t64.csv "
                             "--steps=1 --out=grid");
    ASSERT_EQ(trained.status, 0) << trained.err;
    // The real table itself has M 0; all the same value is as far as it can be.
    std::string far = "a,b,c\n";
    for (int row = 0; row < 180; ++row)
    {
        far += "900,900,900\n";
    }
    m_scratch.Write("grid/32/synthetic-0-0-1.csv", m_scratch.Read("t32.csv"));
    m_scratch.Write("grid/32/synthetic-0-0-0.csv", far);
    const auto result = Run("select --dir=grid --out=selected --pictures=svg");
    ASSERT_EQ(result.status, 0) << result.err;
    const auto rows = RowsOf(m_scratch.Read("selected/selection.csv"));
    ASSERT_EQ(rows.size(), 6u);
    EXPECT_EQ(rows[0][2], "0-0-1");
    EXPECT_EQ(rows[0][6], "0");
    EXPECT_EQ(rows[2][2], "0-0-0");
    EXPECT_EQ(m_scratch.Read("selected/best_32.csv"), m_scratch.Read("t32.csv"));
    EXPECT_EQ(m_scratch.Read("selected/worst_32.csv"), far);
    EXPECT_EQ(m_scratch.Read("selected/best_32.safetensors"),
              m_scratch.Read("grid/32/model-0-0-1.safetensors"));
    EXPECT_EQ(m_scratch.Read("selected/worst_32.safetensors"),
              m_scratch.Read("grid/32/model-0-0-0.safetensors"));
    EXPECT_EQ(m_scratch.Read("selected/best_64.csv"),
              m_scratch.Read("grid/64/synthetic-" + rows[3][2] + ".csv"));
    for (const std::string name : {"best_32", "worst_32", "best_64", "worst_64"})
    {
        for (const std::string kind : {"timeseries", "cdf", "boxes"})
        {
            const std::string picture = m_scratch.Read("selected/" + name + '_' + kind + ".svg");
            EXPECT_NE(picture.find("</svg>"), std::string::npos) << name << kind;
        }
    }
    EXPECT_NE(m_scratch.Read("selected/best_32_cdf.svg").find("best, M 0"), std::string::npos);
    EXPECT_NE(result.out.find("32/0-0-1"), std::string::npos) << result.out;
}

TEST_F(TimeGanGrid, ADamagedOrForeignModelIsRefusedByNameAndTrainedAgainWhenItIsRemoved)
{
    const std::string options = "--data32=t32.csv --steps=1 --seed=3 --out=grid";
    Grid(options);
    const auto whole = FilesOf(At("grid"));
    const std::string model = "grid/32/model-0-0-1.safetensors";
    const std::string bytes = m_scratch.Read(model);
    ASSERT_EQ(Run("train --data=t32.csv --generator=diffusion --steps=1 --seqLen=50 "
                  "--model=diffusion.safetensors")
                  .status,
              0);
    m_scratch.Write("scales.csv", m_scratch.Read("t32.csv") + "9,9,9\n");
    m_scratch.Write("names.csv", "x" + m_scratch.Read("t32.csv"));
    const std::string timeGan = "train --seqLen=50 --hiddenDim=20 --batch=128 --steps=1 --seed=3 "
                                "--learningRate=0.0005 ";
    ASSERT_EQ(Run(timeGan + "--data=names.csv --model=names.safetensors").status, 0);
    ASSERT_EQ(Run(timeGan + "--data=scales.csv --model=scales.safetensors").status, 0);
    const std::string other = ": is not the grid's model 0-0-1, expected a TimeGAN of the grid's "
                              "table and options, seqLen 50, hiddenDim 20, batch 128";
    const std::pair<std::string, std::string> wrong[] = {
        {bytes.substr(0, bytes.size() - 7), ": byte "},
        {"no model at all", ": "},
        {m_scratch.Read("grid/32/model-0-0-2.safetensors"), other},
        {m_scratch.Read("diffusion.safetensors"), other},
        {m_scratch.Read("names.safetensors"), other},
        {m_scratch.Read("scales.safetensors"), other},
    };
    for (const auto& [content, why] : wrong)
    {
        m_scratch.Write(model, content);
        for (const std::string& verb :
             {"grid --models=3 --rows=60 " + options, std::string("select --dir=grid --out=s")})
        {
            const auto result = Run(verb);
            EXPECT_EQ(result.status, 1) << verb;
            EXPECT_EQ(result.err.find("synthnet-timegan: " + model + why), 0u) << result.err;
            const std::string remedy = "; grid trains it again when the file is removed\n";
            EXPECT_EQ(result.err.find(remedy), result.err.size() - remedy.size()) << result.err;
            EXPECT_FALSE(fs::exists(At("s")));
        }
    }
    fs::remove(At(model));
    Grid(options);
    EXPECT_EQ(FilesOf(At("grid")), whole);
}

TEST_F(TimeGanGrid, ASyntheticTableThatIsMissingIsDrawnAgain)
{
    const std::string options = "--data32=t32.csv --steps=1 --out=grid";
    Grid(options);
    const auto whole = FilesOf(At("grid"));
    const auto trained = fs::last_write_time(At("grid/32/model-0-0-1.safetensors"));
    fs::remove(At("grid/32/synthetic-0-0-1.csv"));
    const auto early = Run("select --dir=grid --out=selected");
    EXPECT_EQ(early.status, 1);
    EXPECT_NE(early.err.find("synthetic-0-0-1.csv"), std::string::npos) << early.err;

    const auto again = Run("grid --models=3 --rows=60 " + options);
    ASSERT_EQ(again.status, 0) << again.err;
    EXPECT_NE(again.out.find("2 of 3 models are there"), std::string::npos) << again.out;
    EXPECT_NE(again.out.find("synthetic-0-0-1.csv: drawn again"), std::string::npos) << again.out;
    EXPECT_EQ(FilesOf(At("grid")), whole);
    EXPECT_EQ(fs::last_write_time(At("grid/32/model-0-0-1.safetensors")), trained);
}

TEST_F(TimeGanGrid, ASyntheticTableThatWasCutOrHasOtherColumnsIsRefused)
{
    Grid("--data32=t32.csv --steps=1 --out=grid");
    const std::string table = "grid/32/synthetic-0-0-1.csv";
    const std::string whole = m_scratch.Read(table);
    for (const std::string& other :
         {whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1), "x" + whole})
    {
        m_scratch.Write(table, other);
        const auto result = Run("select --dir=grid --out=selected");
        EXPECT_EQ(result.status, 1);
        EXPECT_EQ(result.err,
                  "synthnet-timegan: " + table +
                      ": is not the grid's, expected 60 rows of the columns of grid/32/real.csv; "
                      "grid draws it again when the file is removed\n");
        EXPECT_FALSE(fs::exists(At("selected")));
    }
}

TEST_F(TimeGanGrid, OverwritingRemovesWhatTheGridNamesAndNothingElse)
{
    Grid("--data32=t32.csv --steps=1 --out=grid");
    m_scratch.Write("grid/2023/real.csv", "mine");
    m_scratch.Write("grid/32/model-notes.txt", "mine");
    Grid("--data64=t64.csv --steps=1 --out=grid --overwrite");
    EXPECT_EQ(m_scratch.Read("grid/2023/real.csv"), "mine");
    EXPECT_EQ(m_scratch.Read("grid/32/model-notes.txt"), "mine");
    EXPECT_FALSE(fs::exists(At("grid/32/real.csv")));
    EXPECT_FALSE(fs::exists(At("grid/32/model-0-0-0.safetensors")));

    m_scratch.Write("own/2023/real.csv", "mine");
    m_scratch.Write("own/run.json", "mine");
    const auto result = Run("grid --data32=t32.csv --models=1 --steps=1 --out=own --overwrite");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err.find("synthnet-timegan: own: is not empty and holds no grid"), 0u)
        << result.err;
    EXPECT_EQ(m_scratch.Read("own/2023/real.csv"), "mine");
    EXPECT_EQ(m_scratch.Read("own/run.json"), "mine");
}

TEST_F(TimeGanGrid, AKilledTrainingKeepsTheTimeItTook)
{
    // Killed when the time is first kept, long before the training's end and its first checkpoint.
    const auto killed =
        Run("grid --models=1 --rows=60 --steps=100000 --data32=t32.csv --out=grid",
            "{ (for i in $(seq 3000); do [ -e grid/32/model-0-0-0.seconds ] && break; "
            "sleep 0.02; done; kill -KILL $(cat pid.txt)) & } && "
            "sh -c 'echo $$ >pid.txt; exec \"$0\" \"$@\"'");
    EXPECT_EQ(killed.status, 137);
    EXPECT_FALSE(fs::exists(At("grid/32/model-0-0-0.checkpoint")));
    EXPECT_GE(std::stod(m_scratch.Read("grid/32/model-0-0-0.seconds")), 1);
}

TEST_F(TimeGanGrid, SelectRefusesWhatIsNoGrid)
{
    m_scratch.Write("empty/grid.json", "{}");
    const std::pair<std::string, std::string> refused[] = {
        {"--dir=nowhere --out=selected", "nowhere/grid.json"},
        {"--dir=empty --out=selected", "empty/grid.json: no description of a grid"},
    };
    for (const auto& [options, why] : refused)
    {
        const auto result = Run("select " + options);
        EXPECT_EQ(result.status, 1);
        EXPECT_NE(result.err.find(why), std::string::npos) << result.err;
        EXPECT_FALSE(fs::exists(At("selected")));
    }
}

} // namespace
