# Finds an installed ns-3; also part of the installed package, for those who link synthnet.
# Sets synthnet_ns3_problem to one line when ns-3 cannot be used, else to nothing.
#
# ns-3's exported targets name files of packages that Debian's libns3-dev does not depend on, and
# CMake stops with a page of text when one is missing. So they are looked at before they are loaded.

set(synthnet_ns3_problem "")
find_path(SYNTHNET_NS3_CONFIG ns3Config.cmake
          HINTS ${ns3_DIR} ${CMAKE_PREFIX_PATH} $ENV{CMAKE_PREFIX_PATH}
          PATHS /usr/local /usr
          PATH_SUFFIXES lib/${CMAKE_LIBRARY_ARCHITECTURE}/cmake/ns3 lib/cmake/ns3 lib64/cmake/ns3
          NO_CACHE)
if(NOT SYNTHNET_NS3_CONFIG)
  set(synthnet_ns3_problem "ns-3 is missing: apt-get install libns3-dev")
else()
  # Where the targets file expands ${_IMPORT_PREFIX} to: the folder that holds lib/.
  string(REGEX REPLACE "/lib(64)?/.*" "" synthnet_ns3_prefix "${SYNTHNET_NS3_CONFIG}")
  file(GLOB synthnet_ns3_files ${SYNTHNET_NS3_CONFIG}/ns3Targets*.cmake)
  foreach(file ${synthnet_ns3_files})
    file(READ ${file} synthnet_ns3_text)
    string(REPLACE "\${_IMPORT_PREFIX}" "${synthnet_ns3_prefix}" synthnet_ns3_text
                   "${synthnet_ns3_text}")
    string(REGEX MATCHALL "/[^;\" ]*(\\.so[.0-9]*|/libexec/[^;\" ]*)" synthnet_ns3_needs
                          "${synthnet_ns3_text}")
    list(REMOVE_DUPLICATES synthnet_ns3_needs)
    foreach(need ${synthnet_ns3_needs})
      if(EXISTS ${need} OR synthnet_ns3_problem)
        continue()
      endif()
      set(synthnet_ns3_package "the package that holds it")
      foreach(known "/libexec/=ns3" "/libgsl=libgsl-dev" "/libsqlite3=libsqlite3-dev"
                    "/libxml2=libxml2-dev")
        string(REGEX REPLACE "=.*" "" pattern ${known})
        if(need MATCHES ${pattern})
          string(REGEX REPLACE ".*=" "" synthnet_ns3_package ${known})
        endif()
      endforeach()
      set(synthnet_ns3_problem
          "${need}, which ns-3's CMake targets name, is missing: apt-get install ${synthnet_ns3_package}")
    endforeach()
  endforeach()
endif()

if(NOT synthnet_ns3_problem)
  find_package(ns3 QUIET CONFIG PATHS ${SYNTHNET_NS3_CONFIG} NO_DEFAULT_PATH)
  if(NOT ns3_FOUND)
    set(synthnet_ns3_problem "ns-3 in ${SYNTHNET_NS3_CONFIG} cannot be used")
  elseif(ns3_VERSION VERSION_LESS 3.37)
    set(synthnet_ns3_problem "ns-3 ${ns3_VERSION} is too old, expected 3.37 or later")
  endif()
  # The targets also name include folders of the machine that built the package, Python's for one.
  get_property(synthnet_ns3_targets DIRECTORY PROPERTY IMPORTED_TARGETS)
  list(FILTER synthnet_ns3_targets INCLUDE REGEX "^ns3::")
  foreach(target ${synthnet_ns3_targets})
    get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
    set(existing "")
    foreach(folder ${folders})
      if(IS_DIRECTORY ${folder})
        list(APPEND existing ${folder})
      endif()
    endforeach()
    set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${existing}")
  endforeach()
endif()
