/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HEAD_BYTES_H
#define SYNTHNET_HEAD_BYTES_H

#include "ns3/ns3-version.h"

#include "ns3/header.h"

#include <cstdint>
#include <ostream>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief The bytes of a header, taken off a packet and put on again as they are.
 *
 * It goes by the name of the header's type, of which ns-3 keeps account when
 * Packet::EnableChecking() was called.
 */
class HeadBytes : public Header
{
  public:
    /**
     * @param type of the header that the bytes are
     * @param bytes room for @p size bytes, kept by the caller
     * @param size of the header
     */
    HeadBytes(TypeId type, uint8_t* bytes, uint32_t size)
        : m_type(type),
          m_bytes(bytes),
          m_size(size)
    {
    }

    TypeId GetInstanceTypeId() const override
    {
        return m_type;
    }

    void Print(std::ostream& os) const override
    {
        os << m_size << " bytes";
    }

    uint32_t GetSerializedSize() const override
    {
        return m_size;
    }

    void Serialize(Buffer::Iterator start) const override
    {
        start.Write(m_bytes, m_size);
    }

    uint32_t Deserialize(Buffer::Iterator start) override
    {
        start.Read(m_bytes, m_size);
        return m_size;
    }

  private:
    TypeId m_type;
    uint8_t* m_bytes;
    uint32_t m_size;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_HEAD_BYTES_H
