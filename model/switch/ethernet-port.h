/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ETHERNET_PORT_H
#define SYNTHNET_ETHERNET_PORT_H

#include "ns3/ns3-version.h"

#include "egress-queue.h"

#include "ns3/channel.h"
#include "ns3/data-rate.h"
#include "ns3/error-model.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <deque>

namespace ns3::synthnet
{

class EthernetPort;

/**
 * @ingroup synthnet-switch
 * @brief A full-duplex Ethernet cable between two ports.
 */
class EthernetCable : public Channel
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    void Attach(Ptr<EthernetPort> port); //!< two ports at most

    /// @return the port at the other end, or null
    EthernetPort* GetPeer(const EthernetPort* port) const;
    Time GetDelay() const; //!< one way

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

  protected:
    void DoDispose() override;

  private:
    Time m_delay;
    Ptr<EthernetPort> m_ports[2];
};

/**
 * @ingroup synthnet-switch
 * @brief A full-duplex Ethernet interface, of a host or of a switch.
 *
 * It costs the simulator one event for each frame: the arrival at the other end, whose time is
 * known when the frame is sent, because a frame leaves when those before it have left. The
 * Ethernet header is carried beside the packet and only becomes bytes for the Sniffer trace.
 *
 * An interface of a virtual machine is served by a thread of its host, which may be busy with
 * others: TransmitService is what that thread takes, to wake up and for each frame. While it sleeps
 * frames gather, and then leave in a bunch.
 *
 * On the wire a frame takes its 14-byte header, 4 bytes of checksum, 8 of preamble, 12 of gap, and
 * at least 46 bytes of payload.
 */
class EthernetPort : public NetDevice
{
  public:
    /// @return the type
    static TypeId GetTypeId();
    EthernetPort();

    void Attach(Ptr<EthernetCable> cable);

    /**
     * @brief Sends a frame at a later time, for a caller that knows it already.
     * @param departure now or later, and not before that of any earlier frame
     * @param packet its bytes may still change until its departure
     * @param source of the frame
     * @param destination of the frame
     * @param etherType of the payload
     * @param moreBytes by which the packet will have grown at its departure
     * @return false when the output buffer was full at that time, or no cable is attached
     */
    bool SendAt(Time departure,
                Ptr<Packet> packet,
                Mac48Address source,
                Mac48Address destination,
                uint16_t etherType,
                uint32_t moreBytes = 0);

    /// Sets what hands frames to the cable; null: takes no time.
    void SetTransmitService(Ptr<ServiceTime> service);
    /**
     * @param stream the first random stream to use
     * @return how many streams were used
     */
    int64_t AssignStreams(int64_t stream);

    DataRate GetDataRate() const; //!< of the cable in this direction
    /// @return bytes that a packet takes on the wire, with all that is around it
    static uint32_t WireBytes(uint32_t packetBytes);

    // NetDevice
    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& destination, uint16_t etherType) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& destination,
                  uint16_t etherType) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

  protected:
    void DoDispose() override;

  private:
    void Receive(Ptr<Packet> packet,
                 Mac48Address source,
                 Mac48Address destination,
                 uint16_t etherType);
    void Sniff(Ptr<const Packet> packet,
               Mac48Address source,
               Mac48Address destination,
               uint16_t etherType);

    Ptr<EthernetCable> m_cable;
    EthernetPort* m_peer{nullptr};
    Ptr<Node> m_node;
    uint32_t m_ifIndex{0};
    Mac48Address m_address;
    uint16_t m_mtu{1500};
    DataRate m_rate;
    uint32_t m_bufferSize{128};
    bool m_needsArp{false};
    ServiceThread m_transmit;     //!< hands frames to the cable
    Ptr<ErrorModel> m_errorModel; //!< null: nothing is lost
    Time m_lineFree;              //!< when the last frame has left
    std::deque<Time> m_starts;    //!< when each frame that may still wait begins to leave
    ReceiveCallback m_receive;
    PromiscReceiveCallback m_promiscReceive;
    TracedCallback<> m_linkChange;
    TracedCallback<Ptr<const Packet>> m_macTx;
    TracedCallback<Ptr<const Packet>> m_macTxDrop;
    TracedCallback<Ptr<const Packet>> m_macRx;
    TracedCallback<Ptr<const Packet>> m_macRxDrop;
    TracedCallback<Ptr<const Packet>> m_sniffer;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ETHERNET_PORT_H
