/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SEGMENT_TABLE_H
#define SYNTHNET_SEGMENT_TABLE_H

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The measured sizes of a video's segments.
 *
 * A CSV file with the header `segment,representationId,bytes` and a row for each segment
 * (counted from 0, at most 100,000) of each representation, in any order.
 */
class SegmentTable
{
  public:
    /**
     * @param text of the table
     * @param name of it in error messages
     * @throws InputError when it is malformed, a size is missing or is there twice
     */
    static SegmentTable Parse(std::string_view text, const std::string& name);

    /// @throws InputError when the file cannot be read or is malformed
    static SegmentTable Read(const std::filesystem::path& path);

    /**
     * @param representationId the Representation's id in the MPD
     * @return bytes of its segments, from segment 0 on, never empty
     * @throws InputError when the table lacks it
     */
    const std::vector<uint64_t>& Sizes(const std::string& representationId) const;

  private:
    std::string m_name;
    std::map<std::string, std::vector<uint64_t>> m_sizes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SEGMENT_TABLE_H
