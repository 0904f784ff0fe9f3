/** Accounts that stay out of balance and build: kept by the company, or owned through their parent. */
import type { Dataset } from './dataset.ts';
import { headAt, textAt } from './text-column.ts';

/** 0 = in balance, 1 = house account, 2 = owned through its parent. */
export type KeptOut = 0 | 1 | 2;

const YES = /^(?:true|yes|y|t|1|x|ja|j|wahr|oui|si|sí|sim|ano|tak)$|\bhouse\b/i;

type Source = Pick<Dataset, 'source' | 'roles'>;

/**
 * One code an account, null where no column says so. A house account says yes, or "House account", in its column; an
 * account is owned through its parent where the parent is another account of the file.
 */
export function keptOut({ source, roles }: Source): Uint8Array | null {
  const house = source.columns[roles.indexOf('house')];
  const parent = source.columns[roles.indexOf('parent')];
  if (house === undefined && parent === undefined) return null;
  const ids = source.columns[roles.indexOf('id')];
  const known = new Set<string>();
  if (parent !== undefined && ids !== undefined) {
    for (let row = 0; row < source.rowCount; row++) known.add(textAt(ids, row).trim());
    known.delete('');
  }
  return Uint8Array.from({ length: source.rowCount }, (_, row): KeptOut => {
    if (house !== undefined && YES.test(headAt(house, row).trim())) return 1;
    const owner = parent === undefined ? '' : textAt(parent, row).trim();
    return known.has(owner) && ids !== undefined && textAt(ids, row).trim() !== owner ? 2 : 0;
  });
}
