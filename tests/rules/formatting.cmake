# Every C++ file is as clang-format writes it.
# cmake -DROOT=… -P formatting.cmake
cmake_minimum_required(VERSION 3.25)
find_program(CLANG_FORMAT NAMES clang-format clang-format-14)
if(NOT CLANG_FORMAT)
  message("skipped: there is no clang-format")
  return()
endif()
file(GLOB_RECURSE files ${ROOT}/src/*.hpp ${ROOT}/src/*.cpp ${ROOT}/tests/*.hpp ${ROOT}/tests/*.cpp)
execute_process(COMMAND ${CLANG_FORMAT} --dry-run --Werror ${files} RESULT_VARIABLE status ERROR_VARIABLE complaints)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "clang-format -i would change:\n${complaints}")
endif()
