/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_URL_TEMPLATE_H
#define SYNTHNET_URL_TEMPLATE_H

#include "representation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A SegmentTemplate's media attribute for one representation (ISO/IEC 23009-1): a number
 * between two texts.
 */
class UrlTemplate
{
  public:
    /**
     * @param media with `$Number$` or `$Time$` once; `$RepresentationID$`, `$Bandwidth$` and `$$`
     *        are replaced; numbers take a format tag such as %05d
     * @throws InputError saying what was expected
     */
    UrlTemplate(std::string_view media, const Representation& representation);

    bool IsTime() const; //!< whether the number is the segment's start and not its number

    std::string Expand(uint64_t number) const;
    /// The number that expands to this URL, if one does.
    std::optional<uint64_t> Match(std::string_view url) const;

  private:
    std::string m_prefix;
    std::string m_suffix;
    std::size_t m_width{0}; //!< digits at least
    bool m_isTime{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_URL_TEMPLATE_H
