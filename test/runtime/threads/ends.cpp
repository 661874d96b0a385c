// Intent: however threads end, nothing is lost: pthread_exit, destructors of
// thread-locals and of pthread keys that allocate, threads that still run at
// exit, and the process going on after its main thread has ended.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-cxx -O1 -pthread %s -o %t/plain
// RUN: %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: for how in exit keys locals detached main; do \
// RUN:   %same %t/plain %t/p %t/$how.allocs $how && %expect %s %t/$how.allocs --only $how || exit 1; \
// RUN: done
#include <cstdlib>
#include <cstring>
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>
static void *volatile Sink;
static pthread_key_t Key;
struct Local {
  ~Local() {
    for (int I = 0; I < 5; ++I)
      Sink = malloc(1); // allocs locals: 50
  }
  int Used = 0;
};
static void onKey(void *Count) {
  Sink = malloc(2); // allocs keys: 30
  long Left = reinterpret_cast<long>(Count) - 1;
  if (Left)
    pthread_setspecific(Key, reinterpret_cast<void *>(Left));
}
static sem_t Ready;
template <class F> static void threads(int Count, bool Join, F Work) {
  for (int T = 0; T < Count; ++T) {
    pthread_t Thread;
    auto Run = [](void *) -> void * {
      F()();
      return nullptr;
    };
    pthread_create(&Thread, nullptr, Run, nullptr); // allocs: some
    if (Join)
      pthread_join(Thread, nullptr);
    else
      pthread_detach(Thread);
  }
}
struct Exits {
  __attribute__((noinline)) static void deep() {
    Sink = malloc(3);      // allocs exit: 10
    pthread_exit(nullptr); // allocs exit: some
  }
  void operator()() { deep(); }
};
struct Keys {
  void operator()() { pthread_setspecific(Key, reinterpret_cast<void *>(3L)); }
};
struct Locals {
  void operator()() {
    static thread_local Local Mine; // allocs locals: some
    Mine.Used = 1;
  }
};
struct Waits {
  void operator()() {
    Sink = malloc(4); // allocs detached: 10
    sem_post(&Ready);
    for (;;)
      pause();
  }
};
struct Last {
  void operator()() {
    pthread_join(Main, nullptr);
    Sink = malloc(5); // allocs main: 1
    exit(9);
  }
  static pthread_t Main;
};
pthread_t Last::Main;
int main(int, char **Argv) {
  const char *How = Argv[1];
  if (!strcmp(How, "exit"))
    threads(10, true, Exits());
  if (!strcmp(How, "keys")) {
    pthread_key_create(&Key, onKey);
    threads(10, true, Keys());
  }
  if (!strcmp(How, "locals"))
    threads(10, true, Locals());
  if (!strcmp(How, "detached")) {
    threads(10, false, Waits());
    for (int T = 0; T < 10; ++T)
      sem_wait(&Ready);
  }
  if (!strcmp(How, "main")) {
    Last::Main = pthread_self();
    threads(1, false, Last());
    pthread_exit(nullptr); // allocs main: some
  }
}
