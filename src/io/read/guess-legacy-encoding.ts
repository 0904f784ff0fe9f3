import { analyse } from 'chardet';
import { knownRoleOfName } from '../../core/data/role-names.ts';

/** WHATWG name of the encoding that bytes which are no UTF-8 are in; windows-1252 unless another is clearly likelier. */
export function guessLegacyEncoding(evidence: Uint8Array): string {
  const matches = analyse(evidence);
  const western = Math.max(0, ...matches.filter((m) => /8859-1$|1252/.test(m.name)).map((m) => m.confidence));
  const best = matches.find((m) => !/^UTF|ASCII|8859-1$|1252|ISO-2022/.test(m.name));
  if (best === undefined || best.confidence < 30 || best.confidence <= western + 10) return 'windows-1252';
  try {
    return new TextDecoder(best.name).encoding;
  } catch {
    return 'windows-1252';
  }
}

/** Endings of other names may look like a number or a code in any encoding. */
const PLACE: ReadonlySet<string> = new Set(['latitude', 'longitude']);
const TRIED = ['windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'macintosh', 'koi8-r', 'ibm866'];
const TRIED_WIDE = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'];

type Decode = (bytes: Uint8Array) => string;

/** The one encoding in which names of columns that are not ASCII say what they hold; null where it is not one alone. */
export function encodingOfNames(names: readonly Uint8Array[], decoderOf: (encoding: string) => Decode): string | null {
  const telling = names.filter((name) => name.some((byte) => byte >= 0x80));
  if (telling.length === 0) return null;
  const known = (encoding: string): number => {
    const decode = decoderOf(encoding);
    return telling.filter((name) => PLACE.has(knownRoleOfName(decode(name)) ?? '')).length;
  };
  const counts = ['windows-1252', ...TRIED, ...TRIED_WIDE].map((encoding) => ({ encoding, count: known(encoding) }));
  const most = Math.max(...counts.map(({ count }) => count));
  const best = counts.filter(({ count }) => count === most);
  return most > 0 && best.length === 1 ? (best[0]?.encoding ?? null) : null;
}
