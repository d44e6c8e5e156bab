/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mpd.h"
#include "xml-time.h"

#include <cstdio>
#include <pugixml.hpp>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

std::string
Number(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.12g", value);
    return text;
}

} // namespace

std::string
Mpd::ToXml() const
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
    set(root, "minBufferTime", FormatXmlDuration(NominalSegmentDuration()));
    if (m_mediaDuration)
    {
        set(root, "mediaPresentationDuration", FormatXmlDuration(*m_mediaDuration));
    }
    if (m_dynamic)
    {
        set(root, "availabilityStartTime", FormatXmlDateTime(m_availabilityStart));
    }
    if (m_timeShiftBufferDepth)
    {
        set(root, "timeShiftBufferDepth", FormatXmlDuration(*m_timeShiftBufferDepth));
    }
    if (m_suggestedDelay)
    {
        set(root, "suggestedPresentationDelay", FormatXmlDuration(*m_suggestedDelay));
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

} // namespace ns3::synthnet
