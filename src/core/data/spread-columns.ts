import type { Dataset, TextColumn } from './dataset.ts';

/** Where records say what they cover; arrays and columns are as long as there are records. */
export interface SpreadColumns {
  readonly h3: TextColumn | null;
  readonly area: TextColumn | null;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** 0 = placed. */
  readonly reasons: Uint8Array;
}

export function spreadColumns({
  source,
  roles,
  accounts,
}: Pick<Dataset, 'source' | 'roles' | 'accounts'>): SpreadColumns {
  const { lat, lng, reasons } = accounts;
  const column = (role: 'h3' | 'area') => source.columns[roles.indexOf(role)] ?? null;
  return { h3: column('h3'), area: column('area'), lat, lng, reasons };
}
