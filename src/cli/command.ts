/** What every command of the command line is made of. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

export interface CliContext {
  /** Folder of the package: `public/` lies in it. */
  readonly packageRoot: string;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Writes to standard output: only what was asked for. */
  readonly print: (text: string) => void;
  /** Writes a line for people to standard error. */
  readonly note: (text: string) => void;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Full text of `--help`. */
  readonly help: string;
  run(args: readonly string[], context: CliContext): Promise<void>;
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The input cannot be used: exit code 1. One sentence: what, where, what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that take a text each. */
export function textOptions<Name extends string>(...names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as Readonly<
    Record<Name, { readonly type: 'string' }>
  >;
}

/** Values by option name, and the positional arguments. @throws UsageError on unknown options and missing values. */
export function parseOptions<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. To specify')[0] as string).replace(/\.$/, '')}.`);
  }
}

/** The one positional argument of most commands. */
export function onlyFile(positionals: readonly string[], what: string): string {
  if (positionals.length === 1) return positionals[0] as string;
  if (positionals.length === 0) throw new UsageError(`Name ${what}.`);
  throw new UsageError(`Name one file, not ${positionals.length}: ${positionals.join(', ')}.`);
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${option} is missing.`);
  return value;
}

interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** A number of an option. @throws UsageError outside the range. */
export function numberOption(text: string | undefined, option: string, range: NumberRange): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
  if (!fits) {
    const kind = range.whole ? 'a whole number' : 'a number';
    const upTo = range.max === Infinity ? `of at least ${range.min}` : `from ${range.min} to ${range.max}`;
    throw new UsageError(`--${option} takes ${kind} ${upTo}, not "${text}".`);
  }
  return value;
}
