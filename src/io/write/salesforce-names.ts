/** Legal, distinct developer names, as Salesforce asks: letters, digits and single underscores, a letter first. */

const MAX_LENGTH = 80;

/** Letters that do not fall apart into a plain one and an accent. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th' };

/**
 * One developer name a key, in the order given. Accents fall off, other signs become underscores; names that are left
 * empty become `Territory`; what would repeat, whatever its case, is numbered.
 */
export function developerNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const stem = legalName(name);
    let legal = stem;
    for (let n = 2; used.has(legal.toLowerCase()); n++) {
      const ending = `_${n}`;
      legal = `${stem.slice(0, MAX_LENGTH - ending.length).replace(/_$/, '')}${ending}`;
    }
    used.add(legal.toLowerCase());
    return legal;
  });
}

function legalName(name: string): string {
  const plain = name
    .replace(/[ßæœøłđðþ]/gi, (letter) => PLAIN[letter.toLowerCase()] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (plain === '') return 'Territory';
  const begun = /^[A-Za-z]/.test(plain) ? plain : `T_${plain}`;
  return begun.slice(0, MAX_LENGTH).replace(/_$/, '');
}

/** True for a 15- or 18-character record id of a Salesforce object with that key prefix. */
export function isRecordId(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text);
}
