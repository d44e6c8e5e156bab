/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_ROW_H
#define SYNTHNET_NPRINT_ROW_H

#include "nprint-field.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief The bits of one packet's headers: each is 0, 1, or absent, which nPrint writes as −1.
 *
 * Two bits a cell: one plane says what is there, the other what it is; a bit that is absent is 0 in
 * both. Cells are addressed by their place among all headers (NprintField), whatever columns the
 * file has that they are from: what it has no column for is absent.
 */
class NprintRow
{
  public:
    /// A row in which all is absent.
    /// @param payloadBytes that it has cells for, at most NPRINT_MOST_PAYLOAD_BYTES
    explicit NprintRow(std::size_t payloadBytes = 0);

    void Clear();                                   //!< all is absent, also index and times
    std::size_t PayloadBytes() const;               //!< that it has cells for
    std::size_t Cells() const;                      //!< of headers and payload
    bool IsEmpty() const;                           //!< no cell is there
    std::size_t Present(NprintHeader header) const; //!< cells that are there

    /**
     * @name One cell
     * @param place below Cells()
     * @{
     */
    bool Has(std::size_t place) const
    {
        return (m_present[place / 8] & Mask(place)) != 0;
    }

    bool Bit(std::size_t place) const //!< false also where it is absent
    {
        return (m_values[place / 8] & Mask(place)) != 0;
    }

    void SetBit(std::size_t place, bool value);
    void ClearBit(std::size_t place);
    /** @} */

    /**
     * @name A field
     * @{
     */
    /// @param field of up to 64 bits
    /// @return its value; nothing when a bit is absent
    std::optional<uint64_t> Field(const NprintField& field) const;

    /// The same by name.
    /// @throws std::invalid_argument when there is none
    std::optional<uint64_t> Field(std::string_view name) const;

    /// @param field of up to 64 bits, whose lowest bits of @p value count
    void SetField(const NprintField& field, uint64_t value);
    void SetField(std::string_view name, uint64_t value);

    void ClearField(const NprintField& field);           //!< of any width
    std::size_t Present(const NprintField& field) const; //!< bits that are there
    /** @} */

    /**
     * @name Bytes of a header, as on the wire
     * @{
     */
    /// @return bytes before and with the last one of which a bit is there; all of them, from 0 on
    std::size_t BytesOf(NprintHeader header) const;

    /// @return its first byte; bits that are absent are 0
    const uint8_t* Header(NprintHeader header) const;

    /// @param count at most what the header has cells for; what lies behind becomes absent
    void SetHeader(NprintHeader header, const uint8_t* bytes, std::size_t count);
    /** @} */

    /**
     * @name The planes, one bit a cell, the most significant bit of a byte first
     * @{
     */
    const std::vector<uint8_t>& PresentPlane() const;
    const std::vector<uint8_t>& ValuePlane() const;

    /// Sets 8 cells at once.
    /// @param value 0 where @p present is 0
    void SetByte(std::size_t byte, uint8_t present, uint8_t value)
    {
        m_present[byte] = present;
        m_values[byte] = value;
    }

    /// Makes absent what is 0 in @p mask, a plane of as many bytes.
    void Keep(const std::vector<uint8_t>& mask);
    /** @} */

    std::string index;                   //!< what the first column says, of NprintIndex
    std::optional<int64_t> rts;          //!< µs since the previous packet
    std::optional<int64_t> seconds;      //!< tv_sec, since the Unix epoch
    std::optional<int64_t> microseconds; //!< tv_usec, 0 to 999,999

    bool operator==(const NprintRow& other) const; //!< all of it

  private:
    static uint8_t Mask(std::size_t place)
    {
        return static_cast<uint8_t>(0x80U >> (place % 8));
    }

    std::vector<uint8_t> m_present;
    std::vector<uint8_t> m_values;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_ROW_H
