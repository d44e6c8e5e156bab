/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "xml-time.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace ns3::synthnet
{

std::optional<double>
TakeDecimal(std::string_view& text)
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

std::string
FormatDecimal(double value, int digits)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.*f", digits, value);
    std::string result = text;
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.')
    {
        result.pop_back();
    }
    return result;
}

std::optional<double>
ParseXmlDuration(std::string_view text)
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
    return some && text.empty() ? std::optional(seconds) : std::nullopt;
}

std::string
FormatXmlDuration(double seconds)
{
    return "PT" + FormatDecimal(seconds, 9) + "S";
}

std::optional<double>
ParseXmlDateTime(std::string_view text)
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
        int value = 0;
        std::from_chars(text.data() + from, text.data() + from + size, value);
        return value;
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

std::string
FormatXmlDateTime(double unixTime)
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

} // namespace ns3::synthnet
