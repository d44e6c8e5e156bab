/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "worker-pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace ns3::synthnet
{

struct WorkerPool::Shared
{
    /// One call of Run(). The last thread that holds it frees it, so that a thread that wakes up
    /// late finds no task left in it rather than tasks of the next call.
    struct Job
    {
        const std::function<void(std::size_t)>* task;
        std::size_t count;
        std::atomic<std::size_t> next{0};
        std::atomic<std::size_t> done{0};
        std::mutex mutex;         // of the next one
        std::exception_ptr error; // the first that a task threw

        void Work()
        {
            for (std::size_t i = next++; i < count; i = next++)
            {
                try
                {
                    (*task)(i);
                }
                catch (...)
                {
                    const std::lock_guard<std::mutex> lock(mutex);
                    error = error ? error : std::current_exception();
                }
                ++done; // last: then Run() returns, and with it the task is gone
            }
        }
    };

    std::mutex mutex;
    std::condition_variable wake;
    std::shared_ptr<Job> job; // under the mutex, as are changes of the next two
    std::atomic<std::size_t> generation{0};
    std::atomic<bool> stopping{false};
    std::vector<std::thread> threads;

    // Also called when the constructor of the pool could not start all threads.
    ~Shared()
    {
        {
            const std::lock_guard<std::mutex> lock(mutex);
            stopping = true;
        }
        wake.notify_all();
        for (std::thread& thread : threads)
        {
            thread.join();
        }
    }

    void Loop()
    {
        std::size_t seen = 0;
        while (true)
        {
            const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(50);
            while (generation == seen && !stopping && std::chrono::steady_clock::now() < until)
            {
            }
            std::unique_lock<std::mutex> lock(mutex);
            wake.wait(lock, [&] { return generation != seen || stopping; });
            if (stopping)
            {
                return;
            }
            seen = generation;
            const std::shared_ptr<Job> current = job;
            lock.unlock();
            current->Work();
        }
    }
};

WorkerPool::WorkerPool(unsigned threads)
    : m_shared(std::make_unique<Shared>()),
      m_threads(threads)
{
    for (unsigned i = 1; i < threads; ++i)
    {
        m_shared->threads.emplace_back(&Shared::Loop, m_shared.get());
    }
}

WorkerPool::~WorkerPool() = default;

unsigned
WorkerPool::Threads() const
{
    return m_threads;
}

void
WorkerPool::Run(std::size_t count, const std::function<void(std::size_t)>& task)
{
    if (m_threads == 1 || count == 1)
    {
        for (std::size_t i = 0; i < count; ++i)
        {
            task(i);
        }
        return;
    }
    const auto job = std::make_shared<Shared::Job>();
    job->task = &task;
    job->count = count;
    {
        const std::lock_guard<std::mutex> lock(m_shared->mutex);
        m_shared->job = job;
        ++m_shared->generation;
    }
    m_shared->wake.notify_all();
    job->Work();
    while (job->done != count)
    {
        std::this_thread::yield();
    }
    if (job->error)
    {
        std::rethrow_exception(job->error);
    }
}

} // namespace ns3::synthnet
