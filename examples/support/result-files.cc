/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "result-files.h"

#include "output-checks.h"
#include "program.h"

#include "ns3/input-error.h"

#include <utility>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

/// @return the one name of a file that may not be there yet
fs::path
Resolved(const fs::path& path)
{
    return fs::weakly_canonical(fs::absolute(path));
}

} // namespace

ResultFiles::ResultFiles(const Program& program, std::vector<fs::path> inputs, bool overwrite)
    : m_program(program),
      m_inputs(std::move(inputs)),
      m_overwrite(overwrite)
{
}

std::ostream&
ResultFiles::Add(const fs::path& path)
{
    NeedOtherFile(path, m_inputs);
    for (const auto& other : m_paths)
    {
        if (Resolved(path) == Resolved(other))
        {
            throw InputError(path.string() + ": is to be written twice, expected different files");
        }
    }
    m_paths.push_back(path);
    m_files.push_back(std::make_unique<OutputFile>(path, m_overwrite));
    return m_files.back()->Stream();
}

std::ostream&
ResultFiles::AddWithRecord(const fs::path& path)
{
    std::ostream& stream = Add(path);
    fs::path record = path;
    record += ".run.json";
    m_records.push_back(&Add(record));
    return stream;
}

void
ResultFiles::Record(const std::string& name, const std::string& json)
{
    m_more[name] = json;
}

void
ResultFiles::Commit(bool despiteSignals)
{
    for (std::ostream* record : m_records)
    {
        m_program.WriteRunRecord(*record, m_more);
    }
    if (!despiteSignals)
    {
        StopSignals::Check();
    }
    for (const auto& file : m_files)
    {
        file->Commit();
    }
}

} // namespace ns3::synthnet
