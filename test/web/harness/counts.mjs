// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reporter for node:test: what passed, failed and was skipped, as JSON.
export default async function* counts(events) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:pass') tally[data.skip === undefined ? 'passed' : 'skipped']++;
    else if (type === 'test:fail') tally.failed++;
  }
  yield JSON.stringify(tally);
}
