/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MPD_H
#define SYNTHNET_MPD_H

#include "representation.h"
#include "url-template.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A run of equally long segments: an S element of a SegmentTimeline.
 */
struct TimelineEntry
{
    uint64_t time{0};     //!< start of the first one, ticks
    uint64_t duration{0}; //!< of each, ticks, at least 1
    uint64_t count{1};    //!< how many, at least 1
};

/**
 * @ingroup synthnet-dash
 * @brief A Media Presentation Description (ISO/IEC 23009-1): one period with one video adaptation
 * set whose segments a SegmentTemplate names, static (VOD) or dynamic (live).
 *
 * Segments are counted from 0 here, whatever the MPD's startNumber. Representations are in
 * ascending order of bandwidth, and an index into them is what the rest of synthnet calls quality.
 * An MPD holds no segment sizes; see SegmentSizes.
 */
class Mpd
{
  public:
    /**
     * @brief Makes the MPD of equally long segments.
     * @param representations at least one, in any order
     * @param segmentDuration s, more than 0; kept to a millisecond
     * @param mediaDuration s, more than 0; nothing for a live stream without a stated end
     * @param media URL template of the segments relative to the MPD: `$Number$` or `$Time$`
     *        once, and $RepresentationID$ or $Bandwidth$ so that no two are equal
     * @throws InputError when a value is out of its range
     */
    Mpd(std::vector<Representation> representations,
        double segmentDuration,
        std::optional<double> mediaDuration,
        const std::string& media = "video/$RepresentationID$/$Number$.m4s");

    /**
     * @brief Parses an MPD.
     * @param text the XML document, at most 4 MiB
     * @param name its name in error messages
     * @throws InputError naming the line and what was expected
     */
    static Mpd Parse(std::string_view text, const std::string& name);

    /**
     * @brief Reads an MPD from a file.
     * @throws InputError when it cannot be read or is malformed
     */
    static Mpd Read(const std::filesystem::path& path);

    std::string ToXml() const; //!< the document, ending in a newline

    /// In ascending order of bandwidth, never empty.
    const std::vector<Representation>& Representations() const;

    bool IsDynamic() const; //!< whether it is a live stream
    /**
     * @brief Makes it a live stream.
     * @param availabilityStartTime Unix time in s at which the stream starts, at least 0
     * @param timeShiftBufferDepth s for which segments stay available; nothing for ever
     */
    void SetDynamic(double availabilityStartTime, std::optional<double> timeShiftBufferDepth);
    double AvailabilityStartTime() const;                     //!< Unix time, s; 0 when static
    std::optional<double> TimeShiftBufferDepth() const;       //!< s
    std::optional<double> SuggestedPresentationDelay() const; //!< s behind the live edge
    void SetSuggestedPresentationDelay(double seconds);       //!< s, at least 0
    std::optional<double> MediaDuration() const;              //!< s; nothing for an endless stream

    /// How many segments there are; nothing for an endless stream.
    std::optional<uint64_t> SegmentCount() const;
    double NominalSegmentDuration() const;        //!< s; of the first segment
    double SegmentDuration(uint64_t index) const; //!< s; the last one may be shorter
    double SegmentStart(uint64_t index) const;    //!< s from the start of the period
    /// The segment that is played @p seconds after the start of the period (the last one if later).
    uint64_t SegmentAt(double seconds) const;

    /// Unix time in s from which a segment can be fetched: when it is complete. 0 when static.
    double AvailableFrom(uint64_t index) const;
    /// Whether a segment can be fetched at this Unix time in s; always when static.
    bool IsAvailable(uint64_t index, double unixTime) const;

    /// A segment of a representation.
    struct SegmentRef
    {
        std::size_t quality{0}; //!< index into Representations()
        uint64_t index{0};      //!< from 0
    };

    /// The URL of a segment relative to the MPD's.
    std::string SegmentUrl(std::size_t quality, uint64_t index) const;
    /// The segment that a URL relative to the MPD's names, if it names one.
    std::optional<SegmentRef> FindSegment(std::string_view url) const;

  private:
    friend class MpdReader;
    Mpd() = default;

    // What a document may hold, so that no value overflows and no document takes for ever.
    static constexpr std::size_t MAX_TEXT = 4 << 20;
    static constexpr uint64_t MAX_SEGMENTS = 100'000'000;
    static constexpr uint64_t MAX_TICKS = 1'000'000'000'000'000;
    static constexpr uint64_t MAX_TIMESCALE = 1'000'000'000;
    static constexpr uint64_t MAX_BANDWIDTH = 1'000'000'000'000; // bit/s
    static constexpr std::size_t MAX_REPRESENTATIONS = 1000;
    static constexpr std::size_t MAX_TIMELINE = 1'000'000; // entries
    static constexpr double MAX_SECONDS = 1e9;             // 31 years
    static constexpr double MIN_SECONDS = 1e-9;            // what is written of a duration

    uint64_t SegmentTicks(uint64_t index) const;   //!< its start
    uint64_t SegmentAtTicks(uint64_t ticks) const; //!< the last one that does not start later
    void Finish();                                 //!< sorts, and derives what lookups need

    bool m_dynamic{false};
    double m_availabilityStart{0};
    std::optional<double> m_timeShiftBufferDepth;
    std::optional<double> m_suggestedDelay;
    std::optional<double> m_mediaDuration;
    uint64_t m_timescale{1000};
    uint64_t m_startNumber{1};
    uint64_t m_duration{0};                //!< ticks; 0 with a timeline
    std::vector<TimelineEntry> m_timeline; //!< empty without one
    std::vector<uint64_t> m_firstIndex;    //!< of each timeline entry
    std::vector<Representation> m_representations;
    std::vector<std::string> m_media;     //!< URL template of each, base URLs included
    std::vector<UrlTemplate> m_templates; //!< one a representation
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MPD_H
