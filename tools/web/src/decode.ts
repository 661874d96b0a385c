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
export class Unpacker {
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

export interface Decoded {
  json: ReportJson;
  columns: Columns;
}

/** What stands behind the JSON. */
class Columns {
  constructor(private readonly data: Uint8Array) {}

  words(column: Column): Uint32Array { return this.fill(new Uint32Array(column.count), column); }

  /** Each number came less the one before. */
  sums(column: Column): Uint32Array {
    const result = this.words(column);
    for (let i = 1; i < result.length; i++) result[i] += result[i - 1];
    return result;
  }

  /** Of width 1. */
  bytes(column: Column): Uint8Array { return this.data.subarray(column.at, column.at + column.count); }

  doubles(column: Column): Float64Array {
    const result = new Float64Array(column.count);
    if (column.width < 8) return this.fill(result, column);
    const bytes = new DataView(result.buffer), { at, count } = column;
    for (let k = 0; k < 8; k++)
      for (let i = 0; i < count; i++) bytes.setUint8(i * 8 + k, this.data[at + k * count + i]);
    for (let i = 0; i < count; i++) result[i] = bytes.getFloat64(i * 8, true);
    return result;
  }

  private fill<T extends Uint32Array | Float64Array>(result: T, { at, count, width }: Column): T {
    for (let k = 0, scale = 1; k < width; k++, scale *= 256)
      for (let i = 0, from = at + k * count; i < count; i++) result[i] += this.data[from + i] * scale;
    return result;
  }
}

/** Fails with words for the reader if the data is none of a report. */
export function decode(unpacked: ArrayBuffer): Decoded {
  const data = new Uint8Array(unpacked), end = data.indexOf(0);
  const json = JSON.parse(new TextDecoder().decode(data.subarray(0, end))) as ReportJson;
  if (json.format !== FORMAT || json.version !== VERSION)
    throw new Error(`unknown data: ${json.format} ${json.version}`);
  return { json, columns: new Columns(data.subarray(end + 1)) };
}
