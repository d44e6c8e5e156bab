/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OPENGYM_SPACE_H
#define SYNTHNET_OPENGYM_SPACE_H

#include "ns3/ns3-version.h"

#include "gym-space.h"

#include "ns3/object.h"

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief A space as scenarios for ns3-gym make it; synthnet-opengym.h gives it their namespace.
 */
class OpenGymSpace : public Object
{
  public:
    static TypeId GetTypeId();

    virtual GymSpace ToGym() const = 0; //!< the same space for the rest of synthnet
    virtual void Print(std::ostream& out) const = 0;

    /// Prints the space in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymSpace>& space)
    {
        space->Print(out);
        return out;
    }
};

/// @ingroup synthnet-control
/// @brief One of 0 … n − 1.
class OpenGymDiscreteSpace : public OpenGymSpace
{
  public:
    static TypeId GetTypeId();

    explicit OpenGymDiscreteSpace(int n = 1);

    int GetN() const;
    GymSpace ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the space in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymDiscreteSpace>& space)
    {
        space->Print(out);
        return out;
    }

  private:
    int m_n;
};

/// @ingroup synthnet-control
/// @brief An array of numbers.
class OpenGymBoxSpace : public OpenGymSpace
{
  public:
    static TypeId GetTypeId();

    OpenGymBoxSpace();
    /// @param dtype as TypeNameGet<T>() says it: all signed integers are INT, all others UINT; what
    /// is
    ///        unknown is FLOAT
    OpenGymBoxSpace(float low,
                    float high,
                    const std::vector<uint32_t>& shape,
                    const std::string& dtype);
    /// @throws std::invalid_argument unless there is a bound for each element
    OpenGymBoxSpace(const std::vector<float>& low,
                    const std::vector<float>& high,
                    const std::vector<uint32_t>& shape,
                    const std::string& dtype);

    float GetLow() const;  //!< of the first element
    float GetHigh() const; //!< of the first element
    std::vector<uint32_t> GetShape() const;
    GymSpace ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the space in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymBoxSpace>& space)
    {
        space->Print(out);
        return out;
    }

  private:
    BoxSpace m_box;
};

/// @ingroup synthnet-control
/// @brief Several spaces.
class OpenGymTupleSpace : public OpenGymSpace
{
  public:
    static TypeId GetTypeId();

    bool Add(Ptr<OpenGymSpace> space);           //!< @return true
    Ptr<OpenGymSpace> Get(uint32_t index) const; //!< null behind the last
    GymSpace ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the space in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymTupleSpace>& space)
    {
        space->Print(out);
        return out;
    }

  private:
    std::vector<Ptr<OpenGymSpace>> m_elements;
};

/// @ingroup synthnet-control
/// @brief Several spaces by name, in the order of the names.
class OpenGymDictSpace : public OpenGymSpace
{
  public:
    static TypeId GetTypeId();

    bool Add(const std::string& key, Ptr<OpenGymSpace> space); //!< @return false when it is there
    Ptr<OpenGymSpace> Get(const std::string& key) const;       //!< null when it is not there
    GymSpace ToGym() const override;
    void Print(std::ostream& out) const override;

    /// Prints the space in place of its pointer.
    friend std::ostream& operator<<(std::ostream& out, const Ptr<OpenGymDictSpace>& space)
    {
        space->Print(out);
        return out;
    }

  private:
    std::map<std::string, Ptr<OpenGymSpace>> m_elements;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OPENGYM_SPACE_H
