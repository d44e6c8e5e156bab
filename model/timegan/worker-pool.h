/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WORKER_POOL_H
#define SYNTHNET_WORKER_POOL_H

#include <cstddef>
#include <functional>
#include <memory>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Threads for work that is over in a fraction of a millisecond and comes at once again:
 * a waiting thread looks for work some 50 µs long before it sleeps.
 *
 * What a task computes must not depend on the thread that runs it, so that results do not depend
 * on the number of threads.
 */
class WorkerPool
{
  public:
    /**
     * @param threads how many run tasks, the one that calls Run() included; at least 1
     * @throws std::system_error when the system does not give as many
     */
    explicit WorkerPool(unsigned threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    unsigned Threads() const; //!< as given

    /**
     * @brief Calls task(0) … task(count − 1), each once, in any order and on any thread, and
     * returns when all are done. Only one thread calls this at a time, and no task does.
     * @param count number of tasks
     * @param task what it throws, the first of several, Run() throws once no thread runs it any
     *        more; with one thread the tasks behind it are left out
     */
    void Run(std::size_t count, const std::function<void(std::size_t)>& task);

  private:
    struct Shared;
    std::unique_ptr<Shared> m_shared;
    unsigned m_threads;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WORKER_POOL_H
