# Finds what the system must have, and stops with one line that names what is missing.

set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL TRUE) # in an ns-3 tree other directories link our imports
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW) # Boost's own package file, not CMake's FindBoost
endif()

# The leading space keeps CMake from folding the line.
macro(synthnet_stop line)
  message(FATAL_ERROR " synthnet: ${line}")
endmacro()

macro(synthnet_need found what package)
  if(NOT ${found})
    synthnet_stop("${what} is missing: apt-get install ${package}")
  endif()
endmacro()

find_package(Threads REQUIRED)
find_package(Boost QUIET COMPONENTS program_options)
if(NOT TARGET Boost::program_options)
  set(Boost_FOUND FALSE) # without the component, newer Boost packages say TRUE
endif()
synthnet_need(Boost_FOUND "Boost.ProgramOptions" libboost-program-options-dev)
find_package(Eigen3 QUIET NO_MODULE)
synthnet_need(Eigen3_FOUND "Eigen" libeigen3-dev)
find_package(nlohmann_json QUIET)
synthnet_need(nlohmann_json_FOUND "nlohmann JSON" nlohmann-json3-dev)
find_package(pugixml QUIET)
synthnet_need(pugixml_FOUND "pugixml" libpugixml-dev)

# LibTorch runs on whatever BLAS the system has; Debian's default, the reference one, is fifty
# times slower than OpenBLAS.
macro(synthnet_need_fast_blas)
  find_library(SYNTHNET_BLAS NAMES libblas.so.3 blas)
  set(blas_file "none")
  if(SYNTHNET_BLAS)
    get_filename_component(blas_file ${SYNTHNET_BLAS} REALPATH)
  endif()
  if(NOT blas_file MATCHES "openblas|mkl|blis|atlas|nvpl")
    synthnet_stop("a fast BLAS is missing (found: ${blas_file}): apt-get install \
libopenblas0-pthread, or configure with -DSYNTHNET_TORCH=OFF")
  endif()
  message(STATUS "synthnet: BLAS ${blas_file}")
endmacro()

if(SYNTHNET_TORCH)
  synthnet_need_fast_blas()
  find_package(Torch QUIET)
  if(NOT Torch_FOUND)
    synthnet_stop("LibTorch is missing: apt-get install libtorch-dev, or configure with \
-DSYNTHNET_TORCH=OFF")
  endif()
  message(STATUS "synthnet: LibTorch ${Torch_VERSION}")
else()
  if(torch_programs)
    string(REPLACE ";" ", " missing "${torch_programs};${source_programs}")
  else()
    set(missing "no program of this version")
  endif()
  message(STATUS "synthnet: without LibTorch; left out: ${missing}")
endif()

if(NOT SYNTHNET_IN_TREE)
  if(SYNTHNET_NS3)
    include(cmake/find-ns3.cmake)
    if(synthnet_ns3_problem)
      synthnet_stop("${synthnet_ns3_problem}")
    endif()
    message(STATUS "synthnet: ns-3 ${ns3_VERSION}")
  endif()
  if(SYNTHNET_TESTS)
    find_package(GTest QUIET)
    synthnet_need(GTest_FOUND "GoogleTest" libgtest-dev)
  endif()
  if(SYNTHNET_BENCH)
    find_package(benchmark QUIET)
    synthnet_need(benchmark_FOUND "Google Benchmark" libbenchmark-dev)
  endif()
  if(SYNTHNET_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    synthnet_stop("the fuzz targets need clang: apt-get install clang libclang-rt-dev, and \
configure with -DCMAKE_CXX_COMPILER=clang++")
  endif()
endif()
