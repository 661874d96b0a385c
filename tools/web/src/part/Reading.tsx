// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In the place of what has not come yet.
export const Reading = () => <div class="loading"><i /><span>Reading the profile…</span></div>;
