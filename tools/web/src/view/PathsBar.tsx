// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What flame graph and call tree start from, and which way they go.
import type { ComponentChildren } from 'preact';
import type { Granularity } from '../aggregate';
import { useKey } from '../hooks';
import { Segments } from '../part/Controls';
import type { Report } from '../report';
import { go, type State } from '../state';

export function PathsBar({ report, state, from, children }: {
  report: Report; state: State; from?: { by: Granularity; key: number }; children?: ComponentChildren;
}) {
  const setWay = (way: string) => go({ way: way as State['way'], zoom: '' });
  useKey((event) => {
    if (event.key === 'c') setWay(state.way === 'callees' ? 'callers' : 'callees');
    else if (event.key === 'i') go({ up: state.up === 'icicle' ? 'flame' : 'icicle' }, true);
  });
  const place = from && report.describe(from.by, from.key);
  return (
    <div class="toolbar">
      <Segments label="Direction" value={state.way} onChoose={setWay}
        choices={[{ value: 'callees', text: 'Callees', title: 'From the start of each thread to the allocations (c)' },
          { value: 'callers', text: 'Callers', title: 'From the allocations to what called them (c)' }]} />
      {place && <span class="chip" title={place.full}><span class="clip"><b class="mono">{place.name}</b> {place.place}</span>
        <button aria-label="Everything" title="Back to everything" onClick={() => go({ root: '', zoom: '' })}>×</button></span>}
      {children}
    </div>);
}
