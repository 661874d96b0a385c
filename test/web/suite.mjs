// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All tests of the pages that `allocsites report` makes, in a real browser.
//
// usage: ALLOCSITES_BUILD=build ALLOCSITES_CHROMIUM=/usr/bin/chromium node suite.mjs
//
// See also: ../run.py, which runs this as the suite `web`.
import './tests/views.mjs';
import './tests/advice.mjs';
import './tests/coverage.mjs';
import './tests/diff.mjs';
import './tests/looks.mjs';
import './tests/hostile.mjs';
import './tests/loading.mjs';
import './tests/large.mjs';
