/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WINDOW_STREAM_H
#define SYNTHNET_WINDOW_STREAM_H

#include "ns3/table.h"
#include "ns3/window-generator.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief The rows of one generated window after another, without an end.
 *
 * Windows are drawn some at a time, ahead of their use. They are independent of one another: where
 * one ends and the next begins, the series may jump.
 */
class WindowStream
{
  public:
    /**
     * @param generator the model
     * @param windows to draw at a time, at least 1
     * @param seed gives the seed of each draw
     */
    WindowStream(std::shared_ptr<const WindowGenerator> generator,
                 std::size_t windows,
                 std::function<uint64_t()> seed);

    /// @return the next row, a table of one row
    /// @throws InputError when the generator draws no row
    Table Next();

  private:
    std::shared_ptr<const WindowGenerator> m_generator;
    std::size_t m_windows;
    std::function<uint64_t()> m_seed;
    Table m_drawn;
    Table::Index m_next{0}; //!< row of m_drawn
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WINDOW_STREAM_H
