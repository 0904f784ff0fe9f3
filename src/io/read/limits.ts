/** Limits on what is read, enforced on streamed bytes so that a bomb is refused before it is unpacked. */
export const LIMITS = {
  /** Bytes of one record, and of one field between quotes. */
  recordBytes: 16 * 1024 * 1024,
  /** A quote that stays open longer than this is taken for a stray one. */
  quotedBytes: 1024 * 1024,
  columns: 4096,
  /** Unpacked bytes of a compressed file. */
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  /** Unpacked : packed, looked at once more than `ratioFromBytes` came out. */
  unpackRatio: 250,
  ratioFromBytes: 32 * 1024 * 1024,
} as const;
