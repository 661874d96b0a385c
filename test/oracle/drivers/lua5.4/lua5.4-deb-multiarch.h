/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What the Debian package's build would have generated: the name of the folder
 * for Lua's C modules. The script loads none. */
#define DEB_HOST_MULTIARCH "x86_64-linux-gnu"
