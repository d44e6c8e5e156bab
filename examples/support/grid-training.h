/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRID_TRAINING_H
#define SYNTHNET_GRID_TRAINING_H

#include "grid-directory.h"
#include "progress-line.h"

#include "ns3/compute-options.h"
#include "ns3/table.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class TimeGanTrainer;
class WindowGenerator;

/**
 * @ingroup synthnet-programs
 * @brief Trains the models of a grid that are not there yet, several side by side, each on threads
 * of its own: how many changes no result. A synthetic table that is missing is drawn again.
 */
class GridTraining
{
  public:
    /**
     * @param directory that Prepare() made this grid's
     * @param description of the grid
     * @param tables the real tables, in the description's order; must outlive the object
     * @param compute with what each model is trained
     * @throws InputError when a model that is there is damaged, or not the grid's
     */
    GridTraining(const GridDirectory& directory,
                 const GridDescription& description,
                 const std::vector<Table>& tables,
                 const ComputeOptions& compute);

    std::size_t All() const;  //!< models of the grid
    std::size_t Left() const; //!< those that are not trained, or whose table is not drawn

    /**
     * @brief Trains what is left, a model with many operations first, so that none is left alone
     * at the end for long. Says which models are ready, and on a terminal how far it is.
     * @param jobs models side by side, at least 1
     * @throws InputError when a training fails; the others keep their checkpoints
     * @throws std::runtime_error when a signal came (StopSignals), likewise
     */
    void Run(unsigned jobs);

  private:
    /// A model to train.
    struct Task
    {
        std::size_t table; //!< its place among the tables
        GridModel model;
        GridDirectory::ModelFiles files;
        double done; //!< share of its steps, in [0, 1]; 1 from the start: only to be drawn from
        bool running;
    };

    void Work();            //!< of one thread: takes tasks until there are none
    Task* NextTask();       //!< null when there is none, or all shall stop
    bool Train(Task& task); //!< whether it came to its end
    /// @return how long it took until now, in s, also before it was interrupted
    double TakeStepsOf(Task& task, TimeGanTrainer& trainer);
    void DrawTable(const Task& task, const WindowGenerator& generator) const;
    const Table& Real(const Task& task) const; //!< the table to learn
    void Say(const std::string& line);         //!< on standard output
    void Note(Task& task, double done);
    void Watch(); //!< shows progress and looks for signals while threads work
    void ShowProgress();

    GridDirectory m_directory;
    GridDescription m_description;
    const std::vector<Table>& m_tables;
    ComputeOptions m_compute;
    std::vector<Task> m_tasks; //!< those that are left

    std::mutex m_mutex; //!< of all below, of `done` and `running`, and of standard output
    std::condition_variable m_changed;
    std::size_t m_next{0};
    unsigned m_working{0};
    std::size_t m_ready{0};
    double m_restored{0}; //!< relative cost of the steps that checkpoints had
    ProgressLine m_line;
    std::atomic<bool> m_stopping{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GRID_TRAINING_H
