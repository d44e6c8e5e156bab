/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RESULT_FILES_H
#define SYNTHNET_RESULT_FILES_H

#include "stop-signals.h"

#include "ns3/output-files.h"

#include <filesystem>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief The files that a verb makes: they are opened before the work, so that a place that cannot
 * be written is known before it, and appear when all is done, or none of them.
 */
class ResultFiles
{
  public:
    /**
     * @param program for the records of the run
     * @param inputs files that are read, and so must not be written
     * @param overwrite replace existing files
     */
    ResultFiles(const Program& program, std::vector<std::filesystem::path> inputs, bool overwrite);

    /// @return where to write the file
    /// @throws InputError when it is an input or another result, and as OutputFile does
    std::ostream& Add(const std::filesystem::path& path);

    /// As above, with the record of the run beside it, PATH.run.json.
    std::ostream& AddWithRecord(const std::filesystem::path& path);

    /// Says one thing more in the records.
    /// @param json a JSON text
    void Record(const std::string& name, const std::string& json);

    /**
     * Writes the records and makes all files appear.
     * @param despiteSignals also when a signal has come, which else throws Stopped: for work that
     *        was done when it came
     */
    void Commit(bool despiteSignals = false);

  private:
    StopSignals m_signals;
    const Program& m_program;
    std::vector<std::filesystem::path> m_inputs;
    bool m_overwrite;
    std::vector<std::filesystem::path> m_paths;
    std::vector<std::unique_ptr<OutputFile>> m_files;
    std::vector<std::ostream*> m_records;
    std::map<std::string, std::string> m_more; // by name, JSON
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RESULT_FILES_H
