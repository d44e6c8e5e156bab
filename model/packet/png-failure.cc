/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "png-failure.h"

#include <cstring>

namespace ns3::synthnet
{

void
PngFailure::Raise(png_structp png, png_const_charp reason)
{
    auto* failure = static_cast<PngFailure*>(png_get_error_ptr(png));
    std::strncpy(failure->reason, reason, sizeof failure->reason - 1);
    failure->reason[sizeof failure->reason - 1] = '\0';
    std::longjmp(failure->jump, 1);
}

void
PngFailure::Ignore(png_structp /* png */, png_const_charp /* reason */)
{
}

} // namespace ns3::synthnet
