/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COUNTED_TEXT_H
#define SYNTHNET_COUNTED_TEXT_H

#include <cstddef>
#include <iterator>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Gives a parser a text, and a counter each character that the parser leaves behind: so
 * whoever the parser tells what it finds can say where.
 * @tparam Counter has a method `Read(char)`
 */
template <typename Counter>
class CountedText
{
  public:
    using iterator_category = std::input_iterator_tag; //!< read once, front to back
    using value_type = char;                           //!< a byte of the text
    using difference_type = std::ptrdiff_t;            //!< as iterators have it
    using pointer = const char*;                       //!< as iterators have it
    using reference = const char&;                     //!< as iterators have it

    /**
     * @param at a place in the text
     * @param counter must outlive this
     */
    CountedText(const char* at, Counter& counter)
        : m_at(at),
          m_counter(&counter)
    {
    }

    /// @return the character here
    reference operator*() const
    {
        return *m_at;
    }

    /// Leaves a character behind.
    CountedText& operator++()
    {
        m_counter->Read(*m_at++);
        return *this;
    }

    /// As above. @return where it was
    CountedText operator++(int)
    {
        CountedText old = *this;
        ++*this;
        return old;
    }

    /// @return whether both are at the same place
    bool operator==(const CountedText& other) const
    {
        return m_at == other.m_at;
    }

    /// @return whether they are at different places
    bool operator!=(const CountedText& other) const
    {
        return m_at != other.m_at;
    }

  private:
    const char* m_at;
    Counter* m_counter;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_COUNTED_TEXT_H
