/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SERVICE_TIME_H
#define SYNTHNET_SERVICE_TIME_H

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief How long a thread of a software switch needs: to wake up, and for one packet.
 *
 * A thread that has run out of packets sleeps; the next one waits WakeUp() before it is served.
 * Packets that wait while the thread is awake are served one Service() after another.
 */
class ServiceTime : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    virtual Time WakeUp() = 0;  //!< draws the time from the arrival at a sleeping thread to service
    virtual Time Service() = 0; //!< draws the time that one packet keeps the thread

    /**
     * @param stream the first random stream to use
     * @return how many streams were used
     */
    virtual int64_t AssignStreams(int64_t stream) = 0;
};

/**
 * @ingroup synthnet-switch
 * @brief A thread that is always awake and takes no time.
 */
class InstantServiceTime : public ServiceTime
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    Time WakeUp() override;
    Time Service() override;
    int64_t AssignStreams(int64_t stream) override;
};

/**
 * @ingroup synthnet-switch
 * @brief A thread that is always awake, and serves packets in times of any distribution.
 *
 * A constant gives a server of fixed rate (M/D/1 under Poisson arrivals), an exponential one M/M/1.
 */
class RandomServiceTime : public ServiceTime
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    Time WakeUp() override;
    Time Service() override;
    int64_t AssignStreams(int64_t stream) override;

  private:
    Ptr<RandomVariableStream> m_seconds; //!< service time, s
};

/**
 * @ingroup synthnet-switch
 * @brief A thread of a BMv2 process that shares its processor with others.
 *
 * Most of the time the thread wakes up within microseconds. With a certain probability something
 * else has the processor (another thread of the switch, another virtual machine of the host) and
 * the thread waits for the end of that slice, whose length is log-normal. A rarer and longer kind
 * of wait is a stall: the whole virtual machine does not run. In a stall packets gather, and what
 * does not fit the queue is lost.
 *
 * Service is a fixed part and an exponential one.
 */
class CpuServiceTime : public ServiceTime
{
  public:
    /// @return the type
    static TypeId GetTypeId();
    CpuServiceTime();

    Time WakeUp() override;
    Time Service() override;
    int64_t AssignStreams(int64_t stream) override;

  private:
    /// @return a draw from the exponential distribution of a mean
    Time Exponential(Time mean);

    /// @return a draw from the log-normal distribution of a median and a sigma
    Time LogNormal(Time median, double sigma);

    Time m_wakeUpMin;                  //!< of an undisturbed wake-up
    Time m_wakeUpMean;                 //!< of what is added to it, exponential
    double m_sliceProbability{0};      //!< that a wake-up waits for a slice
    Time m_sliceMedian;                //!< length of a slice
    double m_sliceSigma{1};            //!< of the logarithm of its length
    double m_stallProbability{0};      //!< that a wake-up waits for a stall
    Time m_stallMedian;                //!< length of a stall
    double m_stallSigma{1};            //!< of the logarithm of its length
    Time m_serviceMin;                 //!< of one packet
    Time m_serviceMean;                //!< of what is added to it, exponential
    double m_preemptionProbability{0}; //!< that a packet waits for a preemption
    Time m_preemptionMedian;           //!< length of a preemption
    double m_preemptionSigma{1};       //!< of the logarithm of its length
    Ptr<UniformRandomVariable> m_uniform;
    Ptr<NormalRandomVariable> m_normal;
    Ptr<ExponentialRandomVariable> m_exponential;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SERVICE_TIME_H
