/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUANTILE_BINS_H
#define SYNTHNET_QUANTILE_BINS_H

#include <cstddef>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Real numbers as tokens and back: bins that hold about equally many of the values they were
 * made from.
 *
 * A value that is frequent has a bin of its own and comes back as it was. Within any other bin the
 * quantile function is a line through a few knots, so what is drawn is spread over the bin as the
 * values were. When there are no more different values than bins, each has its own.
 */
class QuantileBins
{
  public:
    /**
     * @param values at least one, finite
     * @param most bins at most, at least 2; a few more when frequent values cut the others apart
     */
    QuantileBins(std::vector<double> values, std::size_t most);

    struct Bin
    {
        std::vector<double> knots; //!< ascending, at equal distances of rank; one: a single value
        double share;              //!< of the values, above 0
    };

    /// @throws std::invalid_argument when they are not what Bins() of others returned
    explicit QuantileBins(std::vector<Bin> bins);

    const std::vector<Bin>& Bins() const; //!< ascending

    std::size_t Count() const;           //!< bins, at least 1
    double Share(std::size_t bin) const; //!< of the values, above 0

    /// @return the bin whose range holds the value, or the one below when none does
    std::size_t BinOf(double value) const;

    /// @param place within the bin, in [0, 1], as a share of what it holds
    double ValueAt(std::size_t bin, double place) const;

    /// @return the place within a bin where ValueAt() has the value, in [0, 1]: its ends for what
    /// is
    ///         beyond them, the middle for the only value of a bin
    double PlaceIn(std::size_t bin, double value) const;

    /// @return the share of the values below this one, half of those that equal it; in (0, 1)
    double RankOf(double value) const;

    /// @param place as in ValueAt()
    /// @return the share of the values below that place
    double RankAt(std::size_t bin, double place) const;

    /// @param rank in [0, 1]; beyond it is cut
    /// @return the value below which this share of the values is
    double ValueOfRank(double rank) const;

  private:
    void SumShares();

    std::vector<Bin> m_bins;
    std::vector<double> m_below; // share of all bins before each
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QUANTILE_BINS_H
