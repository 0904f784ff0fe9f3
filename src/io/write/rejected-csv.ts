/** `rejected.csv`: the records without a place, ready to be repaired and read again. */
import { type Dataset, REJECT_REASONS } from '../../core/data/dataset.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvField, csvLine, writeColumnField } from './csv-writer.ts';

/**
 * The input columns, then `hexwright_row` (1-based, the header not counted) and `hexwright_reason`. Only where records
 * held more fields than the header, `hexwright_surplus` keeps those fields, as CSV.
 */
export function writeRejectedCsv({ source, accounts }: Pick<Dataset, 'source' | 'accounts'>): Uint8Array {
  const writer = createByteWriter();
  const surplus = source.surplus?.size ? source.surplus : null;
  const added = ['hexwright_row', 'hexwright_reason', ...(surplus ? ['hexwright_surplus'] : [])];
  writer.text(csvLine([...source.columns.map((column) => column.name), ...added]));
  for (let row = 0; row < accounts.count; row++) {
    const reason = accounts.reasons[row] as number;
    if (reason === 0) continue;
    for (const column of source.columns) {
      writeColumnField(writer, column, row);
      writer.text(',');
    }
    const fields =
      surplus
        ?.get(row + 1)
        ?.map(csvField)
        .join(',') ?? '';
    writer.text(`${row + 1},${REJECT_REASONS[reason - 1]}${surplus ? `,${csvField(fields)}` : ''}\n`);
  }
  return writer.take();
}
