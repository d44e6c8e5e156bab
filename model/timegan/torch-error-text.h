/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TORCH_ERROR_TEXT_H
#define SYNTHNET_TORCH_ERROR_TEXT_H

#include <exception>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-timegan
/// @return what an exception of LibTorch says, without its list of calls, and what helps when
///         memory is short; empty for other exceptions
std::string TorchErrorText(const std::exception& error);

} // namespace ns3::synthnet

#endif // SYNTHNET_TORCH_ERROR_TEXT_H
