import type { Dataset } from './dataset.ts';

/** Records are demand spread over cells, not accounts: areas, or an H3 table without an id and a name. */
export function isAreal({ source, roles }: Pick<Dataset, 'source' | 'roles'>): boolean {
  if (roles.includes('area')) return true;
  return (
    source.format === 'h3-table' && (roles.includes('accounts') || !(roles.includes('id') || roles.includes('name')))
  );
}
