/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_DIRECTORY_H
#define SYNTHNET_STUDY_DIRECTORY_H

#include "ns3/control-task.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief Where an agent of a study learns.
enum class StudyAgent
{
    ONLINE, //!< in the live simulation
    OFFLINE //!< in tables
};

/// @ingroup synthnet-programs
/// @brief All agents of one kind, or one other policy, in the results: "online", "offline".
std::string StudyAgentName(StudyAgent kind);

/**
 * @ingroup synthnet-programs
 * @brief What decides a study.
 */
struct StudyDescription
{
    ControlTask task;
    bool compat{false};                 //!< the published agent and environment
    uint64_t seed{1};                   //!< the first
    std::size_t seeds{3};               //!< agents of each kind
    uint64_t episodes{20};              //!< from which an online agent learns
    uint64_t runs{10};                  //!< episodes of the evaluation
    std::string generator{"diffusion"}; //!< or "timegan"; "none": the recorded tables serve
    std::size_t steps{0};               //!< of a generator's training; 0: as the trainer picks
    std::size_t rows{14400};            //!< of a synthetic table
    double tableSeconds{3600};          //!< that a recorded table lasts
    std::string testbed;                //!< JSON of the live simulation's configuration
    std::string learning;               //!< JSON of the agents' configuration

    std::vector<std::string> Depths() const;   //!< names of the tables, "32" for one
    std::vector<uint64_t> Seeds() const;       //!< of the agents
    std::vector<std::string> Policies() const; //!< as the results name them, agents first

    std::string ToJson() const;

    /// @throws InputError when it is nothing that ToJson() returned
    static StudyDescription FromJson(const std::string& json, const std::string& file);
};

/**
 * @ingroup synthnet-programs
 * @brief Where the files of a study are. One that is there is complete.
 */
class StudyDirectory
{
  public:
    explicit StudyDirectory(std::filesystem::path path);

    const std::filesystem::path& Path() const;                       //!< as given
    std::filesystem::path Recorded(const std::string& depth) const;  //!< the simulation's table
    std::filesystem::path Generator(const std::string& depth) const; //!< that learned it
    std::filesystem::path Synthetic(const std::string& depth) const; //!< drawn from that
    std::filesystem::path Agent(StudyAgent kind, uint64_t seed) const;
    std::filesystem::path Episodes() const; //!< directory of what the evaluation has so far

    /// @return beside a file: how it was made
    static std::filesystem::path RecordOf(const std::filesystem::path& file);
    /// @return beside an agent: its episodes
    static std::filesystem::path EpisodesOf(const std::filesystem::path& agent);
    static std::filesystem::path LearningOf(const std::filesystem::path& agent);
    static std::filesystem::path CheckpointOf(const std::filesystem::path& file);
    static std::filesystem::path LossesOf(const std::filesystem::path& generator);

    /// @return s of wall time that the record of a file tells, NaN when it tells none
    static double SecondsOf(const std::filesystem::path& file);

    /**
     * @brief Makes the directory the study's, or finds that this very study is there already.
     * @param overwrite remove the study that is there, and nothing else
     * @throws InputError when there is another study and @p overwrite is false, a damaged one, or
     *         something that is no study's
     */
    void Prepare(const StudyDescription& description, bool overwrite) const;

  private:
    std::filesystem::path DescriptionFile() const;
    StudyDescription Read() const;
    void NeedEmpty() const;
    void RemoveStudy() const;
    void MakeDirectories(const StudyDescription& description) const;

    std::filesystem::path m_path;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_DIRECTORY_H
