/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROBE_HEADER_H
#define SYNTHNET_PROBE_HEADER_H

#include "probe-codec.h"

#include "ns3/ns3-version.h"

#include "ns3/header.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief The testbed's probe after the IP header: a count of hops and one record for each.
 *
 * The switches of the testbed each insert their record before those of the switches that the probe
 * crossed earlier, and raise the count.
 */
class ProbeHeader : public Header
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;

    /// @brief Inserts the record of the switch that the probe crosses now.
    /// @throws InputError when the count cannot go up
    void PushHop(const IntMetadata& hop);

    const ProbeHops& GetHops() const;    //!< the newest first
    void SetHops(const ProbeHops& hops); //!< the newest first, at most PROBE_MAX_HOPS

    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /// @return the bytes read; 0, and no hops, when the buffer ends before the last hop
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    ProbeHops m_hops;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PROBE_HEADER_H
