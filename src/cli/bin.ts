import { binAccounts } from '../core/data/demand.ts';
import { cellsOfSpread } from '../core/data/spread-cells.ts';
import { spreadColumns } from '../core/data/spread-columns.ts';
import { isAreal } from '../core/data/areal.ts';
import { makeDataset } from '../core/data/make-accounts.ts';
import { canPlace } from '../core/data/warnings.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { coverPoints } from '../core/grid/cover.ts';
import { writeBinsCsv } from '../io/write/bins-csv.ts';
import { writeBinsParquet } from '../io/write/parquet-tables.ts';
import {
  type CliContext,
  type Command,
  InputError,
  numberOption,
  onlyFile,
  parseOptions,
  required,
  textOptions,
} from './command.ts';
import { furtherMeasures } from './further-measures.ts';
import { writeOutput } from './output-folder.ts';
import { columnNamed, READING_HELP, READING_OPTIONS, readTable, whatWasLookedFor } from './read-table.ts';

const HELP = `hexwright bin FILE --resolution R --out cells.csv

Sums the accounts of FILE by H3 cell: h3, accounts and a column for each measure; cells with accounts only.

  --resolution R       H3 resolution of the cells, 0-15
  --measure NAME=COL   a column to sum; a formula begins with a second "=": NAME==COL*2 (may be repeated)
${READING_HELP}
  --out FILE           the file to write: CSV, or Parquet where it ends in .parquet
`;

export const binCommand: Command = {
  name: 'bin',
  summary: 'accounts and measures summed by H3 cell',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...READING_OPTIONS,
      ...textOptions('resolution', 'out'),
      measure: { type: 'string', multiple: true },
    });
    const path = onlyFile(positionals, 'the file to bin');
    const out = required(values.out, 'out');
    const range = { min: 0, max: 15, whole: true };
    const resolution = numberOption(required(values.resolution, 'resolution'), 'resolution', range) as number;
    const measures = furtherMeasures(values.measure, ['h3', 'accounts']);

    const { table, guesses, zips, blanksByZip } = await readTable(context, path, values);
    for (const { formula } of measures) if (!formula.startsWith('=')) columnNamed(table, formula);
    const roles = guesses.map((guess) => guess.role);
    const { dataset } = makeDataset(table, { roles, measures, workloadModel: null, blanksByZip }, zips);
    if (!canPlace(dataset)) throw new InputError(whatWasLookedFor(table));
    const { lat, lng } = dataset.accounts;
    const covered = isAreal(dataset) ? cellsOfSpread(spreadColumns(dataset), resolution) : [];
    const cells = [...covered, ...coverPoints(lat, lng, resolution)];
    if (cells.length === 0) {
      throw new InputError(`No record has a usable place, in ${table.file}: see hexwright inspect for reasons`);
    }
    const grid = buildGrid(cells);
    const write = /\.parquet$/i.test(out) ? writeBinsParquet : writeBinsCsv;
    await writeOutput(context.cwd, out, await write(grid, binAccounts(grid, dataset)));
  },
};
