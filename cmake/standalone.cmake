# The standalone build, against an installed ns-3.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})

# Debian 12 calls its targets ns3::libcore, ns-3.38 and later ns3::core.
set(ns3_targets)
if(SYNTHNET_NS3)
  foreach(module ${ns3_modules})
    if(TARGET ns3::lib${module})
      list(APPEND ns3_targets ns3::lib${module})
    elseif(TARGET ns3::${module})
      list(APPEND ns3_targets ns3::${module})
    else()
      synthnet_stop("the installed ns-3 lacks its module ${module}")
    endif()
  endforeach()
else()
  set(all_ns3_sources)
  set(all_replay_sources)
  set(all_ns3_headers)
  set(all_names_headers)
  set(ns3_programs)
  set(source_programs)
  set(ns3_unit_tests)
  set(ns3_test_suites)
  set(benchmarks)
  set(bridge_benchmarks)
endif()

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
# With CMAKE_UNITY_BUILD=ON all is built in less than half the time. Each file with a log component defines
# a g_log of its own, each test suite its SENTENCES.
foreach(file ${all_ns3_sources} ${all_source_sources})
  file(STRINGS ${file} log REGEX "^NS_LOG_COMPONENT_DEFINE" LIMIT_COUNT 1)
  if(log)
    set_source_files_properties(${file} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endforeach()
set_source_files_properties(${ns3_test_suites} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
include(GNUInstallDirs)
set(CMAKE_INSTALL_RPATH "$ORIGIN;$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")

find_program(SYNTHNET_CCACHE ccache)
if(SYNTHNET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SYNTHNET_CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wno-unused-parameter)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
  # Also warns of a reference into the other argument when one argument is a temporary.
  add_compile_options(-Wno-dangling-reference)
endif()
if(SYNTHNET_SANITIZE)
  add_compile_options(-fsanitize=${SYNTHNET_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(SYNTHNET_SANITIZE MATCHES "undefined")
    # ns-3's int64x64-128.h shifts negative values, which C++20 defines and C++17 does not.
    add_compile_options(-fno-sanitize=shift-base)
  endif()
  add_link_options(-fsanitize=${SYNTHNET_SANITIZE})
endif()
if(SYNTHNET_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link) # the fuzzer sees what the libraries execute
endif()

# Headers are included as "ns3/NAME.h" in both builds: one forwarding file each, and one for all.
set(include_dir ${CMAKE_BINARY_DIR}/include)
set(module_header "")
foreach(header ${all_core_headers} ${packet_headers} ${all_bridge_headers} ${all_torch_headers}
               ${all_ns3_headers})
  get_filename_component(name ${header} NAME)
  file(CONFIGURE OUTPUT ${include_dir}/ns3/${name}
       CONTENT "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n")
  string(APPEND module_header "#include \"ns3/${name}\"\n")
endforeach()
foreach(header ${all_names_headers})
  get_filename_component(name ${header} NAME)
  file(CONFIGURE OUTPUT ${include_dir}/ns3/${name}
       CONTENT "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n")
endforeach()
file(CONFIGURE OUTPUT ${include_dir}/ns3/synthnet-module.h CONTENT "#pragma once\n${module_header}")

# --- Libraries ----------------------------------------------------------------------------------

# Shared, so that a program that links both libraries has one copy of what they have in common.
add_library(synthnet-core SHARED ${all_core_sources})
target_compile_features(synthnet-core PUBLIC cxx_std_${CMAKE_CXX_STANDARD})
target_include_directories(synthnet-core PUBLIC $<BUILD_INTERFACE:${include_dir}>
                                                $<INSTALL_INTERFACE:include>)
target_link_libraries(synthnet-core PUBLIC Eigen3::Eigen
                                    PRIVATE nlohmann_json::nlohmann_json Threads::Threads)

set(libraries synthnet-core)
# Apart, so that what reads and writes no captures does not load libpcap, which loads D-Bus.
add_library(synthnet-packet SHARED ${packet_sources} ${packet_private_sources})
target_link_libraries(synthnet-packet PUBLIC synthnet-core
                                      PRIVATE ${PCAP_LIBRARY} PNG::PNG nlohmann_json::nlohmann_json)
target_include_directories(synthnet-packet SYSTEM PRIVATE ${PCAP_INCLUDE_DIR})
list(APPEND libraries synthnet-packet)
# Apart, so that what serves no client loads neither ZeroMQ nor protobuf.
add_library(synthnet-bridge SHARED ${all_bridge_sources})
target_link_libraries(synthnet-bridge PUBLIC synthnet-core)
if(SYNTHNET_HAS_GYM_BRIDGE)
  target_link_libraries(synthnet-bridge PRIVATE nlohmann_json::nlohmann_json ${ZMQ_LIBRARY}
                                                protobuf::libprotobuf)
  target_include_directories(synthnet-bridge PRIVATE ${proto_folder})
  target_include_directories(synthnet-bridge SYSTEM PRIVATE ${ZMQ_INCLUDE_DIR})
endif()
list(APPEND libraries synthnet-bridge)
if(all_torch_sources)
  add_library(synthnet-torch SHARED ${all_torch_sources})
  target_link_libraries(synthnet-torch PUBLIC synthnet-core
                                       PRIVATE nlohmann_json::nlohmann_json ${TORCH_LIBRARIES})
  target_include_directories(synthnet-torch SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
  list(APPEND libraries synthnet-torch)
endif()
if(all_ns3_sources)
  add_library(synthnet SHARED ${all_ns3_sources})
  target_link_libraries(synthnet PUBLIC synthnet-core synthnet-bridge ${ns3_targets}
                                 PRIVATE pugixml::pugixml nlohmann_json::nlohmann_json)
  list(APPEND libraries synthnet)
  # Apart, so that only programs that replay captures load libpcap.
  add_library(synthnet-capture-source SHARED ${all_replay_sources})
  target_link_libraries(synthnet-capture-source PUBLIC synthnet synthnet-packet)
  list(APPEND libraries synthnet-capture-source)
endif()
if(all_ns3_sources AND all_source_sources)
  # Apart, so that only programs that draw from a model load LibTorch.
  add_library(synthnet-source SHARED ${all_source_sources})
  target_link_libraries(synthnet-source PUBLIC synthnet synthnet-torch)
  list(APPEND libraries synthnet-source)
endif()

add_library(synthnet-program STATIC ${program_support})
target_include_directories(synthnet-program PUBLIC examples/support)
target_link_libraries(synthnet-program PUBLIC synthnet-core Boost::program_options
                                       Threads::Threads
                                       PRIVATE nlohmann_json::nlohmann_json)

foreach(program ${core_programs})
  add_executable(${program} examples/${program}.cc)
  target_link_libraries(${program} PRIVATE synthnet-program synthnet-core)
endforeach()
if(TARGET synthnet-packets)
  target_sources(synthnet-packets PRIVATE ${packets_program_support})
  target_link_libraries(synthnet-packets PRIVATE synthnet-packet)
endif()
foreach(program ${torch_programs})
  add_executable(${program} examples/${program}.cc ${torch_program_support})
  target_link_libraries(${program} PRIVATE synthnet-program synthnet-torch
                                           nlohmann_json::nlohmann_json)
endforeach()
foreach(program ${ns3_programs})
  add_executable(${program} examples/${program}.cc ${ns3_program_support})
  target_link_libraries(${program} PRIVATE synthnet-program synthnet)
  if(program IN_LIST source_programs)
    target_link_libraries(${program} PRIVATE synthnet-source)
  endif()
endforeach()
if(TARGET synthnet-first-replay)
  target_link_libraries(synthnet-first-replay PRIVATE synthnet-capture-source)
endif()
if(TARGET synthnet-replay)
  target_sources(synthnet-replay PRIVATE ${replay_program_support})
  target_link_libraries(synthnet-replay PRIVATE synthnet-capture-source
                                                nlohmann_json::nlohmann_json)
endif()
if(TARGET synthnet-int)
  target_sources(synthnet-int PRIVATE ${int_program_support})
  target_link_libraries(synthnet-int PRIVATE synthnet-packet)
endif()
if(TARGET synthnet-agent)
  target_sources(synthnet-agent PRIVATE ${agent_program_support})
  target_link_libraries(synthnet-agent PRIVATE nlohmann_json::nlohmann_json)
  if(TARGET synthnet-torch) # without it no model draws the tables of an environment
    target_sources(synthnet-agent PRIVATE ${agent_torch_program_support})
    target_link_libraries(synthnet-agent PRIVATE synthnet-torch)
    target_compile_definitions(synthnet-agent PRIVATE SYNTHNET_HAS_TORCH)
  endif()
endif()

# --- Install and find_package(synthnet) ----------------------------------------------------------

include(CMakePackageConfigHelpers)
install(TARGETS ${libraries} EXPORT synthnetTargets)
if(core_programs OR torch_programs OR ns3_programs)
  install(TARGETS ${core_programs} ${torch_programs} ${ns3_programs})
endif()
foreach(header ${all_core_headers} ${packet_headers} ${all_bridge_headers} ${all_torch_headers}
               ${all_ns3_headers} ${all_names_headers})
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ns3)
endforeach()
install(FILES ${include_dir}/ns3/synthnet-module.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ns3)
install(EXPORT synthnetTargets NAMESPACE synthnet:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)
configure_package_config_file(cmake/synthnetConfig.cmake.in ${CMAKE_BINARY_DIR}/synthnetConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/synthnetConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/synthnetConfig.cmake ${CMAKE_BINARY_DIR}/synthnetConfigVersion.cmake
              cmake/find-ns3.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/synthnet)

# --- Tests --------------------------------------------------------------------------------------

# Tests take half as long to compile so, and hardly longer to run: what they test is optimized.
set(test_optimization -O1)
if(SYNTHNET_SANITIZE)
  set(test_optimization -O0)
endif()

# A program synthnet-NAME-tests of GoogleTests; they call the PROGRAMS and read source and shared data.
function(synthnet_unit_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FILES;PROGRAMS;LIBRARIES")
  set(target synthnet-${name}-tests)
  add_executable(${target} ${arg_FILES})
  target_compile_options(${target} PRIVATE ${test_optimization})
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} GTest::gtest_main)
  target_compile_definitions(${target} PRIVATE
    SYNTHNET_SHARED="${CMAKE_CURRENT_SOURCE_DIR}/../shared" SYNTHNET_SOURCE="${CMAKE_CURRENT_SOURCE_DIR}"
    SYNTHNET_PROGRAMS="${CMAKE_BINARY_DIR}")
  if(arg_PROGRAMS)
    add_dependencies(${target} ${arg_PROGRAMS})
  endif()
  add_test(NAME ${name} COMMAND ${target})
endfunction()

if(SYNTHNET_TESTS)
  enable_testing()
  synthnet_unit_tests(core FILES ${core_unit_tests} PROGRAMS ${core_programs}
                      LIBRARIES synthnet-program synthnet-packet synthnet-core)
  if(bridge_unit_tests)
    synthnet_unit_tests(bridge FILES ${bridge_unit_tests} LIBRARIES synthnet-bridge ${ZMQ_LIBRARY})
  endif()
  if(torch_unit_tests)
    synthnet_unit_tests(torch FILES ${torch_unit_tests} PROGRAMS ${torch_programs}
                        LIBRARIES synthnet-program synthnet-torch ${TORCH_LIBRARIES})
    target_include_directories(synthnet-torch-tests PRIVATE model/timegan)
    target_include_directories(synthnet-torch-tests SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
  endif()
  if(ns3_unit_tests)
    synthnet_unit_tests(unit FILES ${ns3_unit_tests} ${bridge_ns3_unit_tests} PROGRAMS ${ns3_programs}
                        LIBRARIES synthnet synthnet-packet)
    if(bridge_ns3_unit_tests)
      target_link_libraries(synthnet-unit-tests PRIVATE ${ZMQ_LIBRARY})
    endif()
  endif()
  if(ns3_test_suites)
    add_executable(synthnet-test-runner test/test-runner.cc ${ns3_test_suites})
    target_compile_options(synthnet-test-runner PRIVATE ${test_optimization})
    target_link_libraries(synthnet-test-runner PRIVATE synthnet synthnet-capture-source)
    if(TARGET synthnet-source)
      target_link_libraries(synthnet-test-runner PRIVATE synthnet-source)
    endif()
    foreach(file ${ns3_test_suites}) # each in a process of its own, as ns-3.43's runner demands
      file(STRINGS ${file} suites REGEX "^SentenceSuite ")
      foreach(suite ${suites})
        string(REGEX REPLACE "^[^\"]*\"([^\"]*)\".*" "\\1" suite "${suite}")
        add_test(NAME ${suite} COMMAND synthnet-test-runner --suite=${suite} --verbose)
      endforeach()
    endforeach()
  endif()
endif()

if(SYNTHNET_BENCH)
  foreach(bench ${core_benchmarks})
    add_executable(${bench} test/bench/${bench}.cc)
    target_link_libraries(${bench} PRIVATE synthnet-packet synthnet-core benchmark::benchmark)
  endforeach()
  foreach(bench ${benchmarks})
    add_executable(${bench} test/bench/${bench}.cc)
    target_link_libraries(${bench} PRIVATE synthnet synthnet-program benchmark::benchmark)
  endforeach()
  if(TARGET bench-replay)
    target_link_libraries(bench-replay PRIVATE synthnet-capture-source)
  endif()
  foreach(bench ${bridge_benchmarks})
    add_executable(${bench} test/bench/${bench}.cc)
    target_link_libraries(${bench} PRIVATE synthnet synthnet-program ${ZMQ_LIBRARY})
  endforeach()
  foreach(bench ${torch_benchmarks})
    add_executable(${bench} test/bench/${bench}.cc)
    target_link_libraries(${bench} PRIVATE synthnet-torch synthnet-program)
  endforeach()
endif()

# A fuzz target test/fuzz/NAME.cc links only `core` and the parsers that know no ns-3.
if(SYNTHNET_FUZZ AND fuzz_targets)
  add_library(synthnet-fuzz-parsers STATIC ${fuzz_parsers})
  target_link_libraries(synthnet-fuzz-parsers PUBLIC synthnet-packet synthnet-core
                                                     pugixml::pugixml)
  foreach(target ${fuzz_targets})
    add_executable(${target} test/fuzz/${target}.cc)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${target} PRIVATE synthnet-fuzz-parsers)
  endforeach()
  foreach(target ${bridge_fuzz_targets})
    add_executable(${target} test/fuzz/${target}.cc)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${target} PRIVATE synthnet-bridge)
  endforeach()
endif()
