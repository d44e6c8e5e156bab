/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace
{

namespace fs = std::filesystem;

const fs::path SOURCE = SYNTHNET_SOURCE;

std::string
Read(const fs::path& file)
{
    std::ifstream stream(file);
    EXPECT_TRUE(stream) << file;
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// @return what stands between @p begin and the next @p end
std::string
Between(const std::string& text, const std::string& begin, const std::string& end)
{
    const auto start = text.find(begin);
    EXPECT_NE(start, std::string::npos) << begin;
    const auto stop = text.find(end, start + begin.size());
    EXPECT_NE(stop, std::string::npos) << end;
    return text.substr(start + begin.size(), stop - start - begin.size());
}

TEST(Readme, ShowsTheFirstScenarioAsItIsCompiled)
{
    const std::string mark = "// [README]\n";
    const std::string readme = Read(SOURCE / "README.md");
    const std::size_t chapter = readme.find("## A scenario of your own");
    ASSERT_NE(chapter, std::string::npos);
    EXPECT_EQ(Between(readme.substr(chapter), "```cpp\n", "```"),
              Between(Read(SOURCE / "examples/synthnet-first-switch.cc"), mark, "\n" + mark));
}

TEST(Readme, NamesTheIncludesOfTheFirstScenario)
{
    const std::string readme = Read(SOURCE / "README.md");
    const std::string source = Read(SOURCE / "examples/synthnet-first-switch.cc");
    const std::regex module("#include \"ns3/[a-z]+-module.h\"");
    std::size_t modules = 0;
    for (std::sregex_iterator match(source.begin(), source.end(), module), end; match != end;
         ++match)
    {
        EXPECT_NE(readme.find('`' + match->str() + '`'), std::string::npos) << match->str();
        ++modules;
    }
    EXPECT_GE(modules, 4u);
}

TEST(Readme, NamesEveryProgram)
{
    const std::string readme = Read(SOURCE / "README.md");
    for (const auto& entry : fs::directory_iterator(SOURCE / "examples"))
    {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".cc")
        {
            EXPECT_NE(readme.find("| `" + name + "` |"), std::string::npos) << name;
        }
    }
}

TEST(Readme, OfTheTracesSaysHowTheyWereMade)
{
    const std::string command =
        Between(Read(SOURCE / "traces/README.md"), "synthnet-testbed --", "\ndone");
    const std::regex option("([a-zA-Z]+)=([^ \n]+)");
    for (const std::string depth : {"32", "64"})
    {
        const std::string record = Read(SOURCE / ("traces/2022-depth-" + depth) / "run.json");
        std::size_t options = 0;
        for (std::sregex_iterator match(command.begin(), command.end(), option), end; match != end;
             ++match)
        {
            const std::string value =
                std::regex_replace((*match)[2].str(), std::regex("\\$depth"), depth);
            const std::string recorded = '"' + (*match)[1].str() + "\": \"" + value;
            EXPECT_NE(record.find(recorded), std::string::npos) << recorded;
            ++options;
        }
        EXPECT_GE(options, 7u);
        EXPECT_NE(record.find("\"overwrite\": \"true\""), std::string::npos);
    }
}

TEST(Readme, SamplesAsManyRowsAsAnEvaluationWants)
{
    for (const auto* file : {"README.md", "doc/timegan.rst", "doc/diffusion.rst"})
    {
        const std::string text = Read(SOURCE / file);
        const std::regex sample("sample --model=[^ ]+ --rows=([0-9]+)");
        std::smatch match;
        ASSERT_TRUE(std::regex_search(text, match, sample)) << file;
        EXPECT_GE(std::stoi(match[1]), 1200 * 24) << file;
    }
}

TEST(Readme, SimulatesAsManyRowsAsAnEvaluationNeeds)
{
    const std::string readme = Read(SOURCE / "README.md");
    const int seconds = std::stoi(Between(readme, "--depth=32 --duration=", " "));
    // A row a second but for some; ten windows of 24 rows for the forest detector.
    EXPECT_GE(seconds, 2 * 240);
}

TEST(Readme, LinksToFilesThatExist)
{
    const std::string readme = Read(SOURCE / "README.md");
    const std::regex link(R"(\]\(([^):#]+)\))"); // not to other sites
    std::size_t links = 0;
    for (std::sregex_iterator match(readme.begin(), readme.end(), link), end; match != end; ++match)
    {
        EXPECT_TRUE(fs::exists(SOURCE / (*match)[1].str())) << (*match)[1];
        ++links;
    }
    EXPECT_GT(links, 0u);
}

} // namespace
