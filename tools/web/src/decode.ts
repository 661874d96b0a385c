// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the text in the page to the report's data.
import { FORMAT, VERSION, type Column, type ReportJson } from './data';

type FromBase64 = (text: string) => Uint8Array<ArrayBuffer>;

const slowFromBase64: FromBase64 = (text) => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const value = new Uint8Array(128);
  for (let i = 0; i < 64; i++) value[digits.charCodeAt(i)] = i;
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) === 61 /* = */) length--;
  const bytes = new Uint8Array(Math.floor(length * 3 / 4));
  let to = 0;
  for (let i = 0; i < length; i += 4) {
    const word = value[text.charCodeAt(i)] << 18 |
      value[text.charCodeAt(i + 1)] << 12 |
      (i + 2 < length ? value[text.charCodeAt(i + 2)] << 6 : 0) |
      (i + 3 < length ? value[text.charCodeAt(i + 3)] : 0);
    bytes[to++] = word >> 16;
    if (to < bytes.length) bytes[to++] = word >> 8;
    if (to < bytes.length) bytes[to++] = word;
  }
  return bytes;
};

/** Browsers of 2025 and later have their own. */
const fromBase64 = (Uint8Array as { fromBase64?: FromBase64 }).fromBase64 ?? slowFromBase64;

/** Unpacks pieces of the page's text as they come. */
class Unpacker {
  private readonly writer: WritableStreamDefaultWriter<BufferSource>;
  private readonly all: Promise<ArrayBuffer>;

  constructor() {
    const { readable, writable } = new DecompressionStream('gzip');
    this.writer = writable.getWriter();
    this.all = new Response(readable).arrayBuffer();
    this.all.catch(() => {}); // end() tells.
  }

  add(piece: string) {
    try {
      this.writer.write(fromBase64(piece)).catch(() => {});
    } catch (problem) {
      this.writer.abort(problem).catch(() => {});
    }
  }

  end(): Promise<ArrayBuffer> {
    this.writer.close().catch(() => {});
    return this.all;
  }
}

/** Unpacks the parts of the data one after the other: `take` gets each when the
 * empty piece behind its last one was added. */
export class PartsUnpacker {
  private unpacker = new Unpacker();
  private part = 0;

  constructor(private readonly take: (part: number, unpacked: Promise<ArrayBuffer>) => void) {}

  add(piece: string) {
    if (piece) return this.unpacker.add(piece);
    this.take(this.part++, this.unpacker.end());
    this.unpacker = new Unpacker();
  }
}

export interface Decoded {
  json: ReportJson;
  columns: Columns;
}

/** What stands behind the JSON, and in the second part. */
export class Columns {
  private rest?: Uint8Array;

  constructor(private readonly first: Uint8Array) {}

  addRest(unpacked: ArrayBuffer) { this.rest = new Uint8Array(unpacked); }

  words(column: Column): Uint32Array { return this.fill(new Uint32Array(column.count), column); }

  /** Each number came less the one before. */
  sums(column: Column): Uint32Array {
    const result = this.words(column);
    for (let i = 1; i < result.length; i++) result[i] += result[i - 1];
    return result;
  }

  /** Of width 1. */
  bytes(column: Column): Uint8Array { return this.plane(column, 0); }

  doubles(column: Column): Float64Array {
    const result = new Float64Array(column.count);
    if (column.width < 8) return this.fill(result, column);
    const bytes = new DataView(result.buffer), { count } = column;
    for (let k = 0; k < 8; k++) {
      const plane = this.plane(column, k);
      for (let i = 0; i < count; i++) bytes.setUint8(i * 8 + k, plane[i]);
    }
    for (let i = 0; i < count; i++) result[i] = bytes.getFloat64(i * 8, true);
    return result;
  }

  private fill<T extends Uint32Array | Float64Array>(result: T, column: Column): T {
    result.set(this.plane(column, 0));
    for (let k = 1, scale = 256; k < column.width; k++, scale *= 256) {
      const plane = this.plane(column, k);
      for (let i = 0; i < plane.length; i++) result[i] += plane[i] * scale;
    }
    return result;
  }

  /** The bytes number \p k of all its numbers. */
  private plane({ at, count, rest }: Column, k: number): Uint8Array {
    const part = rest ? this.rest : this.first;
    if (!part) throw new Error('a view asks for numbers that have not come');
    return part.subarray(at + k * count, at + (k + 1) * count);
  }
}

/** The first part. Fails with words for the reader if it is none of a report. */
export function decode(unpacked: ArrayBuffer): Decoded {
  const data = new Uint8Array(unpacked), end = data.indexOf(0);
  const json = JSON.parse(new TextDecoder().decode(data.subarray(0, end))) as ReportJson;
  if (json.format !== FORMAT || json.version !== VERSION)
    throw new Error(`unknown data: ${json.format} ${json.version}`);
  return { json, columns: new Columns(data.subarray(end + 1)) };
}
