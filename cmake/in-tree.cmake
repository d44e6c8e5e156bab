# contrib/synthnet in an ns-3 source tree: one library, its test suites, and, through
# examples/CMakeLists.txt, its programs.

# build_lib compiles in an object library, which sees the include folders of this directory but
# not those of what is linked.
get_target_property(eigen_folder Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
include_directories(SYSTEM ${eigen_folder})

include_directories(SYSTEM ${PCAP_INCLUDE_DIR} ${PNG_INCLUDE_DIRS})

set(torch_libraries)
if(SYNTHNET_TORCH)
  include_directories(SYSTEM ${TORCH_INCLUDE_DIRS})
  set(torch_libraries ${TORCH_LIBRARIES})
endif()

set(bridge_libraries)
if(SYNTHNET_HAS_GYM_BRIDGE)
  include_directories(SYSTEM ${ZMQ_INCLUDE_DIR})
  # Not for the directory: build_lib would publish its include folders, which no build folder may be.
  set_source_files_properties(${all_bridge_sources} PROPERTIES INCLUDE_DIRECTORIES ${proto_folder})
  set(bridge_libraries ${ZMQ_LIBRARY} protobuf::libprotobuf)
endif()

build_lib(
  LIBNAME synthnet
  SOURCE_FILES ${all_core_sources} ${packet_sources} ${packet_private_sources} ${all_bridge_sources} ${all_torch_sources} ${all_ns3_sources}
               ${all_source_sources} ${all_replay_sources}
  HEADER_FILES ${all_core_headers} ${packet_headers} ${all_bridge_headers} ${all_torch_headers}
               ${all_ns3_headers}
  PRIVATE_HEADER_FILES ${all_names_headers} # copied as the others, but not in synthnet-module.h
  LIBRARIES_TO_LINK ${ns3_tree_libraries} pugixml::pugixml ${PCAP_LIBRARY} PNG::PNG
                    ${torch_libraries} ${bridge_libraries}
  TEST_SOURCES ${ns3_test_suites}
)
# Our headers include Eigen's.
target_include_directories(${libsynthnet} SYSTEM INTERFACE ${eigen_folder})
