# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds the page at build time: `cmake -D… -P build.cmake`. NPM, SOURCE, BUILD
# (a folder for packages and output) and REQUIRED are given. If not REQUIRED, a
# page whose packages cannot be fetched becomes an empty file, which `allocsites report`
# tells from a page: the rest of the project needs neither npm nor a network.
set(page ${BUILD}/dist/index.html)

function(give_up what output)
  string(STRIP "${output}" output)
  if(REQUIRED)
    message(FATAL_ERROR "${what}:\n${output}")
  endif()
  string(REGEX MATCH "[^\n]+" line "${output}")
  message(NOTICE "note: built without the browser report: ${what} (${line}). "
    "`./dev build` tries again.")
  file(WRITE ${page} "")
endfunction()

# Node finds packages above a source file, so the sources go to the packages.
file(REMOVE_RECURSE ${BUILD}/src)
file(COPY ${SOURCE}/src ${SOURCE}/index.html ${SOURCE}/package.json
  ${SOURCE}/package-lock.json ${SOURCE}/tsconfig.json ${SOURCE}/vite.config.ts
  DESTINATION ${BUILD})

file(SHA256 ${BUILD}/package-lock.json lock)
set(stamp ${BUILD}/node_modules/.allocsites-lock)
set(installed "")
if(EXISTS ${stamp})
  file(READ ${stamp} installed)
endif()
if(NOT installed STREQUAL lock)
  execute_process(WORKING_DIRECTORY ${BUILD}
    COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error --prefer-offline
      --fetch-retries=2 --fetch-retry-mintimeout=1000
      --fetch-retry-maxtimeout=4000
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    give_up("npm could not fetch its packages" "${output}")
    return()
  endif()
  file(WRITE ${stamp} ${lock})
endif()

foreach(step IN ITEMS check build)
  execute_process(WORKING_DIRECTORY ${BUILD}
    COMMAND ${NPM} run --silent ${step}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "the page's sources do not build:\n${output}")
  endif()
endforeach()
file(TOUCH ${page})
