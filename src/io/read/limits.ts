/** Limits on what is read, enforced on streamed bytes so that a bomb is refused before it is unpacked. */
export const LIMITS = {
  /** Bytes of one record, and of one field between quotes. */
  recordBytes: 16 * 1024 * 1024,
  /** A quote that stays open longer than this is taken for a stray one. */
  quotedBytes: 1024 * 1024,
  /** Of a table, and fields of one record. */
  columns: 4096,
  /** Unpacked bytes of a compressed file. */
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  /** Unpacked : packed, looked at once more than `ratioFromBytes` came out; reading goes on at some megabytes a second. */
  unpackRatio: 250,
  ratioFromBytes: 8 * 1024 * 1024,
  /** Characters of all values that are believed of a workbook or Parquet file, whatever its own size. */
  textFrom: 256 * 1024 * 1024,
  /** Bytes of a file that has to be held as a whole: Parquet, workbooks, zipped shapefiles. */
  wholeFileBytes: 1024 * 1024 * 1024,
  /** Bytes of JSON, which becomes one text, and of XML, which becomes a tree. */
  jsonBytes: 400 * 1024 * 1024,
  xmlBytes: 64 * 1024 * 1024,
  /** Brackets inside brackets of JSON, elements inside elements of XML. */
  depth: 100,
  /** Corners of a TopoJSON once its shared borders are written out for each area. */
  positions: 10_000_000,
  /** Records of a file that says beforehand how many it holds. */
  records: 20_000_000,
  /** Files in a zip that holds a workbook or a shapefile. */
  zipEntries: 5000,
} as const;
