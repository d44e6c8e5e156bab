/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CHANNEL_RANKS_H
#define SYNTHNET_CHANNEL_RANKS_H

#include "quantile-bins.h"

#include "ns3/table-codec.h"

#include <Eigen/Core>

#include <map>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Channels of numbers as ranks: the share of the training table's values that are below.
 *
 * A column that crowds at one end, or at two levels, is spread evenly over [0, 1], which is easier
 * to learn. Equal values share a stretch of ranks, and are laid out over it evenly in the order of
 * the rows. This is a fixed function of the input and its inverse: what a generator draws is not
 * moved to the training table's ranks.
 */
class ChannelRanks
{
  public:
    ChannelRanks() = default; //!< leaves everything as it is

    /**
     * @brief Learns the ranks of a training table.
     * @param channels [rows, codec.Channels()], as the codec encoded them
     * @param codec whose numbers become ranks; categories stay
     */
    ChannelRanks(const Eigen::MatrixXf& channels, const TableCodec& codec);

    /// @throws InputError when @p json is not what ToJson() returned for a table of @p codec
    static ChannelRanks FromJson(std::string_view json,
                                 const TableCodec& codec,
                                 const std::string& file);

    std::string ToJson() const; //!< all of it

    /// @param channels [rows, channels] as the codec encodes them
    Eigen::MatrixXf ToRanks(Eigen::MatrixXf channels) const;

    /// @param ranks [rows, channels]
    /// @return what the codec decodes
    Eigen::MatrixXf FromRanks(Eigen::MatrixXf ranks) const;

  private:
    std::map<Eigen::Index, QuantileBins> m_bins; // by channel
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CHANNEL_RANKS_H
