/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_LOSS_LOG_H
#define SYNTHNET_LOSS_LOG_H

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The losses of a training, a row every so many steps.
 */
class LossLog
{
  public:
    /// @param phases their names
    /// @param losses the names of the losses, the columns
    LossLog(std::vector<std::string> phases, std::vector<std::string> losses);

    /**
     * @param phase its place in the names
     * @param step steps of the phase that are done
     * @param values one for each loss, NaN when the phase has none of it
     */
    void Add(std::size_t phase, std::size_t step, const std::vector<float>& values);

    std::size_t Rows() const; //!< rows so far

    /// @return all rows one behind another: phase, step, losses
    const std::vector<float>& Values() const;

    /// @param values what Values() returned
    /// @throws std::invalid_argument when they are no whole rows of known phases
    void SetValues(std::vector<float> values);

    /// @brief Writes `phase,step,` and the losses; the place of a loss that a phase has not is
    /// empty.
    void WriteCsv(std::ostream& stream) const;

  private:
    std::size_t Width() const;

    std::vector<std::string> m_phases;
    std::vector<std::string> m_losses;
    std::vector<float> m_values;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_LOSS_LOG_H
