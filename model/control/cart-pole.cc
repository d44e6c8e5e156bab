/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cart-pole.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr double GRAVITY = 9.8;          // m/s²
constexpr double POLE_MASS = 0.1;        // kg
constexpr double MASS = 1.0 + POLE_MASS; // kg, of both
constexpr double HALF_LENGTH = 0.5;      // m, of the pole
constexpr double FORCE = 10;             // N
constexpr double STEP = 0.02;            // s
constexpr double MOST_PLACE = 2.4;       // m
constexpr double MOST_ANGLE = 12 * 2 * M_PI / 360;

} // namespace

CartPole::CartPole()
    : m_actionSpace{DiscreteSpace{2}}
{
    // Twice as far as an episode goes, as in Gymnasium.
    constexpr double any = std::numeric_limits<double>::infinity();
    const std::vector<double> high{2 * MOST_PLACE, any, 2 * MOST_ANGLE, any};
    m_observationSpace.kind =
        BoxSpace{GymNumber::FLOAT, {4}, {-high[0], -high[1], -high[2], -high[3]}, high};
}

std::vector<std::string>
CartPole::ObservationNames()
{
    return {"place", "speed", "angle", "angularSpeed"};
}

const GymSpace&
CartPole::ObservationSpace() const
{
    return m_observationSpace;
}

const GymSpace&
CartPole::ActionSpace() const
{
    return m_actionSpace;
}

GymReset
CartPole::Reset(uint64_t seed)
{
    RandomNumbers random(seed, 0);
    std::array<double, 4> state{};
    for (double& value : state)
    {
        value = 0.1 * static_cast<double>(random.Uniform()) - 0.05;
    }
    return ResetTo(state);
}

GymReset
CartPole::ResetTo(const std::array<double, 4>& state)
{
    m_state = state;
    m_steps = 0;
    m_running = true;
    return {Observation(), {}};
}

GymStep
CartPole::Step(const GymValue& action)
{
    if (!m_running)
    {
        throw std::logic_error("no episode of CartPole is under way, expected Reset()");
    }
    if (const std::string why = WhyNotIn(m_actionSpace, action); !why.empty())
    {
        throw std::invalid_argument("not an action of CartPole: " + why);
    }
    auto& [place, speed, angle, angularSpeed] = m_state;
    const double force = std::get<int64_t>(action.value) == 1 ? FORCE : -FORCE;
    const double sine = std::sin(angle);
    const double cosine = std::cos(angle);
    const double part =
        (force + POLE_MASS * HALF_LENGTH * angularSpeed * angularSpeed * sine) / MASS;
    const double angularAcceleration =
        (GRAVITY * sine - cosine * part) /
        (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * cosine * cosine / MASS));
    const double acceleration =
        part - POLE_MASS * HALF_LENGTH * angularAcceleration * cosine / MASS;
    place += STEP * speed;
    speed += STEP * acceleration;
    angle += STEP * angularSpeed;
    angularSpeed += STEP * angularAcceleration;

    GymStep step;
    step.observation = Observation();
    step.reward = 1;
    step.terminated = std::abs(place) > MOST_PLACE || std::abs(angle) > MOST_ANGLE;
    step.truncated = ++m_steps == MOST_STEPS && !step.terminated;
    m_running = !step.terminated && !step.truncated;
    return step;
}

GymValue
CartPole::Observation() const
{
    std::vector<double> values;
    for (const double value : m_state)
    {
        values.push_back(static_cast<double>(static_cast<float>(value))); // as a FLOAT holds it
    }
    return {std::move(values)};
}

} // namespace ns3::synthnet
