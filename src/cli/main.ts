/** The command line: finds the command, runs it, turns errors into one line and an exit code. */
import { isReadError } from '../io/read/read-error.ts';
import { binCommand } from './bin.ts';
import { type CliContext, type Command, InputError, UsageError } from './command.ts';
import { compareCommand } from './compare.ts';
import { designCommand } from './design.ts';
import { exportCommand } from './export.ts';
import { importAlignmentCommand } from './import-alignment.ts';
import { inspectCommand } from './inspect.ts';
import { rebalanceCommand } from './rebalance.ts';
import { refreshCommand } from './refresh.ts';
import { searchIfAsked } from './search-threads.ts';
import { reshapeCommand } from './reshape.ts';
import { solveCommand } from './solve.ts';

const COMMANDS: readonly Command[] = [
  inspectCommand,
  binCommand,
  designCommand,
  importAlignmentCommand,
  rebalanceCommand,
  reshapeCommand,
  refreshCommand,
  compareCommand,
  exportCommand,
  solveCommand,
];

/** @returns exit code: 0 done, 1 bad input, 2 wrong usage */
export async function main(
  args: readonly string[],
  place: Pick<CliContext, 'packageRoot' | 'cwd'>,
  streams: Pick<CliContext, 'print' | 'note'> = standardStreams(),
): Promise<number> {
  const context: CliContext = { ...place, ...streams };
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    if (name === undefined) context.note(overview());
    else context.print(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    context.note(`hexwright: There is no command "${name}": one of ${COMMANDS.map((c) => c.name).join(', ')}.\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    context.print(command.help);
    return 0;
  }
  try {
    await command.run(rest, context);
    return 0;
  } catch (error) {
    return report(error, command, context);
  }
}

function report(error: unknown, command: Command, { note }: CliContext): number {
  if (error instanceof UsageError) {
    note(`hexwright: ${oneLine(error.message)} See hexwright ${command.name} --help.\n`);
    return 2;
  }
  if (error instanceof InputError || isReadError(error) || isFormulaError(error) || isFileError(error)) {
    note(`hexwright: ${oneLine(isFileError(error) ? fileSentence(error) : error.message)}\n`);
    return 1;
  }
  // A mistake of the program's own: the stack helps whoever reports it.
  note(`hexwright: unexpected failure, in ${command.name}: report it with this text. ${stackOf(error)}\n`);
  return 1;
}

function isFormulaError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'FormulaError';
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EISDIR: 'This is a folder, not a file',
  EACCES: 'The file may not be opened',
  EEXIST: 'A file of this name is in the way of a folder',
  ENOTDIR: 'A part of this path is a file, not a folder',
  ENOSPC: 'The disk is full',
};

function fileSentence(error: NodeJS.ErrnoException): string {
  const what = FILE_ERRORS[error.code ?? ''] ?? `The file could not be used (${error.code})`;
  return `${what}, ${error.path ?? ''}: check the path`;
}

function stackOf(error: unknown): string {
  return oneLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `hexwright COMMAND [options]\n\n${lines.join('\n')}\n\nhexwright COMMAND --help shows the options of a command.\n`;
}

function standardStreams(): Pick<CliContext, 'print' | 'note'> {
  return {
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
  };
}

// The command line is one file when built: threads of a search load it, too.
searchIfAsked();
