/** Ids made from content: the same input and options give the same files, byte for byte. */
import { createHash } from 'node:crypto';

export function contentId(prefix: string, ...parts: readonly (string | Uint8Array | Uint16Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes =
      typeof part === 'string'
        ? new TextEncoder().encode(part)
        : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return `${prefix}-${hash.digest('hex').slice(0, 16)}`;
}
