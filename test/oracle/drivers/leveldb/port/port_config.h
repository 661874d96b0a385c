// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What LevelDB's build would have generated: everything is set by -D.
