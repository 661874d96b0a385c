# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# lit configuration of all suites below test/. Works on the source folder:
#
#   python3 /usr/lib/llvm-19/build/utils/lit/lit.py test/plugin \
#       --param build=build --param llvm=16
#
# Parameters: build (the build folder, default build/), llvm (the LLVM whose
# compiler and `opt` are tried, default 19), cxxlib (libstdc++, the default, or
# libc++: what %instrument-cxx builds with). Substitutions are listed below.
# See also: run.py, which runs all suites with all compilers.

import glob
import os
import re
import shutil

import lit.formats

test_dir = os.path.dirname(os.path.abspath(__file__))
source_dir = os.path.dirname(test_dir)

main_llvm = "19"
llvm = lit_config.params.get("llvm", main_llvm)
build_dir = os.path.abspath(
    lit_config.params.get("build", os.path.join(source_dir, "build")))
llvm_bin = f"/usr/lib/llvm-{llvm}/bin"
main_llvm_bin = f"/usr/lib/llvm-{main_llvm}/bin"
if llvm_prefix := lit_config.params.get("llvm_prefix"):
    llvm_bin = main_llvm_bin = os.path.join(llvm_prefix, "bin")

cxxlib = lit_config.params.get("cxxlib", "libstdc++")
variant = f"llvm{llvm}" + ("-libc++" if cxxlib == "libc++" else "")

config.name = f"allocsites-{variant}"
config.test_format = lit.formats.ShTest(execute_external=True)
# Only C++ programs differ by the C++ library.
config.suffixes = ([".cpp"] if cxxlib == "libc++"
                   else [".ll", ".c", ".cpp", ".test"])
# For lit.local.cfg files.
config.build_dir, config.llvm_bin = build_dir, llvm_bin
config.source_dir = source_dir
config.excludes = ["Inputs", "CMakeLists.txt", "bench", "demo", "oracle", "unit", "walkthrough", "web"]
config.test_source_root = test_dir
config.test_exec_root = os.path.join(build_dir, "test", f"lit-{variant}")

lib_dir = os.path.join(build_dir, "lib")
bin_dir = os.path.join(build_dir, "bin")
# One file for all: it loads the implementation for the compiler's LLVM.
plugin = os.path.join(lib_dir, "AllocSites.so")
if not os.path.exists(plugin):
    lit_config.warning(f"{plugin} is not there; run ./dev build")

# Tests must not depend on what the person's environment asks for.
config.environment = {
    # Its end: where every clang finds lld, for -fuse-ld=lld.
    "PATH": os.environ["PATH"] + os.pathsep + main_llvm_bin,
    "LC_ALL": "C",
    "HOME": config.test_exec_root,
}
if "TMPDIR" in os.environ:
    config.environment["TMPDIR"] = os.environ["TMPDIR"]

adapters_dir = os.path.join(source_dir, "adapters")
framework = (f"{llvm_bin}/clang++ -std=c++17 -g -fpass-plugin={plugin}"
             f" -Wall -Wextra -Werror -I{source_dir}/runtime/include"
             f" -I{adapters_dir}/include"
             f" -L{lib_dir} -Wl,-rpath,{lib_dir} -lallocsites_rt")

substitutions = {
    # The LLVM under test.
    "%opt": f"{llvm_bin}/opt",
    "%clang": f"{llvm_bin}/clang",
    "%clangxx": f"{llvm_bin}/clang++",
    "%clang++": f"{llvm_bin}/clang++",
    "%llvm_bin": llvm_bin,
    "%llvm_version": llvm,
    # The product.
    "%plugin": plugin,
    "%runtime_dir": lib_dir,
    "%include_dir": os.path.join(source_dir, "runtime", "include"),
    "%bin_dir": bin_dir,
    "%build_dir": build_dir,
    "%allocsites": f"{bin_dir}/allocsites",
    "%allocsites-clang": f"{bin_dir}/allocsites-clang",
    "%allocsites-clang++": f"{bin_dir}/allocsites-clang++",
    "%mkprofile": f"python3 {os.path.join(test_dir, 'tools', 'mkprofile.py')}",
    # Compile a C++ or C program with everything: add sources, -o and -O.
    "%cxxlib": cxxlib,
    "%instrument-cxx": f"{llvm_bin}/clang++ -stdlib={cxxlib} -std=c++20 -g"
                       f" -fpass-plugin={plugin}"
                       f" -L{lib_dir} -Wl,-rpath,{lib_dir} -lallocsites_rt",
    "%instrument-c": f"{llvm_bin}/clang -g -fpass-plugin={plugin}"
                     f" -L{lib_dir} -Wl,-rpath,{lib_dir} -lallocsites_rt",
    # The same for programs that use a framework: see adapters/.
    "%adapters": adapters_dir,
    "%instrument-benchmark": f"{framework}"
                             f" {adapters_dir}/benchmark/GoogleBenchmark.cpp"
                             f" @{adapters_dir}/benchmark/wrap.rsp"
                             f" -lbenchmark",
    "%instrument-gtest": f"{framework} {adapters_dir}/tests/GoogleTest.cpp"
                         f" -lgtest_main -lgtest",
    "%instrument-catch2": f"{framework} {adapters_dir}/tests/Catch2.cpp",
    "%instrument-doctest": f"{framework} {adapters_dir}/tests/doctest.cpp",
    # The same without us.
    "%plain-cxx": f"{llvm_bin}/clang++ -stdlib={cxxlib} -std=c++20 -g",
    "%plain-c": f"{llvm_bin}/clang -g",
    # Compares profiles with the marks in a source: add both.
    "%expect": f"python3 {os.path.join(test_dir, 'e2e', 'Inputs', 'expect.py')}"
               f" --only {cxxlib} {bin_dir}/allocsites",
    # Compares the behaviour of both builds.
    "%same": "python3 " + os.path.join(test_dir, "runtime", "Inputs", "same.py"),
    # Packages from npm: see ./dev.
    "%node_modules": os.path.join(build_dir, "test", "npm", "node_modules"),
    # The means.
    "%FileCheck": f"{main_llvm_bin}/FileCheck",
    "%lld": f"{main_llvm_bin}/ld.lld",
    "%split-file": f"{main_llvm_bin}/split-file",
    "%not": f"{main_llvm_bin}/not",
    "%python": "python3",
}
# Whole words only, so that %clang leaves %clangxx alone.
config.substitutions = [(re.escape(name) + r"(?![\w+-])", value)
                        for name, value in substitutions.items()]

config.available_features.add(f"llvm-{llvm}")
config.available_features.add("llvm-at-least-16")
if int(llvm) >= 19:
    config.available_features.add("llvm-at-least-19")
if os.path.exists(os.path.join(build_dir, "test", "npm", "installed")):
    config.available_features.add("npm-packages")
if os.path.exists(f"/usr/lib/llvm-{llvm}/include/c++/v1/vector"):
    config.available_features.add("libc++")
# Tests that mount a small file system, or start set-user-id programs.
if os.geteuid() == 0:
    config.available_features.add("root")
    import subprocess
    if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
                      capture_output=True).returncode == 0:
        config.available_features.add("mount")

# Allocators to be used instead of the C library's.
allocators = [path for name in ("libjemalloc.so.2", "libtcmalloc_minimal.so.4",
                                "libmimalloc.so.2.0")
              for path in glob.glob(f"/usr/lib/*/{name}")]
if len(allocators) == 3:
    config.available_features.add("allocators")
config.substitutions.append((r"%allocators\b", " ".join(allocators)))

# The same to be linked into programs; libmimalloc-dev has no archive.
archives = [path for name in ("libjemalloc.a", "libtcmalloc_minimal.a")
            for path in glob.glob(f"/usr/lib/*/{name}")]
if len(archives) == 2:
    config.available_features.add("allocator-archives")
config.substitutions.append((r"%allocator_archives\b", " ".join(archives)))

# Shells and readers that not everybody has.
for program in ("zsh", "fish", "groff", "mandoc", "shellcheck", "meson", "ccache"):
    if shutil.which(program):
        config.available_features.add(program)
if all(map(shutil.which, ("autoreconf", "automake"))):
    config.available_features.add("autotools")

if glob.glob("/usr/lib/*/libboost_context.a") and cxxlib == "libstdc++":
    config.available_features.add("boost-context")

# Libraries with rules of their own for kinds, test frameworks; their headers tell.
llvm_include = os.path.join(os.path.dirname(main_llvm_bin), "include")
config.substitutions.append((r"%llvm_include\b", llvm_include))
for feature, header in {
        "nlohmann": "/usr/include/nlohmann/json.hpp",
        "fmt": "/usr/include/fmt/format.h",
        "abseil": "/usr/include/absl/container/flat_hash_map.h",
        "boost": "/usr/include/boost/container/vector.hpp",
        "eigen": "/usr/include/eigen3/Eigen/Dense",
        "catch2": "/usr/include/catch2/catch.hpp",
        "python-dev": "/usr/include/python3.11/Python.h",
        "doctest": "/usr/include/doctest/doctest.h",
        "llvm-dev": os.path.join(llvm_include, "llvm/ADT/SmallVector.h")}.items():
    # They are built against libstdc++.
    if os.path.exists(header) and cxxlib == "libstdc++":
        config.available_features.add(feature)
