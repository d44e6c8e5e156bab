/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MICROBURST_SOURCE_H
#define SYNTHNET_MICROBURST_SOURCE_H

#include "microburst-process.h"

#include "ns3/ns3-version.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Sends UDP packets as a MicroburstProcess says: WAVE's microburst load.
 */
class MicroburstSource : public Application
{
  public:
    static TypeId GetTypeId();

    /// @return how many streams were used, from this one on
    int64_t AssignStreams(int64_t stream) SYNTHNET_OVERRIDE_SINCE_3_42;

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void ScheduleNext();
    void Send(uint32_t payload);

    Address m_remote;
    Ptr<MicroburstProcess> m_process;

    Ptr<Socket> m_socket;
    EventId m_next;
    TracedCallback<Ptr<const Packet>> m_sent;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MICROBURST_SOURCE_H
