// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Long lists of which only what can be seen is in the page.
import {
  elementScroll, observeElementOffset, observeElementRect, Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export function useVirtual<E extends HTMLElement>(ref: RefObject<E>, count: number,
                                                  rowHeight: number, above = 0) {
  const [, setTick] = useState(0);
  const [virtual] = useState(() => new Virtualizer<E, HTMLElement>(options()));
  function options() {
    return {
      count, overscan: 12, paddingStart: 0, scrollPaddingStart: above,
      getScrollElement: () => ref.current,
      estimateSize: () => rowHeight,
      scrollToFn: elementScroll,
      observeElementRect, observeElementOffset,
      initialRect: { width: 1000, height: 700 },
      onChange: () => setTick((tick) => tick + 1),
    };
  }
  virtual.setOptions(options());
  useEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  // Printing shows rows that are not on the screen, from the first that is.
  const [printFrom, setPrintFrom] = useState<number>();
  useEffect(() => {
    const begin = () => setPrintFrom(Math.floor((ref.current?.scrollTop ?? 0) / rowHeight));
    const end = () => setPrintFrom(undefined);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  const PRINTED = 300;
  const printed = (from: number) => Array.from({ length: Math.max(0, Math.min(count - from, PRINTED)) },
                                               (_, i) => ({ index: from + i, start: i * rowHeight }));
  const items = printFrom !== undefined ? printed(printFrom)
    : virtual.getVirtualItems().map(({ index, start }) => ({ index, start }));
  const size = printFrom !== undefined ? items.length * rowHeight : virtual.getTotalSize();
  return { items, size, scrollTo: (index: number, align: 'auto' | 'center' = 'auto') =>
    virtual.scrollToIndex(index, { align }) };
}
