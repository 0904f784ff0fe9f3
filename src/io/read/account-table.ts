/** A table that says which territory each account is in, matched to accounts by id. */
import { isRecordId } from '../write/salesforce-names.ts';

export interface MatchedLabels {
  /** Territory of each account, blank where the table does not name it. */
  readonly labels: readonly string[];
  /** Accounts that the table does not name. */
  readonly unnamed: number;
  /** Ids of the table that no account has. */
  readonly unknown: readonly string[];
  /** Ids that the table gives to several territories: the first has them. */
  readonly repeated: readonly string[];
}

/** Ids compare by their characters; 15 and 18 characters of one Salesforce id are the same. */
export function labelsByTable(
  accountIds: readonly string[],
  tableIds: readonly string[],
  territories: readonly string[],
): MatchedLabels {
  const byId = new Map<string, string>();
  const repeated = new Set<string>();
  tableIds.forEach((id, row) => {
    const key = keyOf(id);
    const territory = (territories[row] ?? '').trim();
    if (key === '' || territory === '') return;
    const known = byId.get(key);
    if (known === undefined) byId.set(key, territory);
    else if (known !== territory) repeated.add(id);
  });
  const keys = accountIds.map(keyOf);
  const present = new Set(keys);
  const labels = keys.map((key) => byId.get(key) ?? '');
  return {
    labels,
    unnamed: labels.filter((label) => label === '').length,
    unknown: tableIds.filter((id) => id.trim() !== '' && !present.has(keyOf(id))),
    repeated: [...repeated],
  };
}

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function keyOf(id: string): string {
  const trimmed = id.trim();
  if (trimmed.length !== 18 || !isRecordId(trimmed, '')) return trimmed;
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
