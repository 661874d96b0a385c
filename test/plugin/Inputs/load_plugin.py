# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Load a pass plugin as a compiler without LLVM symbols would, call what it would
call, and print what the plugin says of itself."""
import ctypes
import sys


class PluginInfo(ctypes.Structure):
    """llvm::PassPluginLibraryInfo until LLVM 21."""
    Register = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    _fields_ = [("api_version", ctypes.c_uint32), ("name", ctypes.c_char_p),
                ("version", ctypes.c_char_p), ("register", Register)]


plugin = ctypes.CDLL(sys.argv[1])
plugin.llvmGetPassPluginInfo.restype = PluginInfo
info = plugin.llvmGetPassPluginInfo()
info.register(None)
print(info.api_version, info.name.decode(), info.version.decode())
