/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EXPECT_INPUT_ERROR_H
#define SYNTHNET_EXPECT_INPUT_ERROR_H

#include "ns3/input-error.h"

#include <gtest/gtest.h>

#include <string>

namespace ns3::synthnet
{

/// Fails unless @p work throws an InputError whose message contains @p part.
template <typename Work>
void
ExpectInputError(Work work, const std::string& part)
{
    try
    {
        work();
        ADD_FAILURE() << "no error, expected one that contains: " << part;
    }
    catch (const InputError& error)
    {
        EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
            << error.what() << "\nexpected a message that contains: " << part;
    }
}

} // namespace ns3::synthnet

#endif // SYNTHNET_EXPECT_INPUT_ERROR_H
