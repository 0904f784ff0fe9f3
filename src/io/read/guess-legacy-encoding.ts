import { analyse } from 'chardet';

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
