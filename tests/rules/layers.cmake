# Who may include whom: a room sees only those listed with it, and a library only the files that stand for it.
# cmake -DROOT=… -P layers.cmake
cmake_minimum_required(VERSION 3.25)
set(core core)
set(sample core sample)
set(attention core sample attention)
set(document core document)
set(render core document render)
set(demo core sample attention document demo)
set(note core sample attention document note)
set(tutor core sample attention document tutor)
set(lesson core sample attention document demo tutor lesson)
set(command core sample attention document render demo note tutor lesson command)
# Readings of a trace and the lessons write numbers, and one formatter writes all numbers.
set(exceptions "src/document/narrator.cpp: #include \"render/number.hpp\""
  "src/lesson/reference.cpp: #include \"render/number.hpp\"" "src/lesson/question.cpp: #include \"render/number.hpp\"")

set(libraries armadillo CLI/ utf8proc dlfcn md4c)
set(armadillo src/core/matrix.cpp)
set(CLI/ src/command/cli.cpp)
set(utf8proc src/render/width.cpp src/note/note.cpp)  # measured there, refused here
set(dlfcn src/core/blas.cpp)
set(md4c src/lesson/markdown.cpp)

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/src/*.hpp ${ROOT}/src/*.cpp)
foreach(file ${files})
  file(STRINGS ${ROOT}/${file} includes REGEX "^#include")
  string(REGEX REPLACE "^src/([a-z]+)/.*" "\\1" room ${file})
  foreach(include ${includes})
    if(NOT file STREQUAL src/main.cpp AND include MATCHES "\"([a-z]+)/" AND NOT CMAKE_MATCH_1 IN_LIST ${room}
       AND NOT "${file}: ${include}" IN_LIST exceptions)
      message(SEND_ERROR "${file}: ${include}: ${room} may include only ${${room}}")
    endif()
    foreach(library ${libraries})
      if(include MATCHES "<${library}" AND NOT file IN_LIST ${library})
        message(SEND_ERROR "${file}: ${include}: only ${${library}} may")
      endif()
    endforeach()
  endforeach()
  file(READ ${ROOT}/${file} text)
  if(text MATCHES "(getenv|isatty|std::cout|std::cerr|exit\\()" AND NOT file STREQUAL src/main.cpp)
    message(SEND_ERROR "${file}: ${CMAKE_MATCH_1}: only src/main.cpp touches the process")
  endif()
endforeach()
