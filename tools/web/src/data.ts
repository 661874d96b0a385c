// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report's data as `allocsites` writes it (tools/report/ReportJson.cpp), in two
// parts: JSON, a byte 0 and the columns that the first view needs, and then all
// others. `allocsites report --json` has lists of numbers in place of the columns.
// Numbers that are ids index the table named; 0 is "none" or the root.

/** Numbers behind the JSON, `width` bytes each: the lowest byte of all, then the
 * next of all, and so on, which compresses well. 8 bytes: a double. */
export interface Column {
  at: number;
  count: number;
  width: 1 | 2 | 4 | 8;
  /** In the second part. */
  rest?: boolean;
}

export type Unit = 'objects' | 'bytes';

/** Something that can be counted. The list comes from the data. */
export interface LensData {
  name: string;
  unit: Unit;
  /** The lens with the other unit of the same thing; its own name if none. */
  sibling: string;
  meaning: string;
}

/** The process as a whole at moments of its run: lists of the same length. */
export interface TimelineData {
  /** Nanoseconds since the start, ascending. */
  time: number[];
  /** Allocated and freed until then. */
  objects: number[];
  bytes: number[];
  freedObjects: number[];
  freedBytes: number[];
  /** The most bytes in use, and when; 0: unknown. */
  peak: number;
  peakTime: number;
}

export interface RunData {
  path: string;
  exe: string;
  command: string;
  directory: string;
  host: string;
  pid: number;
  /** Milliseconds since 1970. */
  started: number;
  forked: boolean;
  timeline: TimelineData;
}

/** What is said of each sample, such as the type or the kind. */
export interface TagData {
  name: string;
  title: string;
  /** The program's own. */
  label?: boolean;
  /** By sample: string id; 0: not known. */
  values: Column;
}

/** What is looked at, or what it is compared with. */
export interface SideData {
  /** By lens, as are the next two. */
  totals: number[];
  /** Part of the totals, of no line: the profile could not grow. */
  lost: number[];
  /** By lens, then by sample. */
  values: Column[];
  contexts: number;
  /** All allocations were told apart by size. */
  sizes: boolean;
  /** How samples spread, where there is something to say; ascending by sample,
   * each less the one before. A field is a size class (sizeFrom), behind these a
   * class of lifetimes (lifeFrom), and then reallocs, growths, moves and copied
   * bytes. A sample without sizes has all in the class of its average. */
  details: { sample: Column; field: Column; value: Column };
  runs: RunData[];
  warnings: string[];
}

export interface SourceData {
  /** String id of the path. */
  file: number;
  state: 'good' | 'changed' | 'missing' | 'unknown';
  /** Of the whole file. */
  lines: number;
  chunks: { first: number; text: string }[];
}

/** A finding of `allocsites advise` about the new profile. */
export interface AdviceData {
  /** Also its page: docs/advice/RULE.md. */
  rule: string;
  title: string;
  row: number;
  /** More rows of the same function that take part. */
  otherRows: number[];
  kind: string;
  /** "": not known. */
  type: string;
  /** Sentences: what was found, what to do, where the saving comes from. */
  found: string;
  advice: string;
  basis: string;
  /** The lens is one of allocations; `bytes` null: cannot be computed. `share` is
   * the larger of both parts of a total, 0 to 1. */
  saving: { lens: string; objects: number; bytes: number | null; share: number };
  /** By lens: of what the finding is about. */
  counts: number[];
  /** The largest callers, not all. */
  callers: { row: number; counts: number[] }[];
}

interface SitesData {
  /** String id of the path. */
  file: Column;
  allocations: Column;
  allocationsReached: Column;
  /** Calls that may allocate. */
  calls: Column;
  callsReached: Column;
}

/** What the programs of the new profile could allocate, read from their files. */
export interface CoverageData {
  /** At least one of them was there and is the one that ran. */
  known: boolean;
  /** Why it is not known, or not all. */
  remarks: string[];
  files: SitesData;
  /** Lines with something to say. */
  lines: SitesData & { line: Column };
  /** What was not allocated: `of` indexes the lines, `state` coverage.ts's STATES. */
  notes: { of: Column; state: Column; text: Column };
}

export interface ReportJson {
  format: string;
  version: number;
  title: string;
  fold: boolean;
  filters: string[];
  initial: { lens: string; by: string };
  lenses: LensData[];
  strings: string[];
  functions: {
    name: Column;
    /** 0: the same as the name. */
    linkage: Column;
    file: Column;
    line: Column;
    library: Column;
  };
  /** Source lines of functions. */
  rows: { function: Column; line: Column };
  /** The call paths, depth first. */
  nodes: { depth: Column; row: Column };
  /** Library code below a line: paths from outside inwards. */
  vias: { parent: Column; function: Column };
  samples: {
    /** Each less the one before. */
    node: Column;
    via: Column;
    tags: TagData[];
  };
  /** The smallest size of each class. */
  sizeFrom: number[];
  /** Bytes that the process allocated during an object's life, at least; the
   * first class are temporaries. */
  lifeFrom: number[];
  /** One, or two that are compared: [0] is new, [1] the base. */
  sides: SideData[];
  sources: SourceData[];
  /** The largest saving first. */
  advice: AdviceData[];
  coverage: CoverageData;
}

export const FORMAT = 'allocsites-report';
export const VERSION = 3;
