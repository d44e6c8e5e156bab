# The standalone build, against an installed ns-3.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})

find_package(ns3 QUIET)
synthnet_need(ns3_FOUND "ns-3" "libns3-dev ns3 libgsl-dev libsqlite3-dev libxml2-dev libboost-dev")
if(ns3_VERSION VERSION_LESS 3.37)
  message(FATAL_ERROR "synthnet: ns-3 ${ns3_VERSION} is too old, expected 3.37 or later")
endif()
message(STATUS "synthnet: ns-3 ${ns3_VERSION}")

# ns-3's targets name libraries of packages that libns3-dev does not depend on.
foreach(check "gsl/gsl_version.h;libgsl-dev" "sqlite3.h;libsqlite3-dev"
              "libxml2/libxml/xmlversion.h;libxml2-dev")
  list(GET check 0 header)
  list(GET check 1 package)
  string(MAKE_C_IDENTIFIER "SYNTHNET_${package}" variable)
  find_path(${variable} ${header})
  if(NOT ${variable})
    message(FATAL_ERROR "synthnet: ns-3's CMake targets need ${header}: apt-get install ${package}")
  endif()
endforeach()

# Debian 12 calls its targets ns3::libcore, ns-3.38 and later ns3::core.
set(ns3_targets)
foreach(module ${ns3_modules})
  if(TARGET ns3::lib${module})
    list(APPEND ns3_targets ns3::lib${module})
  elseif(TARGET ns3::${module})
    list(APPEND ns3_targets ns3::${module})
  else()
    message(FATAL_ERROR "synthnet: the installed ns-3 lacks its module ${module}")
  endif()
endforeach()

# ns-3.43's headers want C++20; ours are C++17 that is clean under 23.
if(ns3_VERSION VERSION_GREATER_EQUAL 3.46)
  set(CMAKE_CXX_STANDARD 23)
elseif(ns3_VERSION VERSION_GREATER_EQUAL 3.41)
  set(CMAKE_CXX_STANDARD 20)
else()
  set(CMAKE_CXX_STANDARD 17)
endif()
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET default)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

find_program(SYNTHNET_CCACHE ccache)
if(SYNTHNET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SYNTHNET_CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wno-unused-parameter)
if(SYNTHNET_SANITIZE)
  add_compile_options(-fsanitize=${SYNTHNET_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SYNTHNET_SANITIZE})
endif()

# Headers are included as "ns3/NAME.h" in both builds: one forwarding file each, and one for all.
set(include_dir ${CMAKE_BINARY_DIR}/include)
set(module_header "")
foreach(header ${all_core_headers} ${all_ns3_headers})
  get_filename_component(name ${header} NAME)
  file(CONFIGURE OUTPUT ${include_dir}/ns3/${name}
       CONTENT "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n")
  string(APPEND module_header "#include \"ns3/${name}\"\n")
endforeach()
file(CONFIGURE OUTPUT ${include_dir}/ns3/synthnet-module.h CONTENT "#pragma once\n${module_header}")

# --- Libraries ----------------------------------------------------------------------------------

add_library(synthnet-core STATIC ${all_core_sources})
target_include_directories(synthnet-core PUBLIC $<BUILD_INTERFACE:${include_dir}>
                                                $<INSTALL_INTERFACE:include>)
target_link_libraries(synthnet-core PUBLIC Eigen3::Eigen PRIVATE nlohmann_json::nlohmann_json)

set(libraries synthnet-core)
if(all_ns3_sources)
  add_library(synthnet SHARED ${all_ns3_sources})
  target_link_libraries(synthnet PUBLIC synthnet-core ${ns3_targets}
                                 PRIVATE pugixml::pugixml nlohmann_json::nlohmann_json)
  list(APPEND libraries synthnet)
endif()

add_library(synthnet-program STATIC ${program_support})
target_include_directories(synthnet-program PUBLIC examples/support)
target_compile_definitions(synthnet-program PRIVATE SYNTHNET_VERSION="${SYNTHNET_VERSION}")
target_link_libraries(synthnet-program PUBLIC synthnet-core Boost::program_options
                                       PRIVATE nlohmann_json::nlohmann_json)

foreach(program ${core_programs})
  add_executable(${program} examples/${program}.cc)
  target_link_libraries(${program} PRIVATE synthnet-program synthnet-core)
endforeach()
foreach(program ${ns3_programs})
  add_executable(${program} examples/${program}.cc)
  target_link_libraries(${program} PRIVATE synthnet-program synthnet)
endforeach()

# --- Install and find_package(synthnet) ----------------------------------------------------------

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
install(TARGETS ${libraries} EXPORT synthnetTargets)
if(core_programs OR ns3_programs)
  install(TARGETS ${core_programs} ${ns3_programs})
endif()
foreach(header ${all_core_headers} ${all_ns3_headers})
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ns3)
endforeach()
install(FILES ${include_dir}/ns3/synthnet-module.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ns3)
install(EXPORT synthnetTargets NAMESPACE synthnet:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)
configure_package_config_file(cmake/synthnetConfig.cmake.in ${CMAKE_BINARY_DIR}/synthnetConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/synthnetConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/synthnetConfig.cmake ${CMAKE_BINARY_DIR}/synthnetConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)

# --- Tests --------------------------------------------------------------------------------------

if(SYNTHNET_TESTS)
  enable_testing()
  find_package(GTest QUIET)
  synthnet_need(GTest_FOUND "GoogleTest" libgtest-dev)
  include(GoogleTest)

  add_executable(synthnet-core-tests ${core_unit_tests})
  target_link_libraries(synthnet-core-tests PRIVATE synthnet-core GTest::gtest_main)
  target_compile_definitions(synthnet-core-tests PRIVATE
    SYNTHNET_SHARED="${CMAKE_CURRENT_SOURCE_DIR}/../shared" SYNTHNET_SOURCE="${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME core COMMAND synthnet-core-tests)

  if(ns3_unit_tests)
    add_executable(synthnet-unit-tests ${ns3_unit_tests})
    target_link_libraries(synthnet-unit-tests PRIVATE synthnet GTest::gtest_main)
    target_compile_definitions(synthnet-unit-tests PRIVATE
      SYNTHNET_SHARED="${CMAKE_CURRENT_SOURCE_DIR}/../shared" SYNTHNET_SOURCE="${CMAKE_CURRENT_SOURCE_DIR}")
    add_test(NAME unit COMMAND synthnet-unit-tests)
  endif()
  if(ns3_test_suites)
    add_executable(synthnet-test-runner test/test-runner.cc ${ns3_test_suites})
    target_link_libraries(synthnet-test-runner PRIVATE synthnet)
    add_test(NAME ns3-suites COMMAND synthnet-test-runner --verbose)
  endif()
endif()

if(SYNTHNET_BENCH AND benchmarks)
  find_package(benchmark QUIET)
  synthnet_need(benchmark_FOUND "Google Benchmark" libbenchmark-dev)
  foreach(bench ${benchmarks})
    add_executable(${bench} test/bench/${bench}.cc)
    target_link_libraries(${bench} PRIVATE synthnet synthnet-program benchmark::benchmark)
  endforeach()
endif()

# A fuzz target test/fuzz/NAME.cc links only `core` and the parsers that know no ns-3.
if(SYNTHNET_FUZZ)
  foreach(target ${fuzz_targets})
    add_executable(${target} test/fuzz/${target}.cc ${fuzz_parsers})
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${target} PRIVATE synthnet-core pugixml::pugixml)
  endforeach()
endif()
