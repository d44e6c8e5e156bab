/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINING_LOG_H
#define SYNTHNET_TRAINING_LOG_H

#include "tensor-store.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Rows of numbers that a training leaves.
 */
class TrainingLog
{
  public:
    explicit TrainingLog(std::vector<std::string> columns);

    /// @param row one for each column
    void Add(const std::vector<double>& row);

    const std::vector<std::string>& Columns() const;
    std::size_t Rows() const;

    /// @param row below Rows()
    /// @param column a name
    double At(std::size_t row, const std::string& column) const;

    void WriteCsv(std::ostream& stream) const; //!< the columns, then the rows

    void Save(TensorStore& store, const std::string& name) const; //!< adds one tensor

    /// @throws InputError naming the file when what Save() wrote is not there
    void Load(const SafetensorsFile& file, const std::string& name);

  private:
    std::vector<std::string> m_columns;
    std::vector<double> m_values;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINING_LOG_H
