/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QOE_REWARD_H
#define SYNTHNET_QOE_REWARD_H

#include "queue-reward.h"

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What a bitrate is worth.
enum class BitrateUtility
{
    LINEAR, //!< Mbit/s
    LOG,    //!< the natural logarithm of its ratio to QoeConfig::lowestBitrate
};

/// @ingroup synthnet-control
/// @brief The terms of QoeReward; the weights are Pensieve's for BitrateUtility::LOG, 4.3 and 1
/// are those for LINEAR.
struct QoeConfig
{
    BitrateUtility utility{BitrateUtility::LOG};
    double lowestBitrate{639};  //!< kbit/s, above 0: of the testbed's video; worth 0 with LOG
    double stallWeight{2.66};   //!< of a second without picture, 0 or more
    double switchWeight{1};     //!< of a change of the utility by 1, 0 or more
    double stallThreshold{0.5}; //!< s of Buffer, below which a row is of a player that stalls:
                                //!< dash.js goes on when it has as much
};

/**
 * @ingroup synthnet-control
 * @brief The quality of experience of a period: the utility of the bitrate, mean over the rows,
 * less the seconds stalled and the changes of quality.
 *
 * A row stands for a second. It is one of a stall when its Buffer is below the threshold: seconds
 * stalled are the stalled share of the period times its rows. A change is one from row to row of
 * ReportedBitrate, as the difference of utilities. Only the period that followed the decision
 * counts, and not the change from the one before to its first row, because there an environment of
 * tables goes from one record to another.
 *
 * Source: Yin, Jindal, Sekar, Sinopoli, *A Control-Theoretic Approach for Dynamic Adaptive Video
 * Streaming over HTTP*, SIGCOMM 2015, section 3, in the form of Mao, Netravali, Alizadeh, *Neural
 * Adaptive Video Streaming with Pensieve*, SIGCOMM 2017, section 5.1: a period is a segment.
 */
class QoeReward : public QueueReward
{
  public:
    /// @throws InputError when a number of @p config is out of range
    explicit QoeReward(const QoeConfig& config = {});

    double Reward(const ControlPeriod& before, const ControlPeriod& after) const override;

  private:
    double Utility(double bitrate) const;

    QoeConfig m_config;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QOE_REWARD_H
