# contrib/synthnet in an ns-3 source tree: one library, its test suites, and, through
# examples/CMakeLists.txt, its programs.

# build_lib compiles in an object library, which sees the include folders of this directory but
# not those of what is linked.
get_target_property(eigen_folder Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
include_directories(SYSTEM ${eigen_folder})

set(torch_libraries)
if(SYNTHNET_TORCH)
  include_directories(SYSTEM ${TORCH_INCLUDE_DIRS})
  set(torch_libraries ${TORCH_LIBRARIES})
endif()

build_lib(
  LIBNAME synthnet
  SOURCE_FILES ${all_core_sources} ${all_torch_sources} ${all_ns3_sources} ${all_source_sources}
  HEADER_FILES ${all_core_headers} ${all_torch_headers} ${all_ns3_headers}
  LIBRARIES_TO_LINK ${ns3_tree_libraries} pugixml::pugixml ${torch_libraries}
  TEST_SOURCES ${ns3_test_suites}
)
# Our headers include Eigen's.
target_include_directories(${libsynthnet} SYSTEM INTERFACE ${eigen_folder})
