/** What makes two account ids the same. */

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Ids compare by their characters, blanks around them aside; 15 and 18 characters of one Salesforce id are the same. */
export function accountKey(id: string): string {
  const trimmed = id.trim();
  if (!/^[a-zA-Z0-9]{15}[A-Z0-5]{3}$/.test(trimmed)) return trimmed;
  return checksumOf(trimmed) === trimmed.slice(15) ? trimmed.slice(0, 15) : trimmed;
}

/** The last three characters of an 18-character id: which of each five characters are capitals, as bits. */
function checksumOf(id: string): string {
  return [0, 5, 10]
    .map((from) => {
      let bits = 0;
      for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[from + i] ?? '')) bits |= 1 << i;
      return SUFFIX[bits];
    })
    .join('');
}
