/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_SIDES_H
#define SYNTHNET_CAPTURE_SIDES_H

#include "address-set.h"
#include "capture-reader.h"

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Which addresses of a capture are on its client side; all others are on its server side.
 */
class CaptureSides
{
  public:
    static CaptureSides OfClients(AddressSet clients); //!< all others are servers
    static CaptureSides OfServers(AddressSet servers); //!< all others are clients

    /**
     * @brief Finds the sides of a capture, which it reads to the end.
     *
     * It was made at some hosts: those with which all packets have to do, the ones with the most
     * packets first. They are the clients, unless others open more flows to them than they to
     * others. Memory grows with the pairs of addresses, not the packets.
     */
    static CaptureSides Find(CaptureReader& reader);

    bool IsClient(uint8_t version, const IpAddressBytes& address) const;
    std::string Text() const; //!< "clients 192.168.1.7", "servers 10.0.0.0/8"

  private:
    CaptureSides(AddressSet addresses, bool areClients);

    AddressSet m_addresses;
    bool m_areClients;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_SIDES_H
