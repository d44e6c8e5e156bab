/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CART_POLE_H
#define SYNTHNET_CART_POLE_H

#include "environment.h"

#include <array>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief A pole on a cart that is pushed left (0) or right (1) fifty times a second: the task that
 * agents are compared on.
 *
 * Observed are the cart's place (m) and speed (m/s), the pole's angle (rad) and angular speed
 * (rad/s). Every step earns 1. The episode is terminated when the cart is more than 2.4 m from the
 * middle or the pole more than 12° from upright, and truncated after 500 steps. The task counts as
 * solved by who earns 475 in the mean of 100 episodes.
 *
 * Source: Barto, Sutton, Anderson, Neuronlike adaptive elements that can solve difficult learning
 * control problems, 1983, with the constants and the Euler steps of Gymnasium's CartPole-v1.
 */
class CartPole : public Environment
{
  public:
    static constexpr int MOST_STEPS = 500; //!< of an episode

    CartPole();

    static std::vector<std::string> ObservationNames(); //!< of the four numbers

    const GymSpace& ObservationSpace() const override;
    const GymSpace& ActionSpace() const override;
    GymReset Reset(uint64_t seed) override;
    GymStep Step(const GymValue& action) override;

    /// @brief Begins an episode in a state of the caller's: place, speed, angle, angular speed.
    GymReset ResetTo(const std::array<double, 4>& state);

  private:
    GymValue Observation() const;

    GymSpace m_observationSpace;
    GymSpace m_actionSpace;
    std::array<double, 4> m_state{};
    int m_steps{0};
    bool m_running{false}; // whether an episode is under way
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CART_POLE_H
