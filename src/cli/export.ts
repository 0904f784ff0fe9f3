import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { together } from '../core/data/carried-measures.ts';
import {
  type Borders,
  type CsvVariant,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportRequest,
  type ZipOwners,
} from '../core/plan/export-request.ts';
import { exportPlan } from '../io/write/export-plan.ts';
import {
  type CliContext,
  type Command,
  InputError,
  onlyFile,
  parseOptions,
  required,
  textOptions,
  UsageError,
} from './command.ts';
import { choosePlan, openPlan } from './open-plan.ts';
import { requestOf, writeOutput } from './output-folder.ts';

const VARIANTS: readonly CsvVariant[] = ['exact', 'spreadsheet'];
const BORDERS: readonly Borders[] = ['cells', 'straight'];
const ZIP_OWNERS: readonly ZipOwners[] = ['parts', 'one'];

const HELP = `hexwright export PLAN.hexwright --format FORMAT --out FILE

Writes one file of a plan.

  --format FORMAT      ${EXPORT_FORMATS.slice(0, 6).join(' | ')}
                       | ${EXPORT_FORMATS.slice(6).join(' | ')}
                       pdf is a report to print; parquet holds cells; salesforce-csv is a .zip of four CSV files, or a folder of them
  --out FILE           the file to write
  --plan NAME          the plan to write, by name or id (the one that was open)
  --base NAME          the plan that changes are counted against (the one in force)
  --csv VARIANT        ${VARIANTS.join(' | ')}: for people who open it in a spreadsheet, formulas in fields are
                       defused and a byte order mark is added (exact)
  --zip-owners OWNERS  ${ZIP_OWNERS.join(' | ')}: a row for each territory in a ZIP, or one owner a ZIP and what the
                       others lose (parts)
  --borders KIND       ${BORDERS.join(' | ')}: of territories in geojson, kml and gpkg; straight is without the zigzag of hexagons,
                       moved by half a cell's edge at most, and shared borders stay shared (cells)
`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'one file of a plan: for maps, databases, spreadsheets, CRM',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...textOptions('format', 'out', 'plan', 'base', 'csv', 'zip-owners', 'borders'),
    });
    const path = onlyFile(positionals, 'the plan file to export');
    const format = formatOf(required(values.format, 'format'));
    const csv = oneOf(VARIANTS, 'csv', values.csv ?? 'exact');
    const zipOwners = oneOf(ZIP_OWNERS, 'zip-owners', values['zip-owners'] ?? 'parts');
    const borders = oneOf(BORDERS, 'borders', values.borders ?? 'cells');
    const out = required(values.out, 'out');
    const { file, chosen } = await openPlan(context, path, values.plan);
    const { baselineId } = file.project;
    const inForce = file.plans.find(({ plan }) => plan.id === baselineId);
    const base = values.base === undefined ? inForce : choosePlan(file, path, values.base);
    const about = requestOf(file.project, chosen.plan);
    const request = {
      // A report judges: it names what is balanced.
      ...(format === 'pdf' ? about : together(about)),
      format,
      csv,
      zipOwners,
      borders,
      base: base?.plan ?? null,
    };
    try {
      await writeExport(context, out, request);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const [what = '', whatToDo = 'choose another format'] = error.message.replace(/\.$/, '').split(': ');
      throw new InputError(`${what}, in ${basename(path)}: ${whatToDo}`);
    }
  },
};

async function writeExport(context: CliContext, out: string, request: ExportRequest): Promise<void> {
  if (request.format === 'salesforce-csv' && !/\.zip$/i.test(out)) {
    const { salesforceFiles } = await import('../io/write/salesforce.ts');
    for (const { name, bytes } of await salesforceFiles(request))
      await writeOutput(context.cwd, join(out, name), bytes);
    return;
  }
  const wasm = join(context.packageRoot, 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm');
  const zips = join(context.packageRoot, 'public', 'geo', 'us-zips.bin');
  const font = (style: string) => readFile(join(context.packageRoot, 'public', 'fonts', `NotoSans-${style}.ttf`));
  const { bytes } = await exportPlan(request, {
    sqliteWasm: () => readFile(wasm),
    usZips: () => readFile(zips),
    reportFonts: async () => ({ regular: await font('Regular'), bold: await font('Bold') }),
  });
  await writeOutput(context.cwd, out, bytes);
}

function formatOf(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === text);
  if (!format) throw new UsageError(`--format takes ${EXPORT_FORMATS.join(', ')}, not "${text}".`);
  return format;
}

function oneOf<T extends string>(choices: readonly T[], option: string, text: string): T {
  const choice = choices.find((known) => known === text);
  if (choice === undefined) throw new UsageError(`--${option} takes ${choices.join(' or ')}, not "${text}".`);
  return choice;
}
