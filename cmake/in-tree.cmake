# contrib/synthnet in an ns-3 source tree: one library, its examples, its test suites.

set(tree_libraries)
foreach(module ${ns3_modules})
  list(APPEND tree_libraries ${lib${module}})
endforeach()

set(include_option)
build_lib(
  LIBNAME synthnet
  SOURCE_FILES ${all_core_sources} ${all_ns3_sources}
  HEADER_FILES ${all_core_headers} ${all_ns3_headers}
  LIBRARIES_TO_LINK ${tree_libraries} Eigen3::Eigen pugixml::pugixml nlohmann_json::nlohmann_json
  TEST_SOURCES ${ns3_test_suites}
)

# Relative to the module; ns-3 looks for examples in the folder of the calling CMakeLists.txt.
foreach(program ${core_programs} ${ns3_programs})
  build_lib_example(
    NAME ${program}
    SOURCE_FILES examples/${program}.cc ${program_support}
    LIBRARIES_TO_LINK ${libsynthnet} Boost::program_options nlohmann_json::nlohmann_json
  )
endforeach()
