# contrib/synthnet in an ns-3 source tree: one library, its test suites, and, through
# examples/CMakeLists.txt, its programs.

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
