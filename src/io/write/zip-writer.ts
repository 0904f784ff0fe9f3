/** A zip archive written piece by piece, so that other work gets its turn between the pieces. */
import { Zip, ZipDeflate } from 'fflate';
import { joinBytes } from '../read/join-bytes.ts';
import type { ExportStep } from './export-step.ts';

export interface ZipWriter {
  /** Begins a file; what is pushed goes into it until the next one begins. */
  file(name: string): (bytes: Uint8Array) => void;
  /** Ends the archive. */
  finish(): Uint8Array;
}

/** @param level of packing, 1 to 9: 4 takes half the time of 6 */
export function createZipWriter(level: 4 | 6 = 6): ZipWriter {
  const chunks: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(chunk);
  });
  let current: ZipDeflate | null = null;
  const end = (): void => current?.push(new Uint8Array(0), true);
  return {
    file(name) {
      end();
      const entry = new ZipDeflate(name, { level });
      current = entry;
      zip.add(entry);
      return (bytes) => entry.push(bytes);
    },
    finish() {
      end();
      zip.end();
      if (failure !== null) throw failure;
      return joinBytes(chunks);
    },
  };
}

const PIECE = 1 << 19;

/** Files that are there already as one archive. */
export async function zipOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  step: ExportStep,
): Promise<Uint8Array> {
  const writer = createZipWriter();
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  for (const { name, bytes } of files) {
    const push = writer.file(name);
    for (let at = 0; at < bytes.length; at += PIECE) {
      await step(done / Math.max(1, total));
      const piece = bytes.subarray(at, at + PIECE);
      push(piece);
      done += piece.length;
    }
  }
  return writer.finish();
}
