/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_JSON_VALUE_H
#define SYNTHNET_JSON_VALUE_H

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief A value in a JSON text that a program of this project wrote. Whoever asks it for what it
 * is not gets an InputError with the path of the value: `columns[2].min`.
 */
class JsonValue
{
  public:
    /**
     * @param text all of it
     * @param file where it is from, for messages
     * @param what it is, for messages: "description of the columns"
     * @throws InputError when it is not JSON
     */
    JsonValue(std::string_view text, const std::string& file, const std::string& what);

    /// @throws InputError "FILE: the WHAT is damaged at PATH, expected EXPECTED"
    [[noreturn]] void Fail(const std::string& expected) const;

    JsonValue Member(const std::string& name) const; //!< of an object; it must be there
    std::vector<JsonValue> Elements() const;         //!< of an array
    bool IsText() const;                             //!< whether it is a text, also an empty one
    std::string Text() const;                        //!< not empty, and of one line
    double Number() const;                           //!< finite

    /// @return a whole number, at least @p least and at most @p most
    int64_t Whole(int64_t least, int64_t most) const;

    uint64_t Count() const; //!< a whole number of 64 bits, not negative
    bool Flag() const;      //!< true or false

  private:
    struct Origin;

    JsonValue(std::shared_ptr<const Origin> origin, const void* value, std::string path);

    std::shared_ptr<const Origin> m_origin; //!< the whole text
    const void* m_value;                    //!< a value of the JSON library in it
    std::string m_path;                     //!< empty of the outermost
};

} // namespace ns3::synthnet

#endif // SYNTHNET_JSON_VALUE_H
