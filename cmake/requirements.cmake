# Finds what the system must have, and stops with one line that names what is missing.

set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL TRUE) # in an ns-3 tree other directories link our imports

function(synthnet_need found what package)
  if(NOT ${found})
    message(FATAL_ERROR "synthnet: ${what} is missing: apt-get install ${package}")
  endif()
endfunction()

find_package(Boost QUIET COMPONENTS program_options)
synthnet_need(Boost_FOUND "Boost.ProgramOptions" libboost-program-options-dev)
find_package(Eigen3 QUIET NO_MODULE)
synthnet_need(Eigen3_FOUND "Eigen" libeigen3-dev)
find_package(nlohmann_json QUIET)
synthnet_need(nlohmann_json_FOUND "nlohmann JSON" nlohmann-json3-dev)
find_package(pugixml QUIET)
synthnet_need(pugixml_FOUND "pugixml" libpugixml-dev)

# LibTorch runs on whatever BLAS the system has; Debian's default, the reference one, is fifty
# times slower than OpenBLAS.
function(synthnet_need_fast_blas)
  find_library(SYNTHNET_BLAS NAMES libblas.so.3 blas)
  set(blas_file "")
  if(SYNTHNET_BLAS)
    get_filename_component(blas_file ${SYNTHNET_BLAS} REALPATH)
  endif()
  if(NOT blas_file MATCHES "openblas|mkl|blis|atlas|nvpl")
    message(FATAL_ERROR "synthnet: a fast BLAS is missing (found '${blas_file}'): apt-get install "
                        "libopenblas0-pthread, or configure with -DSYNTHNET_TORCH=OFF")
  endif()
  message(STATUS "synthnet: BLAS ${blas_file}")
endfunction()

if(SYNTHNET_TORCH)
  synthnet_need_fast_blas()
  find_package(Torch QUIET)
  if(NOT Torch_FOUND)
    message(FATAL_ERROR "synthnet: LibTorch is missing: apt-get install libtorch-dev, or configure "
                        "with -DSYNTHNET_TORCH=OFF")
  endif()
  message(STATUS "synthnet: LibTorch ${Torch_VERSION}")
else()
  if(torch_programs)
    string(REPLACE ";" ", " missing "${torch_programs}")
  else()
    set(missing "no program of this version")
  endif()
  message(STATUS "synthnet: without LibTorch; left out: ${missing}")
endif()
