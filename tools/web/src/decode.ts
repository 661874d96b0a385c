// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the text in the page to the report's data.
import { FORMAT, VERSION, type ReportJson } from './data';

function fromBase64(text: string): Uint8Array {
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
}

/** Fails with words for the reader if the text is no report. */
export async function decode(text: string): Promise<ReportJson> {
  const packed = new Blob([fromBase64(text.trim()) as BlobPart]);
  const stream = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  const json = JSON.parse(await new Response(stream).text()) as ReportJson;
  if (json.format !== FORMAT || json.version !== VERSION)
    throw new Error(`unknown data: ${json.format} ${json.version}`);
  return json;
}
