/** Streams of bytes with a look ahead, and streams of text in wide encodings turned into UTF-8. */
import { mustDecodeFirst, namedEncoding, wideEncoding } from './encoding.ts';
import { joinBytes } from './join-bytes.ts';

const SAMPLE_BYTES = 256 * 1024;
/** Time between pauses in which messages (cancel) are received. */
const PAUSE_EVERY_MS = 60;

export interface Peeked {
  /** The first bytes, at most about 256 KB more than one chunk. */
  readonly sample: Uint8Array;
  /** The sample is everything. */
  readonly isWhole: boolean;
  /** All chunks, those of the sample included; to be iterated once. */
  all(): AsyncIterable<Uint8Array>;
}

export async function peek(chunks: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  let sample: Uint8Array = new Uint8Array(0);
  let isWhole = false;
  while (sample.length < SAMPLE_BYTES) {
    const next = await iterator.next();
    if (next.done === true) {
      isWhole = true;
      break;
    }
    sample = sample.length === 0 ? next.value : joinBytes([sample, next.value]);
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (sample.length > 0) yield sample;
    while (!isWhole) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  };
  return { sample, isWhole, all };
}

export async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  counter: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    counter.bytes += chunk.length;
    yield chunk;
  }
}

export interface DecodedText extends Peeked {
  /** Encoding that is settled; null = an ASCII superset, to be told from all its bytes. */
  readonly settled: string | null;
  /** The bytes handed on are UTF-8 made from another encoding. */
  readonly converted: boolean;
}

/** Takes the byte order mark off and decodes encodings in which a delimiter's byte may be part of a character. */
export async function decodedText(text: Peeked, wanted: string | undefined, where: string): Promise<DecodedText> {
  const marked = wideEncoding(text.sample);
  const named = wanted === undefined || wanted === '' ? null : namedEncoding(wanted, where);
  const encoding = named ?? marked?.encoding ?? null;
  const bom = marked?.encoding === encoding ? (marked?.bom ?? 0) : 0;
  const rest = bom === 0 ? text.all() : without(text.all(), bom);
  if (encoding === null || !mustDecodeFirst(encoding)) {
    return { ...(await peek(rest)), settled: encoding, converted: false };
  }
  return { ...(await peek(toUtf8(rest, encoding))), settled: encoding, converted: true };
}

async function* without(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    const cut = Math.min(left, chunk.length);
    left -= cut;
    if (cut < chunk.length) yield chunk.subarray(cut);
  }
}

async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  const tail = decoder.decode();
  if (tail !== '') yield encoder.encode(tail);
}

/** Lets waiting messages in, now and then. */
export function createPause(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < PAUSE_EVERY_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}
