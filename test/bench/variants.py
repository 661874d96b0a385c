# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is compared: ways to build and to run one program."""

import dataclasses
import pathlib

LIBRARIES = pathlib.Path("/usr/lib/x86_64-linux-gnu")
HEAPTRACK = pathlib.Path("/usr/lib/heaptrack/libheaptrack_preload.so")
TCMALLOC = LIBRARIES / "libtcmalloc.so.4"
MEMPROF = pathlib.Path("/usr/lib/llvm-19/lib/clang/19/lib/linux/"
                       "libclang_rt.memprof-x86_64.a")
VALGRIND = pathlib.Path("/usr/bin/valgrind")


@dataclasses.dataclass(frozen=True)
class Variant:
    name: str
    what: str
    build: str = "native"  #: native, sites or memprof
    base: str = "native"   #: variant that the ratio is to
    environment: tuple = ()  #: pairs; {folder} is one for throw-away files
    runner: tuple = ()
    stripped: bool = False  #: of debug information, which not every tool can read
    needs: pathlib.Path = None
    ours: bool = False
    shown: bool = True
    fraction: float = 1  #: of the work: the slower, the less; its base does the same

    def variables(self, folder):
        return {key: value.replace("{folder}", str(folder))
                for key, value in self.environment}


VARIANTS = [
    Variant("native", "the program itself", shown=False),
    Variant("contexts", "AllocSites, exact contexts, live objects not followed "
            "(live=0)", build="sites", ours=True,
            environment=(("ALLOCSITES_FILE", "{folder}/contexts.allocs"),
                         ("ALLOCSITES_OPTIONS", "live=0"))),
    Variant("all", "AllocSites, everything on, as by default", build="sites",
            ours=True, environment=(("ALLOCSITES_FILE", "{folder}/all.allocs"),)),
    Variant("heaptrack", "heaptrack's library preloaded; what it writes is thrown "
            "away, so its interpreter is not in the figure", needs=HEAPTRACK,
            fraction=0.25,
            environment=(("LD_PRELOAD", str(HEAPTRACK)),
                         ("DUMP_HEAPTRACK_OUTPUT", "/dev/null"))),
    Variant("tcmalloc", "tcmalloc preloaded", needs=TCMALLOC, shown=False,
            environment=(("LD_PRELOAD", str(TCMALLOC)),)),
    # It would write a file for each gigabyte allocated: hundreds, in a loop.
    Variant("gperftools", "gperftools' heap profiler, one file at the end, to "
            "tcmalloc alone", base="tcmalloc", needs=TCMALLOC, fraction=0.02,
            environment=(("LD_PRELOAD", str(TCMALLOC)),
                         ("HEAP_PROFILE_ALLOCATION_INTERVAL", "0"),
                         ("HEAP_PROFILE_INUSE_INTERVAL", "0"),
                         ("HEAPPROFILE", "{folder}/gperftools"))),
    Variant("memprof", "LLVM's MemProf (-fmemory-profile)", build="memprof",
            needs=MEMPROF, fraction=0.1,
            environment=(("MEMPROF_OPTIONS", "log_path=/dev/null"),)),
]

#: Only where asked for.
SLOW = [
    Variant("dhat", "valgrind --tool=dhat",
            needs=VALGRIND, fraction=0.05, stripped=True,
            runner=("valgrind", "--tool=dhat", "--dhat-out-file=/dev/null")),
]
