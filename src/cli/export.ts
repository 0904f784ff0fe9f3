import type { ExportFormat } from '../core/plan/export-request.ts';
import { exportPlan } from '../io/write/export-plan.ts';
import { type CliContext, type Command, onlyFile, parseOptions, required, textOptions, UsageError } from './command.ts';
import { openPlan } from './open-plan.ts';
import { requestOf, writeOutput } from './output-folder.ts';

const FORMATS: readonly ExportFormat[] = ['geojson', 'cells-csv', 'accounts-csv'];

const HELP = `hexwright export PLAN.hexwright --format FORMAT --out FILE

Writes one file of a plan.

  --format FORMAT      ${FORMATS.join(' | ')}
  --out FILE           the file to write
  --plan NAME          the plan to write, by name or id (the one that was open)
`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'one file of a plan: GeoJSON, cells or accounts',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...textOptions('format', 'out', 'plan'),
    });
    const path = onlyFile(positionals, 'the plan file to export');
    const format = formatOf(required(values.format, 'format'));
    const out = required(values.out, 'out');
    const { file, chosen } = await openPlan(context, path, values.plan);
    const exported = exportPlan({ ...requestOf(file.project, chosen.plan), format });
    await writeOutput(context.cwd, out, exported.bytes);
  },
};

function formatOf(text: string): ExportFormat {
  const format = FORMATS.find((known) => known === text);
  if (!format) throw new UsageError(`--format takes ${FORMATS.join(', ')}, not "${text}".`);
  return format;
}
