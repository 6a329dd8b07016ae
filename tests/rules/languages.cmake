# Sentences for the reader stand in lessons/, in every language under the same ids; none stands in src/.
# cmake -DROOT=… -P languages.cmake
cmake_minimum_required(VERSION 3.25)
find_program(GREP grep REQUIRED)
# Chinese characters, U+4000 to U+9FFF, byte by byte.
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${GREP} -rnP "[\\xe4-\\xe9][\\x80-\\xbf]{2}" ${ROOT}/src
  OUTPUT_VARIABLE lines RESULT_VARIABLE status)
if(status EQUAL 0)
  message(SEND_ERROR "words in src/ that belong in lessons/:\n${lines}")
elseif(NOT status EQUAL 1)
  message(SEND_ERROR "src/ could not be searched")
endif()

file(GLOB_RECURSE english RELATIVE ${ROOT}/lessons/en ${ROOT}/lessons/en/*)
file(GLOB_RECURSE chinese RELATIVE ${ROOT}/lessons/zh ${ROOT}/lessons/zh/*)
if(NOT english STREQUAL chinese)
  message(SEND_ERROR "lessons/en holds ${english}\nlessons/zh holds ${chinese}")
endif()
