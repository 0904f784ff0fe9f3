import type { Dataset } from './dataset.ts';

/** Records are demand spread over cells, not accounts: an H3 table without an id and a name. */
export function isAreal(dataset: Pick<Dataset, 'source' | 'roles'>): boolean {
  const { source, roles } = dataset;
  return (
    source.format === 'h3-table' && (roles.includes('accounts') || !(roles.includes('id') || roles.includes('name')))
  );
}
