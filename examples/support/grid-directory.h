/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRID_DIRECTORY_H
#define SYNTHNET_GRID_DIRECTORY_H

#include "ns3/model-grid.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief What decides a grid, beside the content of its tables.
 */
struct GridDescription
{
    std::vector<std::string> tables; //!< their names, "32" for one
    std::size_t models{9};           //!< for each table
    std::size_t rows{3600};          //!< of a synthetic table
    TimeGanConfig common;            //!< of all models: steps, learningRate, gamma, seed

    std::vector<GridModel> Models() const; //!< ModelGrid()

    std::string ToJson() const;

    /// @throws InputError when it is nothing that ToJson() returned
    static GridDescription FromJson(const std::string& json, const std::string& file);
};

/**
 * @ingroup synthnet-programs
 * @brief Where the files of a grid are: `grid.json`, and a directory for each table with the real
 * table and, for each model, the model, its losses, its synthetic table, and the time it took.
 */
class GridDirectory
{
  public:
    /// The files of one model.
    struct ModelFiles
    {
        std::filesystem::path model;      //!< written last: a model that is there is finished
        std::filesystem::path losses;     //!< CSV
        std::filesystem::path synthetic;  //!< CSV
        std::filesystem::path checkpoint; //!< there while training is interrupted
        std::filesystem::path seconds;    //!< one number: what training took so far
    };

    /// @param path of the grid, which may not be there yet
    explicit GridDirectory(std::filesystem::path path);

    const std::filesystem::path& Path() const;                  //!< as given
    std::filesystem::path Real(const std::string& table) const; //!< the real table, CSV
    ModelFiles Files(const std::string& table, const GridModel& model) const;

    /**
     * @brief Makes the directory a grid's: writes the description and copies the real tables into
     * it, or finds that this very grid is there already.
     * @param description of the grid
     * @param real the bytes of each table's file
     * @param overwrite remove the grid that is there, and nothing else
     * @throws InputError when there is another grid and @p overwrite is false, a damaged one, or
     *         something that is no grid's
     */
    void Prepare(const GridDescription& description,
                 const std::vector<std::string>& real,
                 bool overwrite) const;

    /// @throws InputError when it is no grid's directory
    GridDescription Read() const;

    /// @return the seconds in the file, 0 when there is none
    static double ReadSeconds(const std::filesystem::path& file);

  private:
    std::filesystem::path DescriptionFile() const;
    void NeedEmpty() const;
    void NeedSame(const GridDescription& description, const std::vector<std::string>& real) const;
    void RemoveGrid() const;

    std::filesystem::path m_path;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GRID_DIRECTORY_H
