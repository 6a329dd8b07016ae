// Put before the C library by LD_PRELOAD, makes one call fail: HEED_FAIL="write 3" the third write, "malloc 3+" the
// third allocation and all after it, "kill 3" ends the process at its third call of whatever stands below but memory,
// and "short 1+" lets each write take one byte only.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
}

namespace {

char wanted[16] = "";
long calls_left = 0;
bool for_good = false;

__attribute__((constructor)) void read_wish() {
  const char* wish = std::getenv("HEED_FAIL");
  char more = '\0';
  if (wish == nullptr || std::sscanf(wish, "%15s %ld%c", wanted, &calls_left, &more) < 2) wanted[0] = '\0';
  for_good = more == '+';
}

bool is_due(const char* name) {
  if (std::strcmp(wanted, name) != 0) return false;
  --calls_left;
  return calls_left == 0 || (for_good && calls_left < 0);
}

bool fails(const char* name, int reason) {
  if (is_due("kill")) raise(SIGKILL);
  if (!is_due(name)) return false;
  errno = reason;
  return true;
}

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  if (fails("write", ENOSPC)) return -1;
  if (fails("interrupt", EINTR)) return -1;
  if (is_due("short") && count > 1) count = 1;
  return real<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, count);
}

ssize_t read(int descriptor, void* bytes, size_t count) {
  if (fails("read", EIO)) return -1;
  if (fails("interrupt", EINTR)) return -1;
  return real<ssize_t(int, void*, size_t)>("read")(descriptor, bytes, count);
}

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (fails("open", EMFILE)) return -1;
  return real<int(const char*, int, ...)>("open")(path, flags, mode);
}

int mkstemp(char* path) {
  if (fails("open", EMFILE)) return -1;
  return real<int(char*)>("mkstemp")(path);
}

int fsync(int descriptor) {
  if (fails("fsync", EIO)) return -1;
  return real<int(int)>("fsync")(descriptor);
}

int close(int descriptor) {
  const bool failed = fails("close", EIO);
  const int result = real<int(int)>("close")(descriptor);
  return failed ? (errno = EIO, -1) : result;
}

int rename(const char* from, const char* to) {
  if (fails("rename", EACCES)) return -1;
  return real<int(const char*, const char*)>("rename")(from, to);
}

void* malloc(size_t size) {
  if (is_due("malloc")) return errno = ENOMEM, nullptr;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  if (is_due("malloc")) return errno = ENOMEM, nullptr;
  return __libc_calloc(count, size);
}

void* realloc(void* block, size_t size) {
  if (is_due("malloc")) return errno = ENOMEM, nullptr;
  return __libc_realloc(block, size);
}
}
