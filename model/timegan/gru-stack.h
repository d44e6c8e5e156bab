/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRU_STACK_H
#define SYNTHNET_GRU_STACK_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Layers of gated recurrent units and a linear head at every step: the one shape that all
 * networks of TimeGAN have.
 */
struct GruShape
{
    std::size_t inputs;  //!< features of a step, at least 1
    std::size_t hidden;  //!< units a layer, at least 1
    std::size_t layers;  //!< at least 1
    std::size_t outputs; //!< features of the head, at least 1
    bool sigmoid;        //!< whether the head ends in a sigmoid, or in nothing (logits)

    /// One array of weights or biases in a network's parameters.
    struct Part
    {
        std::string name;    //!< as PyTorch's: `g.weight_ih_l0` of the GRU, `l.weight` of the head
        std::size_t offset;  //!< in floats
        std::size_t rows;    //!< gates r, z, n below one another, or outputs
        std::size_t columns; //!< 0 for a bias, which has one axis
        std::size_t Size() const; //!< in floats
    };

    /// @return the parts in the order in which they lie, without gaps
    std::vector<Part> Parts() const;
    std::size_t ParameterCount() const;               //!< floats in all parts
    std::size_t LayerInputs(std::size_t layer) const; //!< inputs of the first, else hidden
};

/**
 * @ingroup synthnet-timegan
 * @brief The forward and backward pass of a GruShape over a batch of windows, in single precision,
 * hand-written: the gates are computed in one pass over the vector registers, and nothing is
 * allocated inside the loop over the steps.
 *
 * The GRU is PyTorch's and cuDNN's: r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise,
 * n = tanh(W_in x + b_in + r ∘ (W_hn h + b_hn)), h' = (1 − z) ∘ n + z ∘ h, h = 0 at first.
 *
 * Arrays of activations are [steps, features, lanes], lanes being the windows of the batch; their
 * number is a multiple of GruKernels::LANE_UNIT, unused ones hold zeros and get zero gradients.
 */
class GruStack
{
  public:
    /// @param shape what it computes
    explicit GruStack(const GruShape& shape);

    /**
     * @brief What the backward pass needs of one forward pass. It may be used again for another
     * one of any size and keeps its memory.
     */
    class Tape
    {
      private:
        friend class GruStack;

        struct Layer
        {
            std::vector<float> gates;     // [steps, 3 · hidden, lanes]: r, z, n
            std::vector<float> candidate; // [steps, hidden, lanes]: W_hn h + b_hn
            std::vector<float> states;    // [steps, hidden, lanes]
        };

        std::size_t m_steps{0};
        std::size_t m_lanes{0};
        std::vector<float> m_input; // [steps, inputs, lanes]
        std::vector<Layer> m_layers;
        std::vector<float> m_output; // [steps, outputs, lanes], of a sigmoid head
        std::vector<float> m_dState; // of the backward pass: [steps, hidden, lanes]
        std::vector<float> m_dBelow; // the same for the layer below
    };

    /**
     * @param parameters ParameterCount() floats, as Parts() says
     * @param tape Input() holds the input; keeps what Backward() needs
     * @param y out: [steps, outputs, lanes]
     */
    void Forward(const float* parameters, Tape& tape, float* y) const;

    /// @return where to write the input [steps, inputs, lanes] of the next Forward()
    float* Input(Tape& tape, std::size_t steps, std::size_t lanes) const;

    /**
     * @brief The gradients of the last Forward() with this tape, once.
     * @param parameters those of the forward pass
     * @param tape that of the forward pass; is used up
     * @param dy in: the gradient of y; is overwritten
     * @param dx out: the gradient of the input [steps, inputs, lanes]; null when it is not wanted
     * @param dParameters the gradient is added here; null when it is not wanted
     */
    void Backward(const float* parameters,
                  Tape& tape,
                  float* dy,
                  float* dx,
                  float* dParameters) const;

  private:
    struct LayerOffsets;
    LayerOffsets OffsetsOf(std::size_t layer) const;

    GruShape m_shape;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GRU_STACK_H
