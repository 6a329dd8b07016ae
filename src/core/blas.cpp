// The Fortran names that Armadillo calls, forwarded to OpenBLAS, which is loaded when the first large
// product asks for it: linked directly it would cost every run its start-up (threads, kernels, 30 MB).
// Its own threads are not wanted: heed spreads the rows, and theirs would spin beside ours while they wait.
#include "core/error.hpp"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <thread>

namespace {

/// Where OpenBLAS gets no room for the buffers of a thread, it asks again and again; so heed asks first, once.
void require_room_for_buffers() {
  constexpr std::size_t buffer = std::size_t{1} << 27;
  const std::size_t bytes = buffer * std::max(1u, std::thread::hardware_concurrency());
  void* const room = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) throw std::bad_alloc();
  munmap(room, bytes);
}

void* openblas(const char* symbol) {
  static void* const library = [] {
    require_room_for_buffers();
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    return dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  }();
  if (library == nullptr) {
    heed::fail(heed::Exit::io, "large products need OpenBLAS, which cannot be loaded: apt-get install libopenblas0");
  }
  void* const function = dlsym(library, symbol);
  heed::expect(function != nullptr, "OpenBLAS lacks a routine");
  return function;
}

}  // namespace

#define HEED_FORWARD(result, name, parameters, arguments)                                \
  extern "C" result name parameters {                                                    \
    static const auto routine = reinterpret_cast<result(*) parameters>(openblas(#name)); \
    return routine arguments;                                                            \
  }

using Text = const char*;
using Count = const int*;
using In = const double*;
using Out = double*;

HEED_FORWARD(double, ddot_, (Count n, In x, Count incx, In y, Count incy), (n, x, incx, y, incy))
HEED_FORWARD(void, dgemm_,
             (Text ta, Text tb, Count m, Count n, Count k, In alpha, In a, Count lda, In b, Count ldb, In beta, Out c,
              Count ldc),
             (ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
HEED_FORWARD(void, dgemv_,
             (Text t, Count m, Count n, In alpha, In a, Count lda, In x, Count incx, In beta, Out y, Count incy),
             (t, m, n, alpha, a, lda, x, incx, beta, y, incy))
HEED_FORWARD(void, dsyrk_,
             (Text uplo, Text trans, Count n, Count k, In alpha, In a, Count lda, In beta, Out c, Count ldc),
             (uplo, trans, n, k, alpha, a, lda, beta, c, ldc))
