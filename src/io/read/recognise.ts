/** What a file is, told from its first bytes. */

export type Container = 'workbook' | 'shapefile' | 'opendocument';
export type Document = 'parquet' | 'json' | 'kml';

const ENTRY = 0x04034b50;
const NAMES_LOOKED_AT = 50;

/** What a zip holds, from the names of its first entries; null = something else, such as one table. */
export function containerOf(head: Uint8Array): Container | null {
  const names = entryNames(head);
  if (names.some((name) => /^(?:\[Content_Types\]\.xml$|xl\/|_rels\/)/.test(name))) return 'workbook';
  if (names.some((name) => /\.(?:shp|shx|dbf|prj|cpg|qpj|qmd|sbn|sbx)$/i.test(name) && !name.startsWith('__MACOSX/')))
    return 'shapefile';
  return names[0] === 'mimetype' ? 'opendocument' : null;
}

/** Names of entries whose headers lie in `head`; where sizes are not stated, only up to the first of them. */
function entryNames(head: Uint8Array): string[] {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const decoder = new TextDecoder();
  const names: string[] = [];
  for (let at = 0; at + 30 <= head.length && names.length < NAMES_LOOKED_AT; ) {
    if (view.getUint32(at, true) !== ENTRY) break;
    const nameLength = view.getUint16(at + 26, true);
    names.push(decoder.decode(head.subarray(at + 30, at + 30 + nameLength)));
    const packed = view.getUint32(at + 18, true);
    const streamed = (view.getUint16(at + 6, true) & 8) !== 0;
    if (streamed && packed === 0) break;
    at += 30 + nameLength + view.getUint16(at + 28, true) + packed;
  }
  return names;
}

/** What unpacked bytes are, where they are no delimited text. */
export function documentOf(head: Uint8Array): Document | null {
  const text = new TextDecoder().decode(head.subarray(0, 2048)).replace(/^\ufeff/, '');
  if (text.startsWith('PAR1')) return 'parquet';
  // oxlint-disable-next-line no-control-regex -- the separator of RFC 8142
  if (/^[\s\u001e]*(?:\{\s*["}]|\[\s*[{\][])/.test(text)) return 'json';
  return /^\s*<[^]*<kml[\s>]|^\s*<kml[\s>]/.test(text) ? 'kml' : null;
}
