/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FEATURE_SCALER_H
#define SYNTHNET_FEATURE_SCALER_H

#include "tensor-store.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What is done to observations before a network sees them.
enum class FeatureScaling
{
    NONE,     //!< nothing
    STANDARD, //!< each number minus its mean, over its standard deviation; within ±30
    ROW_L2,   //!< each observation over its Euclidean length, so that its largest number rules
};

/**
 * @ingroup synthnet-control
 * @brief Scales observations. STANDARD is learned once, of data, and then fixed; until then it does
 * nothing, as NONE.
 */
class FeatureScaler
{
  public:
    /// @param features numbers of an observation
    FeatureScaler(FeatureScaling kind, std::size_t features);

    FeatureScaling Kind() const;
    std::size_t Features() const;
    bool Learned() const; //!< whether Apply() is what it will be from now on

    /**
     * @brief Learns means and deviations; a number that does not vary is only shifted.
     * @param rows [rows, features], at least one
     */
    void Learn(const std::vector<float>& rows);

    /// @brief Scales observations where they are. @param values [rows, features]
    void Apply(float* values, std::size_t rows) const;

    /// @brief Adds what was learned, as tensors whose names begin with @p prefix.
    void Save(TensorStore& store, const std::string& prefix) const;

    /// @throws InputError naming the file when what Save() wrote is not there
    void Load(const SafetensorsFile& file, const std::string& prefix);

  private:
    FeatureScaling m_kind;
    std::size_t m_features;
    std::vector<float> m_mean;  // empty until it is learned
    std::vector<float> m_scale; // likewise; what the difference to the mean is multiplied by
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FEATURE_SCALER_H
