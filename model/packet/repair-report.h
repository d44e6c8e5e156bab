/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPAIR_REPORT_H
#define SYNTHNET_REPAIR_REPORT_H

#include "nprint-field.h"
#include "nprint-row.h"

#include <cstdint>
#include <ostream>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Counts the bits of headers that a repair changed, field by field.
 */
class RepairReport
{
  public:
    /// @param columns the bits that count: those of a file's layout
    explicit RepairReport(const NprintRow& columns);

    void Add(const NprintRow& before, const NprintRow& after); //!< one packet

    uint64_t Bits() const;    //!< that were there before
    uint64_t Changed() const; //!< those of them with another value, or gone
    uint64_t ChangedOutsideChecksums() const;
    uint64_t BitsOutsideChecksums() const;

    /// @brief Writes CSV: field, bits (there before), changed (another value), removed (no longer
    ///        there), added (not there before), packets (in which any of that happened).
    void Write(std::ostream& stream) const;

  private:
    struct Counts
    {
        uint64_t bits{0};
        uint64_t changed{0};
        uint64_t removed{0};
        uint64_t added{0};
        uint64_t packets{0};
    };

    NprintRow m_columns;
    std::vector<Counts> m_fields; //!< as NprintFields()
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPAIR_REPORT_H
