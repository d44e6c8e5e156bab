/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

/// Two short logs in the formats of the testbed simulation.
class DatasetPrograms : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("sim/int.csv",
                        "timestamp,enq_qdepth1, deq_timedelta1, deq_qdepth1\n"
                        "10,0,20,0\n11,4,900,3\n12,0,22,0\n13,1,35,0\n14,0,21,0\n");
        m_scratch.Write("sim/dash.csv",
                        "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n"
                        "10100;4;30;3312;1280x720;66\n"
                        "11100;5;30;3312;1280x720;67\n"
                        "12100;6;18;639;426x240;68\n"
                        "message\n"
                        "13100;;18;639;426x240;70\n");
    }

    /// One line on standard error that contains @p part, status 1, no file @p out nor parts of it.
    void ExpectRefused(const std::string& commandLine, const std::string& part)
    {
        const auto result = RunProgram(m_scratch, commandLine);
        EXPECT_EQ(result.status, 1) << commandLine;
        EXPECT_NE(result.err.find(part), std::string::npos) << commandLine << "\n" << result.err;
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        for (const auto& entry : fs::directory_iterator(m_scratch.Path()))
        {
            EXPECT_EQ(entry.path().filename().string().rfind("out", 0), std::string::npos)
                << commandLine << " left " << entry.path();
        }
    }

    ScratchDirectory m_scratch;
};

TEST_F(DatasetPrograms, JoinWritesTheTableAndTheRecordOfItsRun)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-dataset join --int=sim/int.csv --dash=sim/dash.csv "
                                   "--oneHot=Resolution --out=table.csv");
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "table.csv: 4 rows, 9 columns\n");
    EXPECT_EQ(result.err, "sim/dash.csv: skipped 1 line that is not a row, line 5\n");
    EXPECT_EQ(m_scratch.Read("table.csv"),
              "enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer,ReportedBitrate,FPS,CalcBitrate,"
              "Resolution_1280x720,Resolution_426x240\n"
              "0,20,0,4,3312,30,66,1,0\n"
              "4,900,3,5,3312,30,67,1,0\n"
              "0,22,0,6,639,18,68,0,1\n"
              "1,35,0,5,639,18,70,0,1\n"); // 5 is the mean of the others
    EXPECT_NE(m_scratch.Read("table.csv.run.json").find("\"verb\": \"join\""), std::string::npos);
}

TEST_F(DatasetPrograms, CleanTakesTheStepsOneByOne)
{
    m_scratch.Write("in.csv", "a,b,r\n1,7,x\n1,,y\n2,7,x\n2,7,x\n50,7,x\n");
    const auto clean = [&](const std::string& options) {
        EXPECT_EQ(
            RunProgram(m_scratch,
                       "synthnet-dataset clean --in=in.csv --out=t.csv --overwrite " + options)
                .err,
            "");
        return m_scratch.Read("t.csv");
    };
    EXPECT_EQ(clean("--missing=keep"), "a,b,r\n1,7,x\n1,nan,y\n2,7,x\n2,7,x\n50,7,x\n");
    EXPECT_EQ(clean(""), "a,b,r\n1,7,x\n1,7,y\n2,7,x\n2,7,x\n50,7,x\n");
    EXPECT_EQ(clean("--outliers=remove"), "a,b,r\n1,7,x\n1,7,y\n2,7,x\n2,7,x\n");
    EXPECT_EQ(clean("--dropConstant"), "a,r\n1,x\n1,y\n2,x\n2,x\n50,x\n");
    EXPECT_EQ(clean("--dropConstant --oneHot=r --outliers=remove"),
              "a,r_x,r_y\n1,1,0\n1,0,1\n2,1,0\n2,1,0\n");
    EXPECT_EQ(clean("--missing=drop"), "a,b,r\n1,7,x\n2,7,x\n2,7,x\n50,7,x\n");
    EXPECT_EQ(clean("--missing=keep --oneHot=r"),
              "a,b,r_x,r_y\n1,7,1,0\n1,nan,0,1\n2,7,1,0\n2,7,1,0\n50,7,1,0\n");
    EXPECT_EQ(clean("--missing=keep --outliers=remove"), "a,b,r\n1,7,x\n1,nan,y\n2,7,x\n2,7,x\n");
}

TEST_F(DatasetPrograms, ScaleAndUnscaleKeepTheirParametersInAFile)
{
    m_scratch.Write("in.csv", "a,r,b\n2,x,0.25\n4,y,0.5\n12,x,0.75\n");
    auto result =
        RunProgram(m_scratch, "synthnet-dataset scale --in=in.csv --fit=s.json --out=scaled.csv");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, "scaled.csv: 3 rows, 3 columns\n");
    EXPECT_EQ(m_scratch.Read("scaled.csv"), "a,r,b\n0,x,0\n0.2,y,0.5\n1,x,1\n");
    EXPECT_NE(m_scratch.Read("scaled.csv.run.json").find("\"fit\": \"s.json\""), std::string::npos);
    result = RunProgram(m_scratch,
                        "synthnet-dataset unscale --in=scaled.csv --scaler=s.json --out=back.csv");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(m_scratch.Read("back.csv"), m_scratch.Read("in.csv"));
    m_scratch.Write("other.csv", "b,a\n1,22\n");
    result =
        RunProgram(m_scratch, "synthnet-dataset scale --in=other.csv --scaler=s.json --out=o.csv");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(m_scratch.Read("o.csv"), "b,a\n1.5,2\n");
}

TEST_F(DatasetPrograms, ScaleRefusesBadInputWithOneLine)
{
    m_scratch.Write("in.csv", "a,b\n1,2\n3,4\n");
    m_scratch.Write("s.json", R"({"columns":[{"name":"c","min":0,"max":1,"decimals":0}]})");
    const std::string scale = "synthnet-dataset scale --in=in.csv --out=out.csv ";
    ExpectRefused(scale, "expected either --fit=FILE, to write, or --scaler=FILE, to read");
    ExpectRefused(scale + "--fit=x.json --scaler=s.json", "expected either --fit=FILE");
    ExpectRefused(scale + "--scaler=none.json",
                  "none.json: cannot be read: No such file or directory, expected a scaler that");
    ExpectRefused(scale + "--scaler=in.csv",
                  "in.csv: the scaler is damaged at its beginning, expected JSON");
    ExpectRefused(scale + "--scaler=s.json", "in.csv: column 'c' is missing, expected c as the");
    ExpectRefused(scale + "--fit=in.csv", "in.csv: is the input in.csv, expected another file");
    ExpectRefused(scale + "--fit=./out.csv", "./out.csv: is to be written twice");
    m_scratch.Write("text.csv", "a,b\n1,2\n3,x\n5,6\n");
    ExpectRefused("synthnet-dataset unscale --in=text.csv --scaler=s.json --out=out.csv",
                  "text.csv:3: column 'b' holds 'x', expected a number");
}

TEST_F(DatasetPrograms, SplitHoldsOutBlocksThatLieBetweenTheOthers)
{
    m_scratch.Write("in.csv", "a,r\n0,x\n1,x\n2,x\n3,y\n4,x\n5,x\n6,x\n");
    const auto result = RunProgram(m_scratch,
                                   "synthnet-dataset split --in=in.csv --block=2 --train=2 --of=3 "
                                   "--trainOut=train.csv --heldOut=held.csv");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, "train.csv: 5 rows, 2 columns\nheld.csv: 2 rows, 2 columns\n");
    EXPECT_EQ(m_scratch.Read("train.csv"), "a,r\n0,x\n1,x\n2,x\n3,y\n6,x\n");
    EXPECT_EQ(m_scratch.Read("held.csv"), "a,r\n4,x\n5,x\n");
    for (const std::string record : {"train.csv.run.json", "held.csv.run.json"})
    {
        EXPECT_NE(m_scratch.Read(record).find("\"block\": \"2\""), std::string::npos) << record;
    }
}

TEST_F(DatasetPrograms, SplitRefusesBadInputWithOneLine)
{
    m_scratch.Write("in.csv", "a\n1\n2\n3\n");
    const std::string split =
        "synthnet-dataset split --in=in.csv --trainOut=out-train.csv --heldOut=out-held.csv ";
    ExpectRefused(split, "in.csv: a table of 3 rows has none to hold out, expected more than 360");
    ExpectRefused(split + "--block=0", "a split into 7 of 10 blocks of 0 rows, expected");
    ExpectRefused(split + "--block=x", "expected a whole number");
    ExpectRefused("synthnet-dataset split --in=in.csv --block=1 --train=1 --of=2 "
                  "--trainOut=out.csv --heldOut=out.csv",
                  "out.csv: is to be written twice, expected different files");
    m_scratch.Write("bad.csv", "a\n1\n2\nx\n");
    ExpectRefused("synthnet-dataset split --in=bad.csv --block=1 --trainOut=out-train.csv "
                  "--heldOut=out-held.csv",
                  "bad.csv:4: column 'a' holds 'x', expected a number");
}

TEST_F(DatasetPrograms, DatasetRefusesBadInputWithOneLine)
{
    const std::string join = "synthnet-dataset join --out=out.csv ";
    ExpectRefused(join + "--int=none.csv --dash=sim/dash.csv", "none.csv: cannot be read");
    ExpectRefused(join + "--int=sim/dash.csv --dash=sim/dash.csv",
                  "sim/dash.csv:1: column 'enq_qdepth1' is missing, expected timestamp, ");
    m_scratch.Write("late.csv",
                    "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n"
                    "90100;4;30;3312;1280x720;66\n");
    ExpectRefused(join + "--int=sim/int.csv --dash=late.csv",
                  "late.csv: no rows in common with sim/int.csv");
    ExpectRefused(join + "--int=sim/int.csv", "'--dash' is required");
    ExpectRefused(join + "--int=sim/int.csv --dash=sim/dash.csv --outliers=some",
                  "bad value 'some' of --outliers, expected keep or remove");
    m_scratch.Write("empty.csv", "");
    ExpectRefused("synthnet-dataset clean --in=empty.csv --out=out.csv",
                  "empty.csv:1: is empty, expected a line of column names");
    ExpectRefused("synthnet-dataset clean --in=sim/int.csv --oneHot=r --out=out.csv",
                  "no column of texts is called 'r'");
    ExpectRefused("synthnet-dataset clean --in=sim/int.csv --out=missing/out.csv",
                  "missing/out.csv: cannot be written");
    m_scratch.Write("constant.csv", "a\n1\n1\n");
    ExpectRefused("synthnet-dataset clean --in=constant.csv --dropConstant --out=out.csv",
                  "no column is left");
    m_scratch.Write("gaps.csv", "a,b\n1,\n,1\n");
    ExpectRefused("synthnet-dataset clean --in=gaps.csv --missing=drop --out=out.csv",
                  "no row is left, each lacks a value: expected --missing=mean");
    ExpectRefused("synthnet-dataset clean --in=gaps.csv --missing=zero --out=out.csv",
                  "bad value 'zero' of --missing, expected keep, mean or drop");
    ExpectRefused("synthnet-dataset mix",
                  "unknown verb 'mix', expected one of join, clean, scale, unscale, split");
}

TEST_F(DatasetPrograms, DatasetReplacesOnlyWhatItIsAskedTo)
{
    const std::string mine = m_scratch.Read("sim/int.csv");
    const auto expectError = [&](const std::string& options, const std::string& error) {
        const auto result = RunProgram(m_scratch, "synthnet-dataset clean " + options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_EQ(result.err, "synthnet-dataset: " + error + "\n");
        EXPECT_EQ(m_scratch.Read("sim/int.csv"), mine);
    };
    expectError("--in=sim/dash.csv --out=sim/int.csv",
                "sim/int.csv: exists, expected a new file or --overwrite");
    expectError("--in=sim/int.csv --out=./sim/int.csv --overwrite",
                "./sim/int.csv: is the input sim/int.csv, expected another file to write");
    const std::string irregular = " is not a regular file, expected the name of one to make or to "
                                  "replace";
    expectError("--in=sim/int.csv --overwrite --out=/dev/stdout", "/dev/stdout:" + irregular);
    expectError("--in=sim/int.csv --overwrite --out=sim", "sim:" + irregular);
    fs::create_symlink("sim/int.csv", m_scratch.Path() / "link.csv");
    expectError("--in=sim/dash.csv --overwrite --out=link.csv", "link.csv:" + irregular);
    m_scratch.Write("t.csv.run.json", "mine");
    expectError("--in=sim/int.csv --out=t.csv",
                "t.csv.run.json: exists, expected a new file or --overwrite");
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "t.csv"));
}

TEST_F(DatasetPrograms, GapDoesNotWriteWhereItReads)
{
    m_scratch.Write("sim/run.json", "of the simulation");
    m_scratch.Write("table.csv", "a\n1\n2\n");
    const std::pair<const char*, const char*> commands[] = {
        {"--realInt=sim/int.csv --realDash=sim/dash.csv --sim=sim --out=sim/", "sim/int.csv"},
        {"--real=table.csv --synthetic=sim/int.csv --out=.", "table.csv"},
    };
    for (const auto& [options, input] : commands)
    {
        const auto result =
            RunProgram(m_scratch, std::string("synthnet-gap --overwrite ") + options);
        EXPECT_EQ(result.status, 1);
        EXPECT_NE(result.err.find(std::string(": holds the input ") + input), std::string::npos)
            << result.err;
    }
    EXPECT_EQ(m_scratch.Read("sim/run.json"), "of the simulation");
}

TEST_F(DatasetPrograms, GapOfLogsToThemselvesIsZero)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim,sim/ --out=gap --pictures=none");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(m_scratch.Read("gap/gap.csv"),
              "feature,m,ks,wasserstein1\n"
              "enq_qdepth1,0,0,0\n"
              "deq_timedelta1,0,0,0\n"
              "deq_qdepth1,0,0,0\n"
              "Buffer,0,0,0\n"
              "ReportedBitrate,0,0,0\n"
              "FPS,0,0,0\n"
              "CalcBitrate,0,0,0\n");
    EXPECT_NE(result.out.find("sum of M without CalcBitrate"), std::string::npos);
    EXPECT_NE(m_scratch.Read("gap/summary.csv").find("queue_share,SW1,1,0.4,0.4,0.4,0.4\n"),
              std::string::npos);
    EXPECT_NE(m_scratch.Read("gap/run.json").find("\"sim\": \"sim,sim/\""), std::string::npos);
}

TEST_F(DatasetPrograms, GapOfRunsIsTheMeanOverTheRuns)
{
    m_scratch.Write("real.csv", "a\n0\n10\n");
    m_scratch.Write("near.csv", "a\n0\n10\n");
    m_scratch.Write("far.csv", "a\n5\n15\n");
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --real=real.csv --synthetic=near.csv,far.csv "
                                   "--out=gap --pictures=none");
    EXPECT_EQ(m_scratch.Read("gap/gap.csv"), "feature,m,ks,wasserstein1\na,0.25,0.25,2.5\n");
    EXPECT_NE(result.out.find("0.250 [0, 0.500]"), std::string::npos) << result.out;
}

TEST_F(DatasetPrograms, GapCleansASimulationAsTheRealTableWasCleaned)
{
    // The join keeps four seconds; 900 us is an outlier among 20, 22, 35 and goes with its row.
    m_scratch.Write("real.csv",
                    "enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer,ReportedBitrate,FPS,"
                    "CalcBitrate\n0,20,0,4,3312,30,66\n0,22,0,6,639,18,68\n1,35,0,5,639,18,70\n"
                    "0,5000,0,5,639,18,70\n");
    const std::string gap = "synthnet-gap --real=real.csv --sim=sim --out=gap --overwrite "
                            "--pictures=none --outliers=";
    const auto largest = [&](const std::string& outliers) {
        EXPECT_EQ(RunProgram(m_scratch, gap + outliers).status, 0);
        const auto summary = m_scratch.Read("gap/summary.csv");
        const auto start = summary.find("deq_timedelta_max");
        return summary.substr(start, summary.find('\n', start) - start);
    };
    EXPECT_EQ(largest("keep"), "deq_timedelta_max,SW1,us,5000,900,900,900");
    EXPECT_EQ(largest("remove"), "deq_timedelta_max,SW1,us,5000,35,35,35");
}

TEST_F(DatasetPrograms, GapDrawsItsPicturesInBothFormats)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim --out=gap");
    EXPECT_EQ(result.status, 0) << result.err;
    for (const std::string name : {"timeseries", "cdf", "boxes"})
    {
        EXPECT_EQ(m_scratch.Read("gap/" + name + ".png").substr(1, 3), "PNG") << name;
        EXPECT_NE(m_scratch.Read("gap/" + name + ".svg").find("</svg>"), std::string::npos) << name;
    }
}

TEST_F(DatasetPrograms, GapDrawsTheChosenFeaturesUnderTheGivenNames)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim --out=gap --pictures=svg --features=Buffer,FPS "
                                   "--realLabel=here --otherLabel=there");
    EXPECT_EQ(result.status, 0) << result.err;
    const auto picture = m_scratch.Read("gap/timeseries.svg");
    EXPECT_NE(picture.find("here"), std::string::npos);
    EXPECT_NE(picture.find("there"), std::string::npos);
    EXPECT_NE(picture.find("FPS"), std::string::npos);
    EXPECT_EQ(picture.find("CalcBitrate"), std::string::npos);
    EXPECT_NE(m_scratch.Read("gap/gap.csv").find("CalcBitrate"), std::string::npos);
    ExpectRefused("synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv --sim=sim --out=out "
                  "--features=Bufer",
                  "no feature 'Bufer' to show, expected some of enq_qdepth1, ");
    ExpectRefused("synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv --sim=sim --out=out "
                  "--features=Bufer --pictures=none",
                  "no feature 'Bufer' to show");
}

TEST_F(DatasetPrograms, GapDrawsALabelOfTwoLinesInOne)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim --out=gap --pictures=svg --otherLabel=\"$(printf "
                                   "'two\\nlines')\"");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(m_scratch.Read("gap/cdf.svg").find("two lines"), std::string::npos);
}

TEST_F(DatasetPrograms, GapNamesTheFileThatAFullDiskDidNotTake)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim --out=out",
                                   "trap '' XFSZ && ulimit -f 40 &&");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err, "synthnet-gap: out/timeseries.png: cannot be written: File too large\n");
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
}

TEST_F(DatasetPrograms, GapWithoutGnuplotSaysSoAndLeavesNothing)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-gap --realInt=sim/int.csv --realDash=sim/dash.csv "
                                   "--sim=sim --out=out",
                                   "PATH=/nowhere");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err,
              "synthnet-gap: gnuplot cannot be run: No such file or directory, expected the "
              "package gnuplot-nox to be installed\n");
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "out"));
}

TEST_F(DatasetPrograms, GapRefusesBadInputWithOneLine)
{
    const std::string gap = "synthnet-gap --out=out --pictures=none ";
    const std::string real = "--realInt=sim/int.csv --realDash=sim/dash.csv ";
    ExpectRefused(gap + real, "expected --realInt=F --realDash=F --sim=DIR");
    ExpectRefused(gap + "--real=sim/int.csv", "expected --realInt=F");
    ExpectRefused(gap + real + "--real=sim/int.csv --sim=sim", "expected --realInt=F");
    ExpectRefused(gap + real + "--sim=sim --synthetic=a.csv", "expected --realInt=F");
    ExpectRefused(gap + "--realInt=none.csv --realDash=sim/dash.csv --sim=sim",
                  "none.csv: cannot be read: No such file");
    m_scratch.Write("bad/int.csv", "timestamp,enq_qdepth1, deq_timedelta1\n10,0,20\n");
    m_scratch.Write("bad/dash.csv", m_scratch.Read("sim/dash.csv"));
    m_scratch.Write("clean/int.csv", m_scratch.Read("sim/int.csv"));
    m_scratch.Write("clean/dash.csv",
                    "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n"
                    "10100;4;30;3312;1280x720;66\n");
    const std::string clean = "--realInt=clean/int.csv --realDash=clean/dash.csv ";
    ExpectRefused(gap + clean + "--sim=bad", "bad/int.csv:1: column 'deq_qdepth1' is missing");
    m_scratch.Write("empty.csv", "");
    m_scratch.Write("header.csv", "a,b\n");
    m_scratch.Write("other.csv", "c\n1\n");
    m_scratch.Write("table.csv", "a,b\n1,2\n");
    ExpectRefused(gap + "--real=table.csv --synthetic=empty.csv", "empty.csv:1: is empty");
    ExpectRefused(gap + "--real=table.csv --synthetic=header.csv", "header.csv:2: no row");
    ExpectRefused(gap + "--real=table.csv --synthetic=other.csv",
                  "other.csv: no numeric column in common with table.csv");
    ExpectRefused(gap + "--real=table.csv --sim=clean",
                  "clean: column 'a' is missing, expected a, b");
    ExpectRefused("synthnet-gap --real=table.csv --synthetic=table.csv --out=sim",
                  "sim: is not empty, expected a new directory or --overwrite");
    ExpectRefused("synthnet-gap --out=out --real=table.csv --synthetic=table.csv --pictures=gif",
                  "bad value 'gif' of --pictures");
}

/// Three tables of one process, 120, 90 and 75 rows.
class EvaluateProgram : public DatasetPrograms
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("real.csv", Table(120, 1));
        m_scratch.Write("train.csv", Table(90, 5));
        m_scratch.Write("synthetic.csv", Table(75, 9));
    }

    static std::string Table(int rows, int seed)
    {
        std::string text = "enq_qdepth1,Buffer,FPS\n";
        for (int row = 0; row < rows; ++row)
        {
            const int x = (row * 37 + seed * 11) % 101;
            text += std::to_string(x % 7) + "," + std::to_string(x) + "," +
                    (x % 2 == 0 ? "18" : "30") + "\n";
        }
        return text;
    }

    static constexpr auto EVALUATE =
        "synthnet-dataset evaluate --real=real.csv --synthetic=synthetic.csv --train=train.csv "
        "--seqLen=5 --draws=3 --windows=10 --seeds=2 --out=out ";
};

TEST_F(EvaluateProgram, WritesScoresPicturesAndAPage)
{
    const auto result = RunProgram(m_scratch, EVALUATE);
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find("forest detector"), std::string::npos);
    const std::string note =
        "synthetic.csv: has 15 windows; classifiers tell more from 1200 (6000 rows)";
    EXPECT_EQ(result.err, note + "\n");
    const std::string scores = m_scratch.Read("out/scores.csv");
    for (const auto* line : {"\nM,all,3 draws of 10 windows,",
                             "\nforest detector,player,2 seeds,",
                             "\nnearest neighbour p5,player,3 draws of 10 windows,"})
    {
        EXPECT_NE(scores.find(line), std::string::npos) << line << scores;
    }
    for (const std::string name :
         {"boxes", "violins", "cdf", "timeseries", "autocorrelation", "correlation", "pca", "tsne"})
    {
        EXPECT_EQ(m_scratch.Read("out/" + name + ".png").substr(1, 3), "PNG") << name;
        EXPECT_NE(m_scratch.Read("out/" + name + ".svg").find("</svg>"), std::string::npos) << name;
    }
    const std::string page = m_scratch.Read("out/index.html");
    EXPECT_NE(page.find("data:image/svg+xml;base64,"), std::string::npos);
    EXPECT_NE(page.find("train.csv: 90 rows, 86 windows"), std::string::npos);
    EXPECT_NE(page.find(note), std::string::npos);
    EXPECT_NE(m_scratch.Read("out/features.csv").find("\nBuffer,"), std::string::npos);
    EXPECT_NE(m_scratch.Read("out/run.json").find("\"verb\": \"evaluate\""), std::string::npos);
}

TEST_F(EvaluateProgram, GivesTheSameFiguresForTheSameSeed)
{
    const auto scores = [&](const std::string& options) {
        EXPECT_EQ(RunProgram(m_scratch, EVALUATE + options + " --pictures=none --overwrite").status,
                  0);
        return m_scratch.Read("out/scores.csv");
    };
    const std::string first = scores("--seed=3");
    EXPECT_EQ(scores("--seed=3"), first);
    EXPECT_NE(scores("--seed=4"), first);
}

TEST_F(EvaluateProgram, LeavesOutWhatTooFewRowsMakeImpossible)
{
    m_scratch.Write("short.csv", Table(50, 1));
    const auto result = RunProgram(m_scratch,
                                   "synthnet-dataset evaluate --real=short.csv "
                                   "--synthetic=synthetic.csv --out=out --pictures=none");
    EXPECT_EQ(result.status, 0) << result.err;
    const std::string note = "the forest detector of all is left out: short.csv has 50 rows, "
                             "expected at least 240; synthetic.csv has 75 rows, expected at least "
                             "120";
    EXPECT_NE(result.err.find(note + "\n"), std::string::npos) << result.err;
    EXPECT_NE(m_scratch.Read("out/index.html").find(note), std::string::npos);
    EXPECT_EQ(result.out.find("forest detector"), std::string::npos);
    EXPECT_NE(m_scratch.Read("out/scores.csv").find("\nM,all,"), std::string::npos);
    m_scratch.Write("short.csv", Table(240, 1));
    m_scratch.Write("synthetic.csv", Table(120, 9));
    const auto enough = RunProgram(m_scratch,
                                   "synthnet-dataset evaluate --real=short.csv --seeds=2 "
                                   "--synthetic=synthetic.csv --out=out2 --pictures=none");
    EXPECT_EQ(enough.err.find("expected"), std::string::npos) << enough.err;
    EXPECT_NE(enough.out.find("forest detector"), std::string::npos);
}

TEST_F(EvaluateProgram, RefusesBadInputWithOneLine)
{
    const std::string rest = " --synthetic=synthetic.csv --out=out --pictures=none";
    const std::string evaluate = "synthnet-dataset evaluate ";
    ExpectRefused(evaluate + "--real=none.csv" + rest, "none.csv: cannot be read");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --seqLen=76",
                  "synthetic.csv: a table of 75 rows, expected at least 76");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --seqLen=1",
                  "bad value 1 of --seqLen, expected at least 2");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --realBlock=10",
                  "real.csv: blocks of 10 rows, expected at least 24");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --seeds=0",
                  "bad value 0 of --seeds, expected 1 to 10000");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --windows=1000000000000",
                  "bad value 1000000000000 of --windows, expected 2 to 100000");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --draws=1000000000000",
                  "bad value 1000000000000 of --draws, expected 1 to 10000");
    ExpectRefused(
        evaluate + "--real=real.csv" + rest + " --seed=-1",
        "the argument ('-1') for option '--seed' is invalid, expected a whole number that "
        "is not negative");
    ExpectRefused(evaluate + "--real=real.csv" + rest + " --train=real.csv",
                  "real.csv: has the rows of real.csv");
    m_scratch.Write("text.csv", "enq_qdepth1,Buffer,FPS\n1,2,3\n1,x,3\n1,2,3\n");
    ExpectRefused(evaluate + "--real=text.csv" + rest,
                  "text.csv:3: column 'Buffer' holds 'x', expected a number");
    m_scratch.Write("lacking.csv", "enq_qdepth1,Buffer\n1,2\n");
    ExpectRefused(evaluate + "--real=real.csv --synthetic=lacking.csv --out=out",
                  "lacking.csv:1: column 'FPS' is missing");
}

} // namespace
