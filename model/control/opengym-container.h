/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OPENGYM_CONTAINER_H
#define SYNTHNET_OPENGYM_CONTAINER_H

#include "ns3/ns3-version.h"

#include "gym-space.h"

#include "ns3/object.h"
#include "ns3/type-name.h"

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief An observation or an action as scenarios for ns3-gym handle it; synthnet-opengym.h gives
 * it their namespace.
 */
class OpenGymDataContainer : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * @brief Makes the containers of an action.
     *
     * A box's numbers are int32_t, uint32_t or float, by its GymNumber; float also for DOUBLE:
     * ns3-gym's client sends all real numbers as floats, so scenarios cast to that.
     *
     * @param value in @p space, which has no MultiDiscreteSpace
     */
    static Ptr<OpenGymDataContainer> FromGym(const GymSpace& space, const GymValue& value);

    virtual GymValue ToGym() const = 0; //!< the same for the rest of synthnet
    virtual void Print(std::ostream& out) const = 0;

    /// Prints the value in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymDataContainer>& container)
    {
        container->Print(out);
        return out;
    }
};

/// @ingroup synthnet-control
/// @brief One of 0 … n − 1.
class OpenGymDiscreteContainer : public OpenGymDataContainer
{
  public:
    static TypeId GetTypeId();

    /// @param n of the space; of no consequence
    explicit OpenGymDiscreteContainer(uint32_t n = 0);

    bool SetValue(uint32_t value); //!< @return true
    uint32_t GetValue() const;
    GymValue ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the value in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out,
                                    const Ptr<OpenGymDiscreteContainer>& container)
    {
        container->Print(out);
        return out;
    }

  private:
    uint32_t m_value{0};
};

/// @ingroup synthnet-control
/// @brief An array of numbers, rows first. How many there may be is the space's matter.
template <typename T = float>
class OpenGymBoxContainer : public OpenGymDataContainer
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid =
            TypeId(("ns3::synthnet::OpenGymBoxContainer<" + TypeNameGet<T>() + ">").c_str())
                .template SetParent<OpenGymDataContainer>()
                .SetGroupName("Synthnet")
                .template AddConstructor<OpenGymBoxContainer<T>>();
        return tid;
    }

    OpenGymBoxContainer() = default;

    explicit OpenGymBoxContainer(std::vector<uint32_t> shape)
        : m_shape(std::move(shape))
    {
    }

    /// @return true
    bool AddValue(T value)
    {
        m_data.push_back(value);
        return true;
    }

    /// @return 0 behind the last
    T GetValue(uint32_t index) const
    {
        return index < m_data.size() ? m_data[index] : T{0};
    }

    /// @return true
    bool SetData(std::vector<T> data)
    {
        m_data = std::move(data);
        return true;
    }

    std::vector<T> GetData() const
    {
        return m_data;
    }

    std::vector<uint32_t> GetShape() const
    {
        return m_shape;
    }

    GymValue ToGym() const override
    {
        return {std::vector<double>(m_data.begin(), m_data.end())};
    }

    void Print(std::ostream& out) const override
    {
        out << "[";
        for (std::size_t i = 0; i < m_data.size(); ++i)
        {
            out << (i ? ", " : "") << +m_data[i];
        }
        out << "]";
    }

    /// Prints the value in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymBoxContainer>& container)
    {
        container->Print(out);
        return out;
    }

  private:
    std::vector<uint32_t> m_shape;
    std::vector<T> m_data;
};

/// @ingroup synthnet-control
/// @brief Several values.
class OpenGymTupleContainer : public OpenGymDataContainer
{
  public:
    static TypeId GetTypeId();

    bool Add(Ptr<OpenGymDataContainer> container);       //!< @return true
    Ptr<OpenGymDataContainer> Get(uint32_t index) const; //!< null behind the last
    GymValue ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the value in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymTupleContainer>& container)
    {
        container->Print(out);
        return out;
    }

  private:
    std::vector<Ptr<OpenGymDataContainer>> m_elements;
};

/// @ingroup synthnet-control
/// @brief Several values by name, in the order of the names.
class OpenGymDictContainer : public OpenGymDataContainer
{
  public:
    static TypeId GetTypeId();

    /// @return false when it is there
    bool Add(const std::string& key, Ptr<OpenGymDataContainer> container);
    Ptr<OpenGymDataContainer> Get(const std::string& key) const; //!< null when it is not there
    GymValue ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the value in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymDictContainer>& container)
    {
        container->Print(out);
        return out;
    }

  private:
    std::map<std::string, Ptr<OpenGymDataContainer>> m_elements;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OPENGYM_CONTAINER_H
