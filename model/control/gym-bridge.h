/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_BRIDGE_H
#define SYNTHNET_GYM_BRIDGE_H

#include "gym-state.h"

#include "ns3/input-error.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ns3::synthnet
{

class GymSocket;

/// @ingroup synthnet-control
/// @brief Where ns3-gym's client is, and how long to wait for it.
struct GymBridgeConfig
{
    uint16_t port{5555};                         //!< that the client listens on, on this machine
    std::chrono::milliseconds appear{60'000};    //!< most, for a client to listen
    std::chrono::milliseconds answer{3'600'000}; //!< most, for the answer of one that is connected
    std::function<void()> check; //!< called ten times a second while waiting; may throw
};

/// @ingroup synthnet-control
/// @brief No client appeared.
class NobodyListens : public InputError
{
  public:
    using InputError::InputError;
};

/**
 * @ingroup synthnet-control
 * @brief One episode with a client of ns3-gym's protocol, as the simulation sees it.
 *
 * The client listens; the bridge connects to tcp://localhost:PORT and sends SimInitMsg, then
 * an EnvStateMsg for each decision. It goes on until the client asks to stop, or a state has
 * an end.
 *
 * Every InputError names the address: nobody listens, something else does, the client has gone or
 * does not answer, or it sent what is no message or no action.
 */
class GymBridge
{
  public:
    explicit GymBridge(GymBridgeConfig config);
    ~GymBridge();
    GymBridge(const GymBridge&) = delete;
    GymBridge& operator=(const GymBridge&) = delete;

    /**
     * @brief Waits for a client and tells it the spaces.
     *
     * A client that goes before it has answered is waited for again.
     *
     * @throws NobodyListens after GymBridgeConfig::appear
     */
    void Begin(const GymSpace& observationSpace, const GymSpace& actionSpace);

    /**
     * @brief Asks the client for an action.
     * @return nothing when the client asked to stop, now or before, and after the end
     */
    std::optional<GymValue> Ask(const GymState& state);

  private:
    std::string AnswerToInit(const std::string& init);
    std::string Answer();
    [[noreturn]] void Refuse(const std::string& why) const;
    std::string Address() const; //!< tcp://localhost:PORT

    GymBridgeConfig m_config;
    std::unique_ptr<GymSocket> m_socket; // while the episode is under way
    GymSpace m_observationSpace;
    GymSpace m_actionSpace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_BRIDGE_H
