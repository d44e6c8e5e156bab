/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mpd.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace ns3::synthnet
{

namespace
{

/// The last of @p count segments that is not after something, or the first one.
template <class NotAfter>
uint64_t
LastSegmentWhere(uint64_t count, NotAfter notAfter)
{
    uint64_t low = 0;
    uint64_t high = count; // the first one after it is in (low, high]
    while (high - low > 1)
    {
        const uint64_t middle = low + (high - low) / 2;
        (notAfter(middle) ? low : high) = middle;
    }
    return low;
}

void
Require(bool condition, const char* message)
{
    if (!condition)
    {
        throw InputError(message);
    }
}

} // namespace

Mpd::Mpd(std::vector<Representation> representations,
         double segmentDuration,
         std::optional<double> mediaDuration,
         const std::string& media)
    : m_mediaDuration(mediaDuration),
      m_duration(static_cast<uint64_t>(
          std::llround(std::clamp(segmentDuration, 0.0, MAX_SECONDS) * 1000))),
      m_representations(std::move(representations)),
      m_media(m_representations.size(), media)
{
    Require(!m_representations.empty() && m_representations.size() <= MAX_REPRESENTATIONS,
            "expected 1 to 1000 representations");
    Require(m_duration > 0 && segmentDuration <= MAX_SECONDS,
            "expected a segment duration from 1 ms to 1e9 s");
    Require(!mediaDuration || (*mediaDuration > 0 && *mediaDuration <= MAX_SECONDS),
            "expected a media duration of more than 0 and at most 1e9 s");
    Require(mediaDuration.value_or(0) / segmentDuration <= static_cast<double>(MAX_SEGMENTS),
            "expected at most 1e8 segments");
    std::set<std::string> ids;
    for (const Representation& representation : m_representations)
    {
        Require(!representation.id.empty() && ids.insert(representation.id).second,
                "expected a unique name for each representation");
        Require(representation.bandwidth > 0 && representation.bandwidth <= MAX_BANDWIDTH,
                "expected a bandwidth from 1 to 1e12 bit/s for each representation");
    }
    Finish();
}

void
Mpd::Finish()
{
    std::vector<std::size_t> order(m_representations.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return m_representations[a].bandwidth < m_representations[b].bandwidth;
    });
    std::vector<Representation> representations;
    std::vector<std::string> media;
    for (const std::size_t from : order)
    {
        representations.push_back(std::move(m_representations[from]));
        media.push_back(std::move(m_media[from]));
    }
    m_representations = std::move(representations);
    m_media = std::move(media);
    m_templates.clear();
    for (std::size_t quality = 0; quality < m_media.size(); ++quality)
    {
        m_templates.emplace_back(m_media[quality], m_representations[quality]);
    }
    m_firstIndex.clear();
    uint64_t index = 0;
    for (const TimelineEntry& entry : m_timeline)
    {
        m_firstIndex.push_back(index);
        index += entry.count;
    }
}

const std::vector<Representation>&
Mpd::Representations() const
{
    return m_representations;
}

bool
Mpd::IsDynamic() const
{
    return m_dynamic;
}

void
Mpd::SetDynamic(double availabilityStartTime, std::optional<double> timeShiftBufferDepth)
{
    Require(availabilityStartTime >= 0 && availabilityStartTime <= 1e11,
            "expected an availability start time from 1970 on");
    Require(!timeShiftBufferDepth ||
                (*timeShiftBufferDepth > 0 && *timeShiftBufferDepth <= MAX_SECONDS),
            "expected a time shift buffer depth of more than 0 and at most 1e9 s");
    m_dynamic = true;
    m_availabilityStart = availabilityStartTime;
    m_timeShiftBufferDepth = timeShiftBufferDepth;
}

double
Mpd::AvailabilityStartTime() const
{
    return m_availabilityStart;
}

std::optional<double>
Mpd::TimeShiftBufferDepth() const
{
    return m_timeShiftBufferDepth;
}

std::optional<double>
Mpd::SuggestedPresentationDelay() const
{
    return m_suggestedDelay;
}

void
Mpd::SetSuggestedPresentationDelay(double seconds)
{
    Require(seconds >= 0 && seconds <= MAX_SECONDS, "expected a delay from 0 to 1e9 s");
    m_suggestedDelay = seconds;
}

std::optional<double>
Mpd::MediaDuration() const
{
    return m_mediaDuration;
}

std::optional<uint64_t>
Mpd::SegmentCount() const
{
    if (!m_timeline.empty())
    {
        return m_firstIndex.back() + m_timeline.back().count;
    }
    if (!m_mediaDuration)
    {
        return std::nullopt;
    }
    // A remainder below a millionth of a segment is rounding, not a segment.
    return static_cast<uint64_t>(
        std::max(1.0, std::ceil(*m_mediaDuration / NominalSegmentDuration() - 1e-6)));
}

double
Mpd::NominalSegmentDuration() const
{
    const uint64_t ticks = m_timeline.empty() ? m_duration : m_timeline.front().duration;
    return static_cast<double>(ticks) / static_cast<double>(m_timescale);
}

double
Mpd::SegmentDuration(uint64_t index) const
{
    if (!m_timeline.empty())
    {
        const auto after = std::upper_bound(m_firstIndex.begin(), m_firstIndex.end(), index);
        return static_cast<double>(m_timeline[after - m_firstIndex.begin() - 1].duration) /
               static_cast<double>(m_timescale);
    }
    const double nominal = NominalSegmentDuration();
    if (m_mediaDuration && index + 1 == SegmentCount())
    {
        return *m_mediaDuration - nominal * static_cast<double>(index);
    }
    return nominal;
}

double
Mpd::SegmentStart(uint64_t index) const
{
    if (m_timeline.empty())
    {
        return NominalSegmentDuration() * static_cast<double>(index);
    }
    return static_cast<double>(SegmentTicks(index)) / static_cast<double>(m_timescale);
}

uint64_t
Mpd::SegmentTicks(uint64_t index) const
{
    if (m_timeline.empty())
    {
        return m_duration * index;
    }
    const auto after = std::upper_bound(m_firstIndex.begin(), m_firstIndex.end(), index);
    const std::size_t entry = after - m_firstIndex.begin() - 1;
    return m_timeline[entry].time + m_timeline[entry].duration * (index - m_firstIndex[entry]);
}

uint64_t
Mpd::SegmentAt(double seconds) const
{
    seconds = std::clamp(seconds, 0.0, MAX_SECONDS * 100);
    const auto count = SegmentCount();
    if (m_timeline.empty())
    {
        const auto index = static_cast<uint64_t>(seconds / NominalSegmentDuration() + 1e-9);
        return count ? std::min(index, *count - 1) : index;
    }
    // As exact as SegmentStart(), so that a segment's own start finds it.
    return LastSegmentWhere(*count, [this, seconds](uint64_t index) {
        return SegmentStart(index) <= seconds;
    });
}

uint64_t
Mpd::SegmentAtTicks(uint64_t ticks) const
{
    if (m_timeline.empty())
    {
        return ticks / m_duration;
    }
    return LastSegmentWhere(*SegmentCount(),
                            [this, ticks](uint64_t index) { return SegmentTicks(index) <= ticks; });
}

double
Mpd::AvailableFrom(uint64_t index) const
{
    return m_dynamic ? m_availabilityStart + SegmentStart(index) + SegmentDuration(index) : 0;
}

bool
Mpd::IsAvailable(uint64_t index, double unixTime) const
{
    if (!m_dynamic)
    {
        return true;
    }
    constexpr double rounding = 1e-6; // a Unix time in a double is exact to less than a µs
    const double from = AvailableFrom(index);
    return unixTime >= from - rounding &&
           (!m_timeShiftBufferDepth ||
            unixTime <= from + *m_timeShiftBufferDepth + SegmentDuration(index) + rounding);
}

std::string
Mpd::SegmentUrl(std::size_t quality, uint64_t index) const
{
    const UrlTemplate& url = m_templates.at(quality);
    return url.Expand(url.IsTime() ? SegmentTicks(index) : m_startNumber + index);
}

std::optional<Mpd::SegmentRef>
Mpd::FindSegment(std::string_view url) const
{
    for (std::size_t quality = 0; quality < m_templates.size(); ++quality)
    {
        const auto number = m_templates[quality].Match(url);
        if (!number || *number > MAX_TICKS * 2)
        {
            continue;
        }
        const bool isTime = m_templates[quality].IsTime();
        if (!isTime && *number < m_startNumber)
        {
            continue;
        }
        const uint64_t index = isTime ? SegmentAtTicks(*number) : *number - m_startNumber;
        const auto count = SegmentCount();
        if ((!count || index < *count) && (!isTime || SegmentTicks(index) == *number))
        {
            return SegmentRef{quality, index};
        }
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
