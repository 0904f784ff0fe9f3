/** Numbers as people write them in files. */

/** Nobody writes a number longer; what looks for one in a giant field would take seconds. */
const LONGEST = 200;
/** Full-width and Arabic-Indic digits. */
const OTHER_DIGITS = /[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const SPACES = /[\s\0\u00a0\u2007\u2009\u202f\ufeff]/g;
const CURRENCY = /^(?:[$€£¥₹₽₩₺฿]|R\$|kr|zł|Kč|Fr\.?|CHF|USD|EUR|GBP|CAD|AUD|JPY|SEK|NOK|DKK|PLN)/i;
const CURRENCY_END = /(?:[$€£¥₹₽₩₺฿]|kr|zł|Kč|Fr\.?|CHF|USD|EUR|GBP|CAD|AUD|JPY|SEK|NOK|DKK|PLN)$/i;
const POINT_BODY = /^(?:\d+|\d{1,3}(?:[,'’]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const COMMA_BODY = /^(?:\d+|\d{1,3}(?:[.'’]\d{3})+)?(?:,\d*)?(?:e[+-]?\d+)?$/i;

/**
 * Reads a number: sign before or after, accounting brackets, currency sign or code, thousands separators in whole
 * groups, percent (12% is 0.12), exponent. NaN for anything else, blank included: blank is not zero.
 */
export function parseNumber(text: string, decimal: '.' | ','): number {
  if (decimal === '.' && PLAIN.test(text)) return Number(text);
  if (text.length > LONGEST) return Number.NaN;
  let body = (OTHER_DIGITS.test(text) ? asciiDigits(text, decimal) : text).replace(SPACES, '');
  if (body === '' || !/\d/.test(body)) return Number.NaN;
  let sign = 1;
  // Francs and euros without cents: `1'000.-`, `10,-`.
  body = body.replace(/[.,][-–—]+(?=\D*$)/, '');
  let [factor, scale] = [1, 1];
  [body, sign] = withoutSign(...withoutBrackets(body, sign));
  const bare = body.replace(CURRENCY, '').replace(CURRENCY_END, '');
  if (bare !== body) {
    [body, sign] = withoutSign(...withoutBrackets(bare, sign));
    // A letter for thousands or millions stands with money only: `12B` is a flat, `$12B` is not.
    const letter = /^[\d.,'’]+([kmb]|mio|bn)$/i.exec(body)?.[1];
    if (letter !== undefined) {
      factor = LETTERS[letter.toLowerCase() as keyof typeof LETTERS];
      body = body.slice(0, -letter.length);
    }
  }
  if (body.endsWith('%')) {
    scale = 100;
    body = body.slice(0, -1);
  }
  const shape = decimal === '.' ? POINT_BODY : COMMA_BODY;
  if (!/^[\d.,]/.test(body) || !shape.test(body)) return Number.NaN;
  const plain = decimal === '.' ? body.replace(/[,'’]/g, '') : body.replace(/[.'’]/g, '').replace(',', '.');
  return (sign * factor * Number(plain)) / scale;
}

/** The same number in the digits and signs of ASCII. */
function asciiDigits(text: string, decimal: '.' | ','): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll('\u066b', decimal)
    .replaceAll('\u066c', '');
}

const LETTERS = { k: 1e3, m: 1e6, mio: 1e6, b: 1e9, bn: 1e9 } as const;

/** Accounting writes what is owed in brackets. */
function withoutBrackets(body: string, sign: number): [string, number] {
  return body.startsWith('(') && body.endsWith(')') ? [body.slice(1, -1), -sign] : [body, sign];
}

function withoutSign(body: string, sign: number): [string, number] {
  const first = body[0];
  if (first === '+') return [body.slice(1), sign];
  if (first === '-' || first === '−' || first === '–') return [body.slice(1), -sign];
  const last = body.at(-1);
  if (last === '-' || last === '−') return [body.slice(0, -1), -sign];
  return [body, sign];
}

/** Words that stand for "no value" in number columns of real exports. */
export function isNoValue(text: string): boolean {
  return text.length <= LONGEST && /^[\s\0]*(?:n\/?a|nan|null|none|nil|-+|—|\.|#n\/a|k\.?a\.?|nd)?[\s\0]*$/i.test(text);
}

/** Evidence for a decimal mark in one value: positive = point, negative = comma, 0 = none. */
export function decimalEvidence(text: string): number {
  if (text.length > LONGEST) return 0;
  const body = text.replace(SPACES, '').replace(/^[+\-−(]?[$€£¥₹]?/, '');
  const match = /^(\d{1,3}(?:[.,'’]\d{3})*|\d+)(?:([.,])(\d+))?/.exec(body);
  if (match === null || !/^[\d.,'’]+(?:e[+-]?\d+)?[%€$£)°]?$/i.test(body)) return 0;
  const lastPoint = body.lastIndexOf('.');
  const lastComma = body.lastIndexOf(',');
  if (lastPoint >= 0 && lastComma >= 0) return lastPoint > lastComma ? 3 : -3;
  const mark = Math.max(lastPoint, lastComma);
  if (mark < 0) return 0;
  const point = lastPoint >= 0;
  const marks = body.split(point ? '.' : ',').length - 1;
  if (marks > 1) return point ? -3 : 3;
  const decimals = /^\d*/.exec(body.slice(mark + 1))?.[0].length ?? 0;
  const whole = mark;
  // One group of exactly three may be thousands or decimals: a hint for decimals only where a thousand would not be so written.
  if (decimals === 3 && whole >= 1 && whole <= 3 && body[0] !== '0') return 0;
  return point ? 1 : -1;
}

/** Neumaier's compensated sum: totals of a million records stay exact to the last digit shown. */
export interface ExactSum {
  add(value: number): void;
  total(): number;
}
export function createSum(): ExactSum {
  let sum = 0;
  let lost = 0;
  return {
    add(value) {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    total: () => sum + lost,
  };
}
