/** A table that says which territory each account is in, matched to accounts by id. */
import { accountKey } from '../../core/data/account-key.ts';

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
    const key = accountKey(id);
    const territory = (territories[row] ?? '').trim();
    if (key === '' || territory === '') return;
    const known = byId.get(key);
    if (known === undefined) byId.set(key, territory);
    else if (known !== territory) repeated.add(id);
  });
  const keys = accountIds.map(accountKey);
  const present = new Set(keys);
  const labels = keys.map((key) => byId.get(key) ?? '');
  return {
    labels,
    unnamed: labels.filter((label) => label === '').length,
    unknown: tableIds.filter((id) => id.trim() !== '' && !present.has(accountKey(id))),
    repeated: [...repeated],
  };
}
