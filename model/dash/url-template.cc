/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "url-template.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

namespace ns3::synthnet
{

namespace
{

constexpr uint64_t MAX_NUMBER_WIDTH = 20;

/// How many zeros fill @p digits up to @p width.
std::size_t
Padding(std::size_t width, const std::string& digits)
{
    return width > digits.size() ? width - digits.size() : 0;
}

void
RequireTemplate(bool condition, const char* message)
{
    if (!condition)
    {
        throw InputError(message);
    }
}

} // namespace

UrlTemplate::UrlTemplate(std::string_view media, const Representation& representation)
{
    std::string_view rest = media;
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
        RequireTemplate(close != std::string_view::npos,
                        "expected a closing $ in SegmentTemplate@media");
        std::string_view identifier = rest.substr(dollar + 1, close - dollar - 1);
        rest.remove_prefix(close + 1);
        std::size_t width = 0;
        if (const auto percent = identifier.find('%'); percent != std::string_view::npos)
        {
            std::string_view tag = identifier.substr(percent + 1);
            identifier = identifier.substr(0, percent);
            const bool shaped = tag.size() >= 3 && tag.front() == '0' && tag.back() == 'd';
            width = shaped ? ParseWhole<uint64_t>(tag.substr(1, tag.size() - 2)).value_or(0) : 0;
            RequireTemplate(
                width >= 1 && width <= MAX_NUMBER_WIDTH && identifier != "RepresentationID",
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
            RequireTemplate(
                (identifier == "Number" || identifier == "Time") && !cut,
                "expected $Number$ or $Time$ once, beside $RepresentationID$, $Bandwidth$ and "
                "$$, in SegmentTemplate@media");
            cut = true;
            m_isTime = identifier == "Time";
            m_width = width;
            m_prefix = std::move(literal);
            literal.clear();
        }
    }
    RequireTemplate(cut, "expected $Number$ or $Time$ in SegmentTemplate@media");
    m_suffix = std::move(literal);
}

bool
UrlTemplate::IsTime() const
{
    return m_isTime;
}

std::string
UrlTemplate::Expand(uint64_t number) const
{
    const std::string digits = std::to_string(number);
    std::string url = m_prefix;
    url.append(Padding(m_width, digits), '0');
    return url + digits + m_suffix;
}

std::optional<uint64_t>
UrlTemplate::Match(std::string_view url) const
{
    const std::size_t around = m_prefix.size() + m_suffix.size();
    if (url.size() <= around || url.substr(0, m_prefix.size()) != m_prefix)
    {
        return std::nullopt;
    }
    auto number = ParseWhole<uint64_t>(url.substr(m_prefix.size(), url.size() - around));
    if (number && Expand(*number) != url)
    {
        number.reset();
    }
    return number;
}

} // namespace ns3::synthnet
