/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mpd.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <numeric>
#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t MAX_TEXT = 4 << 20;
constexpr uint64_t MAX_SEGMENTS = 100'000'000;
constexpr uint64_t MAX_TICKS = 1'000'000'000'000'000;
constexpr uint64_t MAX_TIMESCALE = 1'000'000'000;
constexpr uint64_t MAX_BANDWIDTH = 1'000'000'000'000;
constexpr std::size_t MAX_REPRESENTATIONS = 1000;
constexpr std::size_t MAX_TIMELINE = 1'000'000;
constexpr uint64_t MAX_NUMBER_WIDTH = 20;
constexpr double MAX_SECONDS = 1e9; // 31 years

std::string Number(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.12g", value);
    return text;
}

/// The whole text as an unsigned number, if it is one.
std::optional<uint64_t> ToUnsigned(std::string_view text)
{
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
    {
        return std::nullopt;
    }
    return value;
}

/// Takes a decimal fraction without sign or exponent from the front of @p text.
std::optional<double> TakeDecimal(std::string_view& text)
{
    double value = 0;
    const auto format = std::chars_format::fixed;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, format);
    if (text.empty() || text[0] < '0' || text[0] > '9' || error != std::errc())
    {
        return std::nullopt;
    }
    text.remove_prefix(end - text.data());
    return value;
}

/// An xs:duration of days or less ("P1DT2H3M4.5S") in s; months and years have no fixed length.
std::optional<double> ToSeconds(std::string_view text)
{
    if (text.empty() || text[0] != 'P')
    {
        return std::nullopt;
    }
    text.remove_prefix(1);
    double seconds = 0;
    bool some = false;
    std::string_view units = "D";
    if (!text.empty() && text[0] != 'T')
    {
        auto days = TakeDecimal(text);
        if (!days || text.empty() || text[0] != 'D')
        {
            return std::nullopt;
        }
        seconds = *days * 86400;
        text.remove_prefix(1);
        some = true;
    }
    if (!text.empty() && text[0] == 'T')
    {
        text.remove_prefix(1);
        units = "HMS";
        some = false;
        while (!text.empty())
        {
            auto value = TakeDecimal(text);
            const auto unit = text.empty() ? std::string_view::npos : units.find(text[0]);
            if (!value || unit == std::string_view::npos)
            {
                return std::nullopt;
            }
            seconds += *value * (text[0] == 'H' ? 3600 : text[0] == 'M' ? 60 : 1);
            units.remove_prefix(unit + 1);
            text.remove_prefix(1);
            some = true;
        }
    }
    return some && text.empty() && seconds <= MAX_SECONDS ? std::optional(seconds) : std::nullopt;
}

std::string ToDuration(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.3f", seconds);
    std::string result = text;
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.')
    {
        result.pop_back();
    }
    return "PT" + result + "S";
}

/// An xs:dateTime in UTC ("2023-09-17T01:06:24.5Z", the Z optional) as Unix time in s.
std::optional<double> ToUnixTime(std::string_view text)
{
    if (!text.empty() && text.back() == 'Z')
    {
        text.remove_suffix(1);
    }
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < shape.size())
    {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < shape.size(); ++i)
    {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i])
        {
            return std::nullopt;
        }
    }
    const auto field = [&](std::size_t from, std::size_t size) {
        return static_cast<int>(*ToUnsigned(text.substr(from, size)));
    };
    std::tm date{};
    date.tm_year = field(0, 4) - 1900;
    date.tm_mon = field(5, 2) - 1;
    date.tm_mday = field(8, 2);
    date.tm_hour = field(11, 2);
    date.tm_min = field(14, 2);
    date.tm_sec = field(17, 2);
    if (date.tm_year < 70 || date.tm_mon < 0 || date.tm_mon > 11 || date.tm_mday < 1 ||
        date.tm_mday > 31 || date.tm_hour > 23 || date.tm_min > 59 || date.tm_sec > 60)
    {
        return std::nullopt;
    }
    double fraction = 0;
    text.remove_prefix(shape.size());
    if (!text.empty())
    {
        const std::string zero = "0" + std::string(text); // ".5" is a decimal only with a digit
        std::string_view rest = zero;
        const auto value = TakeDecimal(rest);
        if (text[0] != '.' || text.size() < 2 || !value || !rest.empty())
        {
            return std::nullopt;
        }
        fraction = *value;
    }
    return static_cast<double>(timegm(&date)) + fraction;
}

std::string ToDateTime(double unixTime)
{
    const auto milliseconds = static_cast<int64_t>(std::llround(unixTime * 1000));
    const std::time_t seconds = milliseconds / 1000;
    std::tm date{};
    gmtime_r(&seconds, &date);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &date);
    std::snprintf(text + size,
                  sizeof(text) - size,
                  ".%03dZ",
                  static_cast<int>(milliseconds % 1000));
    return text;
}

/// How many zeros fill @p digits up to @p width.
std::size_t Padding(std::size_t width, const std::string& digits)
{
    return width > digits.size() ? width - digits.size() : 0;
}

void Require(bool condition, const char* message)
{
    if (!condition)
    {
        throw InputError(message);
    }
}

} // namespace

/**
 * @brief Turns the XML tree into an Mpd and knows where in the text each element stands.
 */
class MpdReader
{
  public:
    MpdReader(std::string_view text, const std::string& name)
        : m_text(text)
        , m_name(name)
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
        const std::string_view text = attribute.value();
        const char* end = text.data() + text.size();
        uint64_t number = 0;
        const auto [read, error] = std::from_chars(text.data(), end, number);
        if (error != std::errc() || read != end || number < low || number > high)
        {
            Fail(node,
                 std::string(node.name()) + "@" + name + " is '" + attribute.value() +
                     "', expected a whole number from " + std::to_string(low) + " to " +
                     std::to_string(high));
        }
        return number;
    }

    std::optional<double> Duration(pugi::xml_node node, const char* name) const
    {
        const pugi::xml_attribute attribute = node.attribute(name);
        if (!attribute)
        {
            return std::nullopt;
        }
        const auto value = ToSeconds(attribute.value());
        if (!value)
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
    void ReadRepresentations(pugi::xml_node set, const std::string& base, Mpd& mpd) const;

    std::string_view m_text;
    std::string m_name;
};

double MpdReader::FrameRate(pugi::xml_node node) const
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
        *numerator / *denominator > 1e4)
    {
        Fail(node,
             "frameRate is '" + std::string(text) + "', expected frames a second such as 30 or " +
                 "30000/1001, at most 10000");
    }
    return *numerator / *denominator;
}

pugi::xml_node MpdReader::VideoSet(pugi::xml_node period) const
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

std::string MpdReader::BaseUrl(pugi::xml_node node) const
{
    const pugi::xml_node base = node.child("BaseURL");
    const std::string url = base.text().get();
    if (url.find("://") != std::string::npos || (!url.empty() && url[0] == '/'))
    {
        Fail(base, "BaseURL is '" + url + "', expected a URL relative to the MPD's");
    }
    return url == "./" ? "" : url;
}

void MpdReader::ReadPresentation(pugi::xml_node root, Mpd& mpd) const
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
    if (mpd.m_mediaDuration && *mpd.m_mediaDuration <= 0)
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
    const auto unixTime = ToUnixTime(start);
    if (!unixTime)
    {
        Fail(root,
             "MPD@availabilityStartTime is '" + start +
                 "', expected a time such as 2023-09-17T01:06:24Z");
    }
    mpd.m_availabilityStart = *unixTime;
}

void MpdReader::ReadTimeline(pugi::xml_node timeline, Mpd& mpd) const
{
    uint64_t next = 0;
    uint64_t segments = 0;
    for (pugi::xml_node entry : timeline.children("S"))
    {
        TimelineEntry run;
        run.time = Unsigned(entry, "t", 0, MAX_TICKS, next);
        run.duration = Unsigned(entry, "d", 1, MAX_TICKS, std::nullopt);
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
            const double end = after ? static_cast<double>(Unsigned(after, "t", 0, MAX_TICKS, {}))
                                     : *mpd.m_mediaDuration * static_cast<double>(mpd.m_timescale);
            const double runs =
                (end - static_cast<double>(run.time)) / static_cast<double>(run.duration);
            run.count = static_cast<uint64_t>(
                std::clamp(std::ceil(runs), 1.0, static_cast<double>(MAX_SEGMENTS)));
        }
        else
        {
            run.count = 1 + Unsigned(entry, "r", 0, MAX_SEGMENTS, 0);
        }
        segments += run.count;
        if (segments > MAX_SEGMENTS || run.duration > MAX_TICKS / run.count ||
            mpd.m_timeline.size() == MAX_TIMELINE)
        {
            Fail(entry,
                 "too long a timeline, expected at most " + std::to_string(MAX_SEGMENTS) +
                     " segments and " + std::to_string(MAX_TICKS) + " ticks");
        }
        next = run.time + run.duration * run.count;
        mpd.m_timeline.push_back(run);
    }
    if (mpd.m_timeline.empty())
    {
        Fail(timeline, "expected an element S in SegmentTimeline");
    }
}

void MpdReader::ReadTiming(pugi::xml_node node, Mpd& mpd) const
{
    mpd.m_timescale = Unsigned(node, "timescale", 1, MAX_TIMESCALE, 1);
    mpd.m_startNumber = Unsigned(node, "startNumber", 0, MAX_TICKS, 1);
    if (const pugi::xml_node timeline = node.child("SegmentTimeline"))
    {
        ReadTimeline(timeline, mpd);
        const TimelineEntry& last = mpd.m_timeline.back();
        const double end = static_cast<double>(last.time + last.duration * last.count) /
                           static_cast<double>(mpd.m_timescale);
        if (end > MAX_SECONDS)
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
    mpd.m_duration = Unsigned(node, "duration", 1, MAX_TICKS, std::nullopt);
    const double duration =
        static_cast<double>(mpd.m_duration) / static_cast<double>(mpd.m_timescale);
    if (!mpd.m_mediaDuration && !mpd.m_dynamic)
    {
        Fail(node, "expected MPD@mediaPresentationDuration with a static SegmentTemplate@duration");
    }
    if (duration > MAX_SECONDS ||
        mpd.m_mediaDuration.value_or(0) / duration > static_cast<double>(MAX_SEGMENTS))
    {
        Fail(node,
             "expected at most " + std::to_string(MAX_SEGMENTS) + " segments of at most 1e9 s");
    }
}

void MpdReader::ReadRepresentations(pugi::xml_node set, const std::string& base, Mpd& mpd) const
{
    std::set<std::string> ids;
    pugi::xml_node timing;
    for (pugi::xml_node node : set.children("Representation"))
    {
        Representation representation;
        representation.id = node.attribute("id").value();
        if (representation.id.empty() || !ids.insert(representation.id).second)
        {
            Fail(node, "Representation@id is '" + representation.id + "', expected a unique name");
        }
        representation.bandwidth = Unsigned(node, "bandwidth", 1, MAX_BANDWIDTH, std::nullopt);
        representation.width =
            Unsigned(node, "width", 0, 65535, Unsigned(set, "width", 0, 65535, 0));
        representation.height =
            Unsigned(node, "height", 0, 65535, Unsigned(set, "height", 0, 65535, 0));
        representation.frameRate = FrameRate(node);

        pugi::xml_node segments = node.child("SegmentTemplate");
        for (pugi::xml_node above = set; !segments && above; above = above.parent())
        {
            segments = above.child("SegmentTemplate");
        }
        if (!segments)
        {
            Fail(node, "expected a SegmentTemplate for Representation " + representation.id);
        }
        Mpd other = mpd;
        other.m_timeline.clear();
        if (timing && segments != timing)
        {
            ReadTiming(segments, other);
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
                Fail(segments, "expected the same segment times in every Representation");
            }
        }
        else if (!timing)
        {
            ReadTiming(segments, mpd);
        }
        timing = segments;

        mpd.m_media.push_back(base + BaseUrl(node) + segments.attribute("media").value());
        try
        {
            Mpd::CutTemplate(representation, mpd.m_media.back());
        }
        catch (const InputError& error)
        {
            Fail(segments, error.what());
        }
        mpd.m_representations.push_back(std::move(representation));
        if (mpd.m_representations.size() > MAX_REPRESENTATIONS)
        {
            Fail(node,
                 "expected at most " + std::to_string(MAX_REPRESENTATIONS) + " Representations");
        }
    }
    if (mpd.m_representations.empty())
    {
        Fail(set, "expected an element Representation in AdaptationSet");
    }
}

Mpd MpdReader::Read()
{
    if (m_text.size() > MAX_TEXT)
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

Mpd::Mpd(std::vector<Representation> representations,
         double segmentDuration,
         std::optional<double> mediaDuration,
         const std::string& media)
    : m_mediaDuration(mediaDuration)
    , m_duration(
          static_cast<uint64_t>(std::llround(std::clamp(segmentDuration, 0.0, MAX_SECONDS) * 1000)))
    , m_representations(std::move(representations))
    , m_media(m_representations.size(), media)
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

Mpd Mpd::Parse(std::string_view text, const std::string& name)
{
    return MpdReader(text, name).Read();
}

Mpd Mpd::Read(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
    {
        throw InputError(path.string(), 0, "cannot be read, expected an MPD");
    }
    std::string text;
    text.resize(MAX_TEXT + 1);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(stream.gcount());
    return Parse(text, path.string());
}

Mpd::UrlPattern Mpd::CutTemplate(const Representation& representation, std::string_view rest)
{
    UrlPattern pattern;
    bool cut = false;
    std::string literal;
    while (!rest.empty())
    {
        const auto dollar = rest.find('$');
        literal += rest.substr(0, dollar);
        if (dollar == std::string_view::npos)
        {
            break;
        }
        const auto close = rest.find('$', dollar + 1);
        Require(close != std::string_view::npos, "expected a closing $ in SegmentTemplate@media");
        std::string_view identifier = rest.substr(dollar + 1, close - dollar - 1);
        rest.remove_prefix(close + 1);
        std::size_t width = 0;
        if (const auto percent = identifier.find('%'); percent != std::string_view::npos)
        {
            std::string_view tag = identifier.substr(percent + 1);
            identifier = identifier.substr(0, percent);
            const bool shaped = tag.size() >= 3 && tag.front() == '0' && tag.back() == 'd';
            width = shaped ? ToUnsigned(tag.substr(1, tag.size() - 2)).value_or(0) : 0;
            Require(width >= 1 && width <= MAX_NUMBER_WIDTH && identifier != "RepresentationID",
                    "expected a format tag such as %05d, 1 to 20 wide, in SegmentTemplate@media");
        }
        if (identifier.empty())
        {
            literal += '$';
        }
        else if (identifier == "RepresentationID")
        {
            literal += representation.id;
        }
        else if (identifier == "Bandwidth")
        {
            const std::string bandwidth = std::to_string(representation.bandwidth);
            literal.append(Padding(width, bandwidth), '0');
            literal += bandwidth;
        }
        else
        {
            Require((identifier == "Number" || identifier == "Time") && !cut,
                    "expected $Number$ or $Time$ once, beside $RepresentationID$, $Bandwidth$ and "
                    "$$, in SegmentTemplate@media");
            cut = true;
            pattern.isTime = identifier == "Time";
            pattern.width = width;
            pattern.prefix = std::move(literal);
            literal.clear();
        }
    }
    Require(cut, "expected $Number$ or $Time$ in SegmentTemplate@media");
    pattern.suffix = std::move(literal);
    return pattern;
}

void Mpd::Finish()
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
    m_patterns.clear();
    for (std::size_t quality = 0; quality < m_media.size(); ++quality)
    {
        m_patterns.push_back(CutTemplate(m_representations[quality], m_media[quality]));
    }
    m_firstIndex.clear();
    uint64_t index = 0;
    for (const TimelineEntry& entry : m_timeline)
    {
        m_firstIndex.push_back(index);
        index += entry.count;
    }
}

std::string Mpd::ToXml() const
{
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("MPD");
    const auto set = [](pugi::xml_node node, const char* name, const std::string& value) {
        node.append_attribute(name) = value.c_str();
    };
    set(root, "xmlns", "urn:mpeg:dash:schema:mpd:2011");
    set(root,
        "profiles",
        m_dynamic ? "urn:mpeg:dash:profile:isoff-live:2011" : "urn:mpeg:dash:profile:full:2011");
    set(root, "type", m_dynamic ? "dynamic" : "static");
    set(root, "minBufferTime", ToDuration(NominalSegmentDuration()));
    if (m_mediaDuration)
    {
        set(root, "mediaPresentationDuration", ToDuration(*m_mediaDuration));
    }
    if (m_dynamic)
    {
        set(root, "availabilityStartTime", ToDateTime(m_availabilityStart));
    }
    if (m_timeShiftBufferDepth)
    {
        set(root, "timeShiftBufferDepth", ToDuration(*m_timeShiftBufferDepth));
    }
    if (m_suggestedDelay)
    {
        set(root, "suggestedPresentationDelay", ToDuration(*m_suggestedDelay));
    }
    pugi::xml_node period = root.append_child("Period");
    set(period, "id", "0");
    set(period, "start", "PT0S");
    pugi::xml_node adaptation = period.append_child("AdaptationSet");
    set(adaptation, "contentType", "video");
    set(adaptation, "mimeType", "video/mp4");
    set(adaptation, "segmentAlignment", "true");
    for (std::size_t quality = 0; quality < m_representations.size(); ++quality)
    {
        const Representation& representation = m_representations[quality];
        pugi::xml_node node = adaptation.append_child("Representation");
        set(node, "id", representation.id);
        set(node, "bandwidth", std::to_string(representation.bandwidth));
        if (representation.width > 0)
        {
            set(node, "width", std::to_string(representation.width));
        }
        if (representation.height > 0)
        {
            set(node, "height", std::to_string(representation.height));
        }
        if (representation.frameRate > 0)
        {
            set(node, "frameRate", Number(representation.frameRate));
        }
        pugi::xml_node segments = node.append_child("SegmentTemplate");
        set(segments, "media", m_media[quality]);
        set(segments, "timescale", std::to_string(m_timescale));
        set(segments, "startNumber", std::to_string(m_startNumber));
        if (m_timeline.empty())
        {
            set(segments, "duration", std::to_string(m_duration));
            continue;
        }
        pugi::xml_node timeline = segments.append_child("SegmentTimeline");
        for (const TimelineEntry& entry : m_timeline)
        {
            pugi::xml_node run = timeline.append_child("S");
            set(run, "t", std::to_string(entry.time));
            set(run, "d", std::to_string(entry.duration));
            if (entry.count > 1)
            {
                set(run, "r", std::to_string(entry.count - 1));
            }
        }
    }
    std::ostringstream stream;
    document.save(stream, "  ");
    return stream.str();
}

const std::vector<Representation>& Mpd::Representations() const
{
    return m_representations;
}

bool Mpd::IsDynamic() const
{
    return m_dynamic;
}

void Mpd::SetDynamic(double availabilityStartTime, std::optional<double> timeShiftBufferDepth)
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

double Mpd::AvailabilityStartTime() const
{
    return m_availabilityStart;
}

std::optional<double> Mpd::TimeShiftBufferDepth() const
{
    return m_timeShiftBufferDepth;
}

std::optional<double> Mpd::SuggestedPresentationDelay() const
{
    return m_suggestedDelay;
}

void Mpd::SetSuggestedPresentationDelay(double seconds)
{
    Require(seconds >= 0 && seconds <= MAX_SECONDS, "expected a delay from 0 to 1e9 s");
    m_suggestedDelay = seconds;
}

std::optional<double> Mpd::MediaDuration() const
{
    return m_mediaDuration;
}

std::optional<uint64_t> Mpd::SegmentCount() const
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

double Mpd::NominalSegmentDuration() const
{
    const uint64_t ticks = m_timeline.empty() ? m_duration : m_timeline.front().duration;
    return static_cast<double>(ticks) / static_cast<double>(m_timescale);
}

double Mpd::SegmentDuration(uint64_t index) const
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

double Mpd::SegmentStart(uint64_t index) const
{
    if (m_timeline.empty())
    {
        return NominalSegmentDuration() * static_cast<double>(index);
    }
    const auto after = std::upper_bound(m_firstIndex.begin(), m_firstIndex.end(), index);
    const std::size_t entry = after - m_firstIndex.begin() - 1;
    const uint64_t ticks =
        m_timeline[entry].time + m_timeline[entry].duration * (index - m_firstIndex[entry]);
    return static_cast<double>(ticks) / static_cast<double>(m_timescale);
}

uint64_t Mpd::SegmentAt(double seconds) const
{
    seconds = std::clamp(seconds, 0.0, MAX_SECONDS * 100);
    const auto count = SegmentCount();
    if (m_timeline.empty())
    {
        const auto index = static_cast<uint64_t>(seconds / NominalSegmentDuration() + 1e-9);
        return count ? std::min(index, *count - 1) : index;
    }
    uint64_t low = 0;
    uint64_t high = *count; // the first one that starts later is in (low, high]
    while (high - low > 1)
    {
        const uint64_t middle = low + (high - low) / 2;
        (SegmentStart(middle) <= seconds ? low : high) = middle;
    }
    return low;
}

double Mpd::AvailableFrom(uint64_t index) const
{
    return m_dynamic ? m_availabilityStart + SegmentStart(index) + SegmentDuration(index) : 0;
}

bool Mpd::IsAvailable(uint64_t index, double unixTime) const
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

std::string Mpd::SegmentUrl(std::size_t quality, uint64_t index) const
{
    const UrlPattern& pattern = m_patterns.at(quality);
    uint64_t value = m_startNumber + index;
    if (pattern.isTime)
    {
        value = static_cast<uint64_t>(
            std::llround(SegmentStart(index) * static_cast<double>(m_timescale)));
    }
    const std::string digits = std::to_string(value);
    std::string url = pattern.prefix;
    url.append(Padding(pattern.width, digits), '0');
    return url + digits + pattern.suffix;
}

std::optional<Mpd::SegmentRef> Mpd::FindSegment(std::string_view url) const
{
    for (std::size_t quality = 0; quality < m_patterns.size(); ++quality)
    {
        const auto& [prefix, suffix, isTime, width] = m_patterns[quality];
        if (url.size() <= prefix.size() + suffix.size() || url.substr(0, prefix.size()) != prefix ||
            url.substr(url.size() - suffix.size()) != suffix)
        {
            continue;
        }
        const auto digits = url.substr(prefix.size(), url.size() - prefix.size() - suffix.size());
        const auto value = ToUnsigned(digits);
        if (!value || *value > MAX_TICKS * 2 || (!isTime && *value < m_startNumber))
        {
            continue;
        }
        const uint64_t index =
            isTime ? SegmentAt(static_cast<double>(*value) / static_cast<double>(m_timescale))
                   : *value - m_startNumber;
        const auto count = SegmentCount();
        if ((!count || index < *count) && SegmentUrl(quality, index) == url)
        {
            return SegmentRef{quality, index};
        }
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
