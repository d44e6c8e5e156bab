/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "mpd.h"
#include "xml-time.h"

#include <cstdio>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

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

void
Set(pugi::xml_node node, const char* name, const std::string& value)
{
    node.append_attribute(name) = value.c_str();
}

void
WriteTimeline(pugi::xml_node timeline, const std::vector<TimelineEntry>& entries)
{
    for (const TimelineEntry& entry : entries)
    {
        pugi::xml_node run = timeline.append_child("S");
        Set(run, "t", std::to_string(entry.time));
        Set(run, "d", std::to_string(entry.duration));
        if (entry.count > 1)
        {
            Set(run, "r", std::to_string(entry.count - 1));
        }
    }
}

void
WriteRepresentation(pugi::xml_node node, const Representation& representation)
{
    Set(node, "id", representation.id);
    Set(node, "bandwidth", std::to_string(representation.bandwidth));
    if (representation.width > 0)
    {
        Set(node, "width", std::to_string(representation.width));
    }
    if (representation.height > 0)
    {
        Set(node, "height", std::to_string(representation.height));
    }
    if (representation.frameRate > 0)
    {
        Set(node, "frameRate", Number(representation.frameRate));
    }
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
    Set(root, "xmlns", "urn:mpeg:dash:schema:mpd:2011");
    Set(root,
        "profiles",
        m_dynamic ? "urn:mpeg:dash:profile:isoff-live:2011" : "urn:mpeg:dash:profile:full:2011");
    Set(root, "type", m_dynamic ? "dynamic" : "static");
    Set(root, "minBufferTime", FormatXmlDuration(NominalSegmentDuration()));
    if (m_mediaDuration)
    {
        Set(root, "mediaPresentationDuration", FormatXmlDuration(*m_mediaDuration));
    }
    if (m_dynamic)
    {
        Set(root, "availabilityStartTime", FormatXmlDateTime(m_availabilityStart));
    }
    if (m_timeShiftBufferDepth)
    {
        Set(root, "timeShiftBufferDepth", FormatXmlDuration(*m_timeShiftBufferDepth));
    }
    if (m_suggestedDelay)
    {
        Set(root, "suggestedPresentationDelay", FormatXmlDuration(*m_suggestedDelay));
    }
    pugi::xml_node period = root.append_child("Period");
    Set(period, "id", "0");
    Set(period, "start", "PT0S");
    pugi::xml_node adaptation = period.append_child("AdaptationSet");
    Set(adaptation, "contentType", "video");
    Set(adaptation, "mimeType", "video/mp4");
    Set(adaptation, "segmentAlignment", "true");
    for (std::size_t quality = 0; quality < m_representations.size(); ++quality)
    {
        pugi::xml_node node = adaptation.append_child("Representation");
        WriteRepresentation(node, m_representations[quality]);
        pugi::xml_node segments = node.append_child("SegmentTemplate");
        Set(segments, "media", m_media[quality]);
        Set(segments, "timescale", std::to_string(m_timescale));
        Set(segments, "startNumber", std::to_string(m_startNumber));
        if (m_timeline.empty())
        {
            Set(segments, "duration", std::to_string(m_duration));
        }
        else
        {
            WriteTimeline(segments.append_child("SegmentTimeline"), m_timeline);
        }
    }
    std::ostringstream stream;
    document.save(stream, "  ");
    return stream.str();
}

} // namespace ns3::synthnet
