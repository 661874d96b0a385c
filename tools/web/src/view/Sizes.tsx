// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Block sizes, and the rows with the smallest and the largest blocks.
import { SizeBars } from '../part/SizeBars';
import type { ViewProps } from './props';

export function Sizes({ report, lens }: ViewProps) {
  const family = report.familyOf(lens);
  if (family.objects === undefined || family.bytes === undefined)
    return <div class="view" data-view="sizes"><div class="empty"><h2>No sizes</h2><p>This lens counts in one unit only.</p></div></div>;
  return (
    <div class="view scrolls" data-view="sizes">
      <div class="overview">
        <section class="card">
          <header><h2>Block sizes: {family.title.toLowerCase()}</h2>
            <p class="soft">Where blue is high and orange low, many small blocks cost time; where orange is high alone, few large ones cost memory.
              A context with blocks of different sizes counts at their average.</p></header>
          {report.shown.kept[0][family.objects] === 0 ? <p class="soft">No allocations here.</p>
            : <SizeBars report={report} objects={family.objects} bytes={family.bytes} height={260} />}
        </section>
      </div>
    </div>);
}
