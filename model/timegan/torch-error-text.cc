/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "torch-error-text.h"

#include <c10/util/Exception.h>

namespace ns3::synthnet
{

std::string
TorchErrorText(const std::exception& error)
{
    const auto* ofTorch = dynamic_cast<const c10::Error*>(&error);
    if (!ofTorch)
    {
        return "";
    }
    const std::string text = ofTorch->what_without_backtrace();
    // The CPU's allocator throws no type of its own.
    const bool isMemory = text.find("memory") != std::string::npos;
    return "LibTorch: " + text + (isMemory ? ", expected a smaller --hiddenDim or --batch" : "");
}

} // namespace ns3::synthnet
