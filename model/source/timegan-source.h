/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_SOURCE_H
#define SYNTHNET_TIMEGAN_SOURCE_H

#include "window-stream.h"

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief Plays what a trained model draws, one row each Interval, from the start of the
 * application on. What becomes of a row is the derived class's part.
 *
 * The model is one that `synthnet-timegan train` wrote, of any kind. The seeds of its draws come
 * from a random variable stream, so that seed and run decide every row.
 */
class TimeGanSource : public Application
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    TimeGanSource();
    ~TimeGanSource() override;

    /// Sets a model that is in memory, in place of the file that Model names.
    void SetGenerator(std::shared_ptr<const WindowGenerator> generator);

    /**
     * @brief Fixes the random variable streams.
     * @param stream the first stream number
     * @return how many were used: 1, and those of the derived class
     */
    virtual int64_t AssignStreams(int64_t stream) SYNTHNET_OVERRIDE_SINCE_3_42;

    /**
     * @brief The signature of the trace source Row.
     * @param row a table of one row, with the columns of the model
     * @param time when it is valid
     */
    typedef void (*RowTracedCallback)(const Table& row, Time time);

  protected:
    void DoDispose() override;
    Time GetInterval() const;

    /**
     * @brief The application starts.
     * @param columns of the rows to come
     * @throws InputError when they do not have what is needed
     */
    virtual void Open(const std::vector<std::string>& columns) = 0;
    virtual void Take(const Table& row) = 0; //!< the row of the interval that begins now
    virtual void Close() = 0;                //!< the application stops, perhaps without a start

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Tick();
    uint64_t DrawSeed();

    std::string m_model;
    uint32_t m_windows;
    Time m_interval;
    std::shared_ptr<const WindowGenerator> m_generator;
    std::unique_ptr<WindowStream> m_rows;
    Ptr<UniformRandomVariable> m_seeds;
    EventId m_next;
    TracedCallback<const Table&, Time> m_rowTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_SOURCE_H
