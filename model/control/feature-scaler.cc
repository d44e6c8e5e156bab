/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "feature-scaler.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{
namespace
{

/// What lies farther out than any data that was learned of must not shake a network.
constexpr float FARTHEST = 30;

} // namespace

FeatureScaler::FeatureScaler(FeatureScaling kind, std::size_t features)
    : m_kind(kind),
      m_features(features)
{
}

FeatureScaling
FeatureScaler::Kind() const
{
    return m_kind;
}

std::size_t
FeatureScaler::Features() const
{
    return m_features;
}

bool
FeatureScaler::Learned() const
{
    return m_kind != FeatureScaling::STANDARD || !m_mean.empty();
}

void
FeatureScaler::Learn(const std::vector<float>& rows)
{
    if (m_kind != FeatureScaling::STANDARD)
    {
        return;
    }
    const std::size_t count = rows.size() / m_features;
    m_mean.assign(m_features, 0.0F);
    m_scale.assign(m_features, 1.0F);
    for (std::size_t i = 0; i < m_features; ++i)
    {
        double sum = 0;
        for (std::size_t row = 0; row < count; ++row)
        {
            sum += static_cast<double>(rows[row * m_features + i]);
        }
        const double mean = sum / static_cast<double>(count);
        double squares = 0;
        for (std::size_t row = 0; row < count; ++row)
        {
            const double difference = static_cast<double>(rows[row * m_features + i]) - mean;
            squares += difference * difference;
        }
        const double deviation = std::sqrt(squares / static_cast<double>(count));
        m_mean[i] = static_cast<float>(mean);
        // Of numbers that are all the same, rounding may leave a deviation.
        if (deviation > std::max(1e-6 * std::abs(mean), 1e-30))
        {
            m_scale[i] = static_cast<float>(1 / deviation);
        }
    }
}

void
FeatureScaler::Apply(float* values, std::size_t rows) const
{
    if (m_kind == FeatureScaling::STANDARD && Learned())
    {
        for (std::size_t row = 0; row < rows; ++row, values += m_features)
        {
            for (std::size_t i = 0; i < m_features; ++i)
            {
                const float scaled = (values[i] - m_mean[i]) * m_scale[i];
                values[i] = std::min(std::max(scaled, -FARTHEST), FARTHEST);
            }
        }
    }
    else if (m_kind == FeatureScaling::ROW_L2)
    {
        for (std::size_t row = 0; row < rows; ++row, values += m_features)
        {
            double squares = 0;
            for (std::size_t i = 0; i < m_features; ++i)
            {
                squares += static_cast<double>(values[i]) * static_cast<double>(values[i]);
            }
            if (squares > 0)
            {
                const auto factor = static_cast<float>(1 / std::sqrt(squares));
                std::for_each(values, values + m_features, [&](float& value) { value *= factor; });
            }
        }
    }
}

void
FeatureScaler::Save(TensorStore& store, const std::string& prefix) const
{
    store.Add(prefix + ".mean", m_mean);
    store.Add(prefix + ".scale", m_scale);
}

void
FeatureScaler::Load(const SafetensorsFile& file, const std::string& prefix)
{
    const std::size_t count = NeedRows(file, prefix + ".mean", m_features);
    if (count != 0 && (count != m_features || m_kind != FeatureScaling::STANDARD))
    {
        throw InputError(file.Name(),
                         0,
                         "scales " + std::to_string(count) + " numbers, expected " +
                             std::to_string(m_kind == FeatureScaling::STANDARD ? m_features : 0));
    }
    const auto size = static_cast<int64_t>(count);
    std::vector<float> mean = NeedFloats(file, prefix + ".mean", {size});
    m_scale = NeedFloats(file, prefix + ".scale", {size});
    m_mean = std::move(mean);
}

} // namespace ns3::synthnet
