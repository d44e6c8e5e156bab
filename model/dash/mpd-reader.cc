/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mpd.h"
#include "xml-time.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <set>

namespace ns3::synthnet
{

/**
 * @brief Turns the XML tree into an Mpd and knows where in the text each element stands.
 */
class MpdReader
{
  public:
    MpdReader(std::string_view text, const std::string& name)
        : m_text(text),
          m_name(name)
    {
    }

    Mpd Read();

  private:
    [[noreturn]] void Fail(std::ptrdiff_t offset, std::string message) const
    {
        const auto end = m_text.begin() + std::clamp<std::ptrdiff_t>(offset, 0, m_text.size());
        // What the document quotes must not break the message's line.
        std::replace_if(
            message.begin(),
            message.end(),
            [](char c) { return static_cast<unsigned char>(c) < ' '; },
            ' ');
        throw InputError(m_name, 1 + std::count(m_text.begin(), end, '\n'), message);
    }

    [[noreturn]] void Fail(pugi::xml_node node, const std::string& message) const
    {
        Fail(node.offset_debug(), message);
    }

    pugi::xml_node Child(pugi::xml_node parent, const char* name) const
    {
        const pugi::xml_node child = parent.child(name);
        if (!child)
        {
            Fail(parent, std::string("expected an element ") + name + " in " + parent.name());
        }
        return child;
    }

    /// An attribute as a number from @p low to @p high, or @p missing when it is absent.
    uint64_t Unsigned(pugi::xml_node node,
                      const char* name,
                      uint64_t low,
                      uint64_t high,
                      std::optional<uint64_t> missing) const
    {
        const pugi::xml_attribute attribute = node.attribute(name);
        if (!attribute && missing)
        {
            return *missing;
        }
        const auto number = ParseWhole<uint64_t>(attribute.value());
        if (!number || *number < low || *number > high)
        {
            Fail(node,
                 std::string(node.name()) + "@" + name + " is '" + attribute.value() +
                     "', expected a whole number from " + std::to_string(low) + " to " +
                     std::to_string(high));
        }
        return *number;
    }

    std::optional<double> Duration(pugi::xml_node node, const char* name) const
    {
        const pugi::xml_attribute attribute = node.attribute(name);
        if (!attribute)
        {
            return std::nullopt;
        }
        const auto value = ParseXmlDuration(attribute.value());
        if (!value || *value > Mpd::MAX_SECONDS)
        {
            Fail(node,
                 std::string(node.name()) + "@" + name + " is '" + attribute.value() +
                     "', expected a duration such as PT600S of at most 1e9 s");
        }
        return value;
    }

    double FrameRate(pugi::xml_node node) const;
    pugi::xml_node VideoSet(pugi::xml_node period) const;
    std::string BaseUrl(pugi::xml_node node) const;
    void ReadPresentation(pugi::xml_node root, Mpd& mpd) const;
    void ReadTiming(pugi::xml_node segmentTemplate, Mpd& mpd) const;
    void ReadTimeline(pugi::xml_node timeline, Mpd& mpd) const;
    /// Reads the times of another SegmentTemplate, which must be those that @p mpd has.
    void ReadFurtherTiming(pugi::xml_node segmentTemplate, const Mpd& mpd) const;
    Representation ReadRepresentation(pugi::xml_node node) const;
    /// A Representation's own, or the one of the nearest element around it.
    pugi::xml_node SegmentTemplate(pugi::xml_node representation) const;
    void ReadRepresentations(pugi::xml_node set, const std::string& base, Mpd& mpd) const;

    std::string_view m_text;
    std::string m_name;
};

double
MpdReader::FrameRate(pugi::xml_node node) const
{
    std::string_view text = node.attribute("frameRate").value();
    if (text.empty())
    {
        text = node.parent().attribute("frameRate").value();
    }
    if (text.empty())
    {
        return 0;
    }
    std::string_view rest = text;
    const auto numerator = TakeDecimal(rest);
    std::optional<double> denominator = 1;
    if (!rest.empty() && rest[0] == '/')
    {
        rest.remove_prefix(1);
        denominator = TakeDecimal(rest);
    }
    if (!numerator || !denominator || !rest.empty() || *denominator <= 0 ||
        *numerator / *denominator < 1e-3 || *numerator / *denominator > 1e4)
    {
        Fail(node,
             "frameRate is '" + std::string(text) + "', expected frames a second such as 30 or " +
                 "30000/1001, from 0.001 to 10000");
    }
    return *numerator / *denominator;
}

pugi::xml_node
MpdReader::VideoSet(pugi::xml_node period) const
{
    for (pugi::xml_node set : period.children("AdaptationSet"))
    {
        const pugi::xml_node representation = set.child("Representation");
        for (const char* type : {set.attribute("contentType").value(),
                                 set.attribute("mimeType").value(),
                                 representation.attribute("mimeType").value()})
        {
            if (std::string_view(type).substr(0, 5) == "video")
            {
                return set;
            }
        }
    }
    Fail(period, "expected an AdaptationSet whose contentType or mimeType is video");
}

std::string
MpdReader::BaseUrl(pugi::xml_node node) const
{
    const pugi::xml_node base = node.child("BaseURL");
    const std::string url = base.text().get();
    if (url.find("://") != std::string::npos || (!url.empty() && url[0] == '/'))
    {
        Fail(base, "BaseURL is '" + url + "', expected a URL relative to the MPD's");
    }
    return url == "./" ? "" : url;
}

void
MpdReader::ReadPresentation(pugi::xml_node root, Mpd& mpd) const
{
    const std::string_view type = root.attribute("type").as_string("static");
    if (type != "static" && type != "dynamic")
    {
        Fail(root, "MPD@type is '" + std::string(type) + "', expected static or dynamic");
    }
    mpd.m_dynamic = type == "dynamic";
    mpd.m_mediaDuration = Duration(root, "mediaPresentationDuration");
    if (!mpd.m_mediaDuration)
    {
        mpd.m_mediaDuration = Duration(root.child("Period"), "duration");
    }
    if (mpd.m_mediaDuration && *mpd.m_mediaDuration < Mpd::MIN_SECONDS)
    {
        Fail(root, "mediaPresentationDuration is 0, expected more");
    }
    mpd.m_suggestedDelay = Duration(root, "suggestedPresentationDelay");
    if (!mpd.m_dynamic)
    {
        return;
    }
    mpd.m_timeShiftBufferDepth = Duration(root, "timeShiftBufferDepth");
    const std::string start = root.attribute("availabilityStartTime").value();
    const auto unixTime = ParseXmlDateTime(start);
    if (!unixTime)
    {
        Fail(root,
             "MPD@availabilityStartTime is '" + start +
                 "', expected a time such as 2023-09-17T01:06:24Z");
    }
    mpd.m_availabilityStart = *unixTime;
}

void
MpdReader::ReadTimeline(pugi::xml_node timeline, Mpd& mpd) const
{
    uint64_t next = 0;
    uint64_t segments = 0;
    for (pugi::xml_node entry : timeline.children("S"))
    {
        TimelineEntry run;
        run.time = Unsigned(entry, "t", 0, Mpd::MAX_TICKS, next);
        run.duration = Unsigned(entry, "d", 1, Mpd::MAX_TICKS, std::nullopt);
        if (run.time < next)
        {
            Fail(entry,
                 "S@t is before the end of the previous segment, expected at least " +
                     std::to_string(next));
        }
        if (std::string_view(entry.attribute("r").value()).substr(0, 1) == "-")
        {
            // "Until the next S or the end of the period".
            const pugi::xml_node after = entry.next_sibling("S");
            if (!after && !mpd.m_mediaDuration)
            {
                Fail(entry, "S@r is negative, expected a mediaPresentationDuration with it");
            }
            const double end =
                after ? static_cast<double>(Unsigned(after, "t", 0, Mpd::MAX_TICKS, {}))
                      : *mpd.m_mediaDuration * static_cast<double>(mpd.m_timescale);
            const double runs =
                (end - static_cast<double>(run.time)) / static_cast<double>(run.duration);
            run.count = static_cast<uint64_t>(
                std::clamp(std::ceil(runs), 1.0, static_cast<double>(Mpd::MAX_SEGMENTS)));
        }
        else
        {
            run.count = 1 + Unsigned(entry, "r", 0, Mpd::MAX_SEGMENTS, 0);
        }
        segments += run.count;
        if (segments > Mpd::MAX_SEGMENTS || run.duration > Mpd::MAX_TICKS / run.count ||
            mpd.m_timeline.size() == Mpd::MAX_TIMELINE)
        {
            Fail(entry,
                 "too long a timeline, expected at most " + std::to_string(Mpd::MAX_SEGMENTS) +
                     " segments and " + std::to_string(Mpd::MAX_TICKS) + " ticks");
        }
        next = run.time + run.duration * run.count;
        mpd.m_timeline.push_back(run);
    }
    if (mpd.m_timeline.empty())
    {
        Fail(timeline, "expected an element S in SegmentTimeline");
    }
}

void
MpdReader::ReadTiming(pugi::xml_node node, Mpd& mpd) const
{
    mpd.m_timescale = Unsigned(node, "timescale", 1, Mpd::MAX_TIMESCALE, 1);
    mpd.m_startNumber = Unsigned(node, "startNumber", 0, Mpd::MAX_TICKS, 1);
    if (const pugi::xml_node timeline = node.child("SegmentTimeline"))
    {
        ReadTimeline(timeline, mpd);
        const TimelineEntry& last = mpd.m_timeline.back();
        const double end = static_cast<double>(last.time + last.duration * last.count) /
                           static_cast<double>(mpd.m_timescale);
        if (end > Mpd::MAX_SECONDS)
        {
            Fail(timeline, "the timeline ends after 1e9 s, expected an earlier end");
        }
        mpd.m_mediaDuration = end;
        return;
    }
    if (!node.attribute("duration"))
    {
        Fail(node, "expected SegmentTemplate@duration or a SegmentTimeline");
    }
    mpd.m_duration = Unsigned(node, "duration", 1, Mpd::MAX_TICKS, std::nullopt);
    const double duration =
        static_cast<double>(mpd.m_duration) / static_cast<double>(mpd.m_timescale);
    if (!mpd.m_mediaDuration && !mpd.m_dynamic)
    {
        Fail(node, "expected MPD@mediaPresentationDuration with a static SegmentTemplate@duration");
    }
    if (duration > Mpd::MAX_SECONDS ||
        mpd.m_mediaDuration.value_or(0) / duration > static_cast<double>(Mpd::MAX_SEGMENTS))
    {
        Fail(node,
             "expected at most " + std::to_string(Mpd::MAX_SEGMENTS) +
                 " segments of at most 1e9 s");
    }
}

Representation
MpdReader::ReadRepresentation(pugi::xml_node node) const
{
    constexpr uint64_t MAX_PIXELS = 65535;
    const pugi::xml_node set = node.parent();
    const auto pixels = [&](const char* side) {
        return Unsigned(node, side, 0, MAX_PIXELS, Unsigned(set, side, 0, MAX_PIXELS, 0));
    };
    Representation representation;
    representation.id = node.attribute("id").value();
    representation.bandwidth = Unsigned(node, "bandwidth", 1, Mpd::MAX_BANDWIDTH, std::nullopt);
    representation.width = pixels("width");
    representation.height = pixels("height");
    representation.frameRate = FrameRate(node);
    return representation;
}

pugi::xml_node
MpdReader::SegmentTemplate(pugi::xml_node representation) const
{
    for (pugi::xml_node level = representation; level; level = level.parent())
    {
        if (const pugi::xml_node segments = level.child("SegmentTemplate"))
        {
            return segments;
        }
    }
    Fail(representation,
         std::string("expected a SegmentTemplate for Representation ") +
             representation.attribute("id").value());
}

void
MpdReader::ReadFurtherTiming(pugi::xml_node node, const Mpd& mpd) const
{
    Mpd other = mpd;
    other.m_timeline.clear();
    ReadTiming(node, other);
    const auto same = [](const TimelineEntry& a, const TimelineEntry& b) {
        return a.time == b.time && a.duration == b.duration && a.count == b.count;
    };
    if (other.m_timescale != mpd.m_timescale || other.m_startNumber != mpd.m_startNumber ||
        other.m_duration != mpd.m_duration ||
        !std::equal(other.m_timeline.begin(),
                    other.m_timeline.end(),
                    mpd.m_timeline.begin(),
                    mpd.m_timeline.end(),
                    same))
    {
        Fail(node, "expected the same segment times in every Representation");
    }
}

void
MpdReader::ReadRepresentations(pugi::xml_node set, const std::string& base, Mpd& mpd) const
{
    std::set<std::string> ids;
    pugi::xml_node timing; // the SegmentTemplate that was read last
    for (pugi::xml_node node : set.children("Representation"))
    {
        const std::string id = node.attribute("id").value();
        if (id.empty() || !ids.insert(id).second)
        {
            Fail(node, "Representation@id is '" + id + "', expected a unique name");
        }
        if (ids.size() > Mpd::MAX_REPRESENTATIONS)
        {
            Fail(node,
                 "expected at most " + std::to_string(Mpd::MAX_REPRESENTATIONS) +
                     " Representations");
        }
        const Representation representation = ReadRepresentation(node);
        const pugi::xml_node segments = SegmentTemplate(node);
        if (!timing)
        {
            ReadTiming(segments, mpd);
        }
        else if (segments != timing)
        {
            ReadFurtherTiming(segments, mpd);
        }
        timing = segments;

        mpd.m_media.push_back(base + BaseUrl(node) + segments.attribute("media").value());
        try
        {
            UrlTemplate(mpd.m_media.back(), representation);
        }
        catch (const InputError& error)
        {
            Fail(segments, error.what());
        }
        mpd.m_representations.push_back(representation);
    }
    if (mpd.m_representations.empty())
    {
        Fail(set, "expected an element Representation in AdaptationSet");
    }
}

Mpd
MpdReader::Read()
{
    if (m_text.size() > Mpd::MAX_TEXT)
    {
        throw InputError(m_name, 0, "longer than 4 MiB, expected an MPD");
    }
    pugi::xml_document document;
    const auto result = document.load_buffer(m_text.data(), m_text.size(), pugi::parse_default);
    if (!result)
    {
        Fail(result.offset, std::string("not XML: ") + result.description() + ", expected an MPD");
    }
    const pugi::xml_node root = document.child("MPD");
    if (!root)
    {
        Fail(std::ptrdiff_t{0}, "expected an element MPD");
    }
    Mpd mpd;
    const pugi::xml_node period = Child(root, "Period");
    if (const pugi::xml_node second = period.next_sibling("Period"))
    {
        Fail(second, "a second Period, expected one");
    }
    ReadPresentation(root, mpd);
    const pugi::xml_node set = VideoSet(period);
    ReadRepresentations(set, BaseUrl(root) + BaseUrl(period) + BaseUrl(set), mpd);
    mpd.Finish();
    return mpd;
}

Mpd
Mpd::Parse(std::string_view text, const std::string& name)
{
    return MpdReader(text, name).Read();
}

Mpd
Mpd::Read(const std::filesystem::path& path)
{
    return Parse(ReadInputFile(path, "an MPD"), path.string());
}

} // namespace ns3::synthnet
