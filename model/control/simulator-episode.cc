/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "simulator-episode.h"

#include "ns3/integer.h"
#include "ns3/mac16-address.h"
#include "ns3/mac48-address.h"
#include "ns3/mac64-address.h"
#include "ns3/mac8-address.h"
#include "ns3/names.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

namespace ns3::synthnet
{

namespace
{

/**
 * The default of RandomVariableStream::Stream: each time that an object takes it, it is the next
 * number. ns-3's own automatic numbers cannot be reset before ns-3.38.
 */
class NextStreamValue : public IntegerValue
{
  public:
    Ptr<AttributeValue> Copy() const override
    {
        return Create<IntegerValue>(m_next++);
    }

  private:
    mutable int64_t m_next{int64_t{1} << 62}; // far from what AssignStreams() is called with
};

void
NumberStreams()
{
    TypeId tid = RandomVariableStream::GetTypeId();
    for (std::size_t i = 0; i < tid.GetAttributeN(); ++i)
    {
        if (tid.GetAttribute(i).name == "Stream")
        {
            tid.SetAttributeInitialValue(i, Create<NextStreamValue>());
        }
    }
}

void
SetSeed(uint64_t seed)
{
    constexpr uint64_t SEEDS = 4294944442; // that MRG32k3a takes: 1 to this
    RngSeedManager::SetSeed(static_cast<uint32_t>(1 + (seed >> 32) % SEEDS));
    RngSeedManager::SetRun(seed & 0xffffffff);
}

void
Clear()
{
    Simulator::Destroy(); // nodes, channels, IP addresses
    Names::Clear();
    Mac8Address::ResetAllocationIndex();
    Mac16Address::ResetAllocationIndex();
    Mac48Address::ResetAllocationIndex();
    Mac64Address::ResetAllocationIndex();
}

} // namespace

SimulatorEpisode::SimulatorEpisode(uint64_t seed)
{
    Clear();
    NumberStreams();
    SetSeed(seed);
}

SimulatorEpisode::~SimulatorEpisode()
{
    Clear();
    m_defaults.Restore();
}

} // namespace ns3::synthnet
