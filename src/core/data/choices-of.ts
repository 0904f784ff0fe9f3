/** The answers that made a dataset, for another file with the same columns. */
import { everyMeasure } from './carried-measures.ts';
import type { Dataset, SourceTable } from './dataset.ts';
import type { ImportChoices } from './import.ts';
import { countByZip } from './place-records.ts';

/**
 * Roles go by the names of columns; columns that are new are attributes.
 * Throws RangeError naming the columns with a role that the file lacks.
 */
export function choicesFor(table: SourceTable, dataset: Dataset): ImportChoices {
  const { source, roles, workloadModel, attribution } = dataset;
  const roleOf = new Map(source.columns.map(({ name }, i) => [name, roles[i] ?? 'attribute']));
  const names = new Set(table.columns.map(({ name }) => name));
  const lacking = [...roleOf].filter(([name, role]) => role !== 'attribute' && !names.has(name)).map(([name]) => name);
  if (lacking.length > 0) {
    throw new RangeError(
      `${table.file} lacks the ${lacking.length === 1 ? 'column' : 'columns'} ${lacking.join(', ')} of ${source.file}: export it again with them.`,
    );
  }
  return {
    roles: table.columns.map(({ name }) => roleOf.get(name) ?? 'attribute'),
    measures: everyMeasure(dataset),
    workloadModel,
    attribution,
    blanksByZip: countByZip(dataset) > 0,
    sumRepeated: dataset.summed === true,
  };
}
