# contrib/synthnet in an ns-3 source tree: one library, its programs as examples, its test suites.

build_lib(
  LIBNAME synthnet
  SOURCE_FILES ${all_core_sources} ${all_ns3_sources}
  HEADER_FILES ${all_core_headers} ${all_ns3_headers}
  LIBRARIES_TO_LINK ${ns3_tree_libraries} Eigen3::Eigen pugixml::pugixml
                    nlohmann_json::nlohmann_json
  TEST_SOURCES ${ns3_test_suites}
)
# build_lib links what is not ns-3 privately, but our headers include Eigen's.
target_link_libraries(${libsynthnet} PUBLIC Eigen3::Eigen)

# build_lib_example leaves out an example, without a word, that links anything but ns-3 modules;
# so the rest is linked afterwards.
if(ENABLE_EXAMPLES)
  foreach(program ${core_programs} ${ns3_programs})
    build_lib_example(
      NAME ${program}
      SOURCE_FILES examples/${program}.cc ${program_support}
      LIBRARIES_TO_LINK ${libsynthnet}
    )
    if(TARGET ${program})
      target_include_directories(${program} PRIVATE examples/support)
      target_link_libraries(${program} Boost::program_options nlohmann_json::nlohmann_json)
    endif()
  endforeach()
endif()
