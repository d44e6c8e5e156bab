/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_TELEMETRY_HEADER_H
#define SYNTHNET_INT_TELEMETRY_HEADER_H

#include "int-content.h"

#include "ns3/ns3-version.h"

#include "ns3/header.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief INT v2.1 behind a UDP or TCP header: the shim, the MD or MX header, and the metadata.
 *
 * A packet that IntSwitch instruments has the same bytes; this is for scenarios that make such
 * packets or take them apart with ns-3's means.
 */
class IntTelemetryHeader : public Header
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;

    const IntContent& GetContent() const;
    void SetContent(const IntContent& content); //!< as EncodeInt() takes it, or an InputError

    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /// @return the bytes read; 0, and an empty content, when ReadInt() refuses them
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    IntContent m_content;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_TELEMETRY_HEADER_H
