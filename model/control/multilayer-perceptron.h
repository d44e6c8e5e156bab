/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MULTILAYER_PERCEPTRON_H
#define SYNTHNET_MULTILAYER_PERCEPTRON_H

#include "tensor-store.h"

#include "ns3/random-numbers.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief A small network: linear layers with ReLU between them.
 *
 * Batches are dense, a row an example. The arithmetic is DenseKernels', so a row gives the same
 * bits alone and in a batch, on all processors.
 *
 * All parameters are one array, for an optimizer: of each layer the weights [inputs, lanes], then
 * the biases [lanes], where lanes is the number of outputs rounded up for the kernels; what is
 * there too many is 0 and has gradient 0.
 */
class MultilayerPerceptron
{
  public:
    /// @brief Memory that passes use. It grows to what the largest needs, and is then only used.
    struct Workspace
    {
        std::vector<std::vector<float>> outputs; //!< [rows, lanes] of each layer
        std::vector<float> gradients[2];         //!< [rows, lanes] of the outputs of two layers
        std::vector<float> transposed;           //!< [outputs, lanes of the inputs] of a layer
    };

    /// @param sizes of the input, of the hidden layers, and of the output; each at least 1
    explicit MultilayerPerceptron(std::vector<std::size_t> sizes);

    /// @brief Draws weights and biases as PyTorch's Linear does: uniform within ±1/√inputs.
    void Initialize(RandomNumbers& random);

    const std::vector<std::size_t>& Sizes() const; //!< as given
    std::size_t Layers() const;                    //!< linear layers, at least 1
    std::size_t OutputStride() const;              //!< floats of a row of outputs

    /// @brief From now on the first layers get no gradients. @param layers at most Layers()
    void Freeze(std::size_t layers);

    std::vector<float>& Parameters();             //!< as described above
    const std::vector<float>& Parameters() const; //!< as described above

    /**
     * @param x [rows, inputs]
     * @return [rows, OutputStride()], the outputs first in each row; in the workspace, until its
     *         next pass. Allocates nothing when the workspace has seen as many rows before.
     */
    const float* Forward(const float* x, std::size_t rows, Workspace& workspace) const;

    /**
     * @brief The gradients of a loss in the parameters.
     * @param x as in the last Forward() with this workspace
     * @param dOutputs [rows, OutputStride()], of the loss in the outputs; 0 beyond them
     * @param rows of the pass that count, the first ones
     * @param gradients as Parameters(); overwritten, those of frozen layers with 0
     */
    void Backward(const float* x,
                  const float* dOutputs,
                  std::size_t rows,
                  Workspace& workspace,
                  std::vector<float>& gradients) const;

    /// @brief Adds `PREFIX.N.weight` [outputs, inputs] and `PREFIX.N.bias` [outputs] of each layer.
    /// @param values laid out as Parameters(), the parameters or their gradients
    void Save(TensorStore& store,
              const std::string& prefix,
              const std::vector<float>& values) const;

    /// @return what Save() wrote, laid out as Parameters()
    /// @throws InputError naming the file when a tensor is missing or of another shape
    std::vector<float> Load(const SafetensorsFile& file, const std::string& prefix) const;

  private:
    /// Where a layer is.
    struct Layer
    {
        std::size_t inputs;
        std::size_t outputs;
        std::size_t lanes;   // of the outputs
        std::size_t weights; // where they begin in the parameters
        std::size_t biases;  // likewise
    };

    std::vector<std::size_t> m_sizes;
    std::vector<Layer> m_layers;
    std::size_t m_frozen{0};
    std::vector<float> m_parameters;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MULTILAYER_PERCEPTRON_H
