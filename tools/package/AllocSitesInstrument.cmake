# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What instrumenting a target means: flags of the compiler and of the linker.
# Part of the package; see AllocSitesConfig.cmake.

# Sets RESULT to the versions of Clang that there is a plugin for, and
# RESULT_fits to whether the compiler of LANGUAGE is one of them.
function(_allocsites_versions language result)
  string(REGEX MATCH "^[0-9]+" version "${CMAKE_${language}_COMPILER_VERSION}")
  file(GLOB plugins RELATIVE "${ALLOCSITES_LIBRARY_DIR}/allocsites"
    "${ALLOCSITES_LIBRARY_DIR}/allocsites/AllocSites-llvm*.so")
  string(REGEX REPLACE "AllocSites-llvm|\\.so" "" versions "${plugins}")
  set(fits OFF)
  if(CMAKE_${language}_COMPILER_ID STREQUAL "Clang" AND
     version IN_LIST versions)
    set(fits ON)
  endif()
  list(SORT versions COMPARE NATURAL)
  list(JOIN versions " or " versions)
  set(${result} "${versions}" PARENT_SCOPE)
  set(${result}_fits ${fits} PARENT_SCOPE)
endfunction()

# Ends the configuration unless there is a plugin for the compiler of LANGUAGE.
function(_allocsites_check_compiler language)
  _allocsites_versions(${language} versions)
  if(versions_fits)
    return()
  endif()
  message(FATAL_ERROR "AllocSites instruments with Clang ${versions}, and the "
    "compiler of this project is ${CMAKE_${language}_COMPILER} "
    "(${CMAKE_${language}_COMPILER_ID} ${CMAKE_${language}_COMPILER_VERSION}). "
    "Configure a new build folder with -DCMAKE_${language}_COMPILER=, or leave AllocSites out.")
endfunction()

# Sets RESULT to the compiler's flags: the plugin, and debug information if none
# is asked for.
function(_allocsites_compile_options result)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  set(options)
  foreach(language IN ITEMS C CXX)
    if(NOT language IN_LIST languages)
      continue()
    endif()
    _allocsites_check_compiler(${language})
    list(APPEND options
      "$<$<COMPILE_LANGUAGE:${language}>:-fpass-plugin=${ALLOCSITES_PLUGIN}>")
    if(CMAKE_${language}_FLAGS MATCHES "(^| )-g")
      continue()
    endif()
    set(with_debug)
    foreach(config IN ITEMS Debug RelWithDebInfo ${CMAKE_BUILD_TYPE}
        ${CMAKE_CONFIGURATION_TYPES})
      string(TOUPPER "${config}" upper)
      if(CMAKE_${language}_FLAGS_${upper} MATCHES "(^| )-g")
        list(APPEND with_debug ${config})
      endif()
    endforeach()
    list(REMOVE_DUPLICATES with_debug)
    list(JOIN with_debug "," with_debug)
    set(condition "$<COMPILE_LANGUAGE:${language}>")
    if(with_debug)
      string(APPEND condition ",$<NOT:$<CONFIG:${with_debug}>>")
    endif()
    list(APPEND options "$<$<AND:${condition}>:-g>")
  endforeach()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# Sets RESULT to whether what TARGET (may be empty) is linked into is a static
# program, as far as is known by now.
function(_allocsites_is_static target result)
  set(flags ${CMAKE_EXE_LINKER_FLAGS})
  get_directory_property(options LINK_OPTIONS)
  if(target)
    get_target_property(options ${target} LINK_OPTIONS)
  endif()
  string(JOIN " " flags " ${flags}" ${options} " ")
  set(${result} OFF PARENT_SCOPE)
  if(flags MATCHES " -?-static(-pie)? ")
    set(${result} ON PARENT_SCOPE)
  endif()
endfunction()

# Sets RESULT to the linker's flags: the runtime before all other libraries, so
# that its allocation functions are the ones that everybody finds. In a STATIC
# program the linker has to lead calls there.
function(_allocsites_link_options result static)
  if(static)
    set(${result} "SHELL:\"@${ALLOCSITES_LIBRARY_DIR}/allocsites/static.rsp\" \"${ALLOCSITES_LIBRARY_DIR}/liballocsites_rt_static.a\""
      PARENT_SCOPE)
    return()
  endif()
  set(${result}
    "SHELL:-Wl,--push-state,--no-as-needed \"${ALLOCSITES_RUNTIME}\" -Wl,--pop-state"
    "-Wl,-rpath,${ALLOCSITES_LIBRARY_DIR}" PARENT_SCOPE)
endfunction()

# allocsites_instrument(TARGET...)
#
# The targets' own sources are instrumented, and what they are linked into gets
# the runtime. Libraries that a target uses are instrumented only if they are
# named too; what they allocate counts for the line that called them. -static is
# noticed if the flags or the target have it by now.
function(allocsites_instrument)
  _allocsites_compile_options(compile)
  foreach(target IN LISTS ARGN)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "allocsites_instrument: there is no target "
        "\"${target}\" here; call it behind add_executable or add_library.")
    endif()
    get_target_property(aliased ${target} ALIASED_TARGET)
    if(aliased)
      set(target ${aliased})
    endif()
    get_target_property(imported ${target} IMPORTED)
    get_target_property(type ${target} TYPE)
    if(imported OR type STREQUAL "UTILITY")
      message(FATAL_ERROR "allocsites_instrument: \"${target}\" is not built "
        "by this project, so there is nothing to instrument; name the targets "
        "that use it.")
    endif()
    set(static OFF)
    if(NOT type MATCHES "SHARED_LIBRARY|MODULE_LIBRARY|INTERFACE_LIBRARY")
      _allocsites_is_static(${target} static)
    elseif(type STREQUAL "INTERFACE_LIBRARY")
      _allocsites_is_static("" static)
    endif()
    _allocsites_link_options(link ${static})
    if(type STREQUAL "INTERFACE_LIBRARY")
      target_compile_options(${target} INTERFACE ${compile})
    else()
      target_compile_options(${target} PRIVATE ${compile})
    endif()
    if(type MATCHES "EXECUTABLE|SHARED_LIBRARY|MODULE_LIBRARY")
      target_link_options(${target} PRIVATE ${link})
    endif()
    if(NOT type MATCHES "EXECUTABLE|MODULE_LIBRARY")
      target_link_options(${target} INTERFACE ${link})
    endif()
  endforeach()
endfunction()

# Everything that is added to this directory and those below from now on.
macro(allocsites_instrument_directory)
  _allocsites_compile_options(_allocsites_compile)
  _allocsites_is_static("" _allocsites_static)
  _allocsites_link_options(_allocsites_link ${_allocsites_static})
  add_compile_options(${_allocsites_compile})
  add_link_options(${_allocsites_link})
endmacro()
