/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_TRAFFIC_SOURCE_H
#define SYNTHNET_TIMEGAN_TRAFFIC_SOURCE_H

#include "packet-schedule.h"
#include "timegan-source.h"

#include "ns3/address.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/traced-value.h"

#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief Sends packets at the rates that a model draws: background load.
 *
 * A value of Column, times Scale, is the rate in Unit from its row's time to the next row's; one
 * below 0 counts as 0. Over UDP the load is open loop: packets of PacketSize leave as
 * PacketSchedule says, whatever becomes of them. Over TCP the bytes of an interval are handed to
 * the socket when it begins; what the connection does not take at once waits in Backlog.
 */
class TimeGanTrafficSource : public TimeGanSource
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    static constexpr double MAX_RATE = 1e9; //!< packets/s; a greater rate is refused

    TimeGanTrafficSource();
    ~TimeGanTrafficSource() override;

    int64_t AssignStreams(int64_t stream) override;

  protected:
    void DoDispose() override;
    void Open(const std::vector<std::string>& columns) override;
    void Take(const Table& row) override;
    void Close() override;

  private:
    double ReadRate(const Table& row) const; //!< packets/s
    void Connect();
    void Send(uint32_t bytes);
    void ScheduleNext();  // UDP
    void SendScheduled(); // UDP
    void SendBacklog();   // TCP
    void OnConnected(Ptr<Socket> socket);
    void OnConnectFailed(Ptr<Socket> socket);
    void OnSpace(Ptr<Socket> socket, uint32_t bytes);

    Address m_remote;
    TypeId m_protocol;
    std::string m_column;
    std::string m_unit;
    double m_scale;
    uint32_t m_packetSize;
    Ptr<RandomVariableStream> m_spacing;

    double m_packetsPerUnit{0}; //!< packets/s that one Unit is
    Ptr<Socket> m_socket;
    std::optional<PacketSchedule> m_schedule; //!< over UDP
    EventId m_nextPacket;
    bool m_connected{false}; //!< over TCP
    double m_partOfByte{0};  //!< over TCP: what is not a whole byte yet
    TracedValue<uint64_t> m_backlog{0};
    TracedCallback<Ptr<const Packet>> m_txTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_TRAFFIC_SOURCE_H
