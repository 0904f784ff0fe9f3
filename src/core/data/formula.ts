/**
 * Formulas over columns: `=DEPSUMBR*1000`, `=if(status == 'open', value * 0.4, 0)`, `=[Annual revenue] / 12`. A text
 * without `=` names a column. Parsed by jsep; evaluated here by a whitelist, so that no name can reach beyond the
 * columns and functions below.
 */
import jsep from 'jsep';
import { numberAt } from './column-numbers.ts';
import type { SourceTable, TextColumn } from './dataset.ts';
import { functionNamed } from './formula-functions.ts';
import { textAt } from './text-column.ts';

export type RowNumber = (row: number) => number;
/** Names beside the columns: `visits`, `minutes`, `travel`, `admin`, `count`. Columns of the same name win. */
export type FormulaVariables = ReadonlyMap<string, RowNumber>;
type FormulaTable = Pick<SourceTable, 'columns' | 'decimal'>;

export interface FormulaError extends Error {
  readonly name: 'FormulaError';
  /** 1-based position in the formula's text, 0 where it concerns the whole. */
  readonly position: number;
}

const MAX_LENGTH = 2000;

/** A value while compiling: as number, and as text where it is one. */
interface Compiled {
  readonly num: RowNumber;
  readonly text: ((row: number) => string) | null;
  /** Only text: a number is not to be had of it. */
  readonly literalText: boolean;
}

interface Context {
  readonly source: string;
  readonly table: FormulaTable;
  readonly variables: FormulaVariables;
  /** Placeholder -> quoted or bracketed column name. */
  readonly quoted: ReadonlyMap<string, string>;
}

/**
 * Compiles to a function of the 0-based record. Blanks count as 0 inside a formula; a bare column gives NaN for them.
 * Text where a number is needed gives NaN. Throws FormulaError: a sentence with the position.
 */
export function compileFormula(text: string, table: FormulaTable, variables: FormulaVariables = new Map()): RowNumber {
  const trimmed = text.trim();
  if (!trimmed.startsWith('=')) {
    const column = findColumn(table, trimmed);
    if (column === null) throw formulaError(text, 0, `there is no column ${trimmed === '' ? '(blank)' : trimmed}`);
    return (row) => numberAt(column, row, table.decimal);
  }
  if (text.length > MAX_LENGTH) throw formulaError(text.slice(0, 40), 0, `it is longer than ${MAX_LENGTH} characters`);
  const source = text.replace(/^(\s*)=/, '$1 ');
  const { body, quoted } = withoutQuotedNames(source, text);
  return compile(parse(body, text), { source: text, table, variables, quoted }).num;
}

function parse(body: string, source: string): jsep.Expression {
  try {
    return jsep(body);
  } catch (error) {
    const index = Reflect.get(error as object, 'index');
    const why = String(Reflect.get(error as object, 'description') ?? 'it cannot be read');
    throw formulaError(source, typeof index === 'number' ? index + 1 : 0, why.charAt(0).toLowerCase() + why.slice(1));
  }
}

function formulaError(source: string, position: number, why: string): FormulaError {
  const where = position > 0 ? ` at position ${position}` : '';
  const message = `The formula ${source.trim()} cannot be used${where}: ${why}.`;
  return Object.assign(new Error(message), { name: 'FormulaError' as const, position });
}

/** Names in brackets, double quotes or backticks become placeholders of the same length, so that positions hold. */
function withoutQuotedNames(source: string, original: string): { body: string; quoted: Map<string, string> } {
  const quoted = new Map<string, string>();
  let body = '';
  for (let at = 0; at < source.length; ) {
    const open = source[at]!;
    const close = open === '[' ? ']' : open;
    if (open !== '[' && open !== '"' && open !== '`' && open !== "'") {
      body += open;
      at += 1;
      continue;
    }
    const end = source.indexOf(close, at + 1);
    if (end < 0) throw formulaError(original, at + 1, `the ${open} is not closed by ${close}`);
    if (open === "'") body += source.slice(at, end + 1);
    else {
      const placeholder = `$${quoted.size.toString(36)}`.padEnd(end + 1 - at, '$');
      quoted.set(placeholder, source.slice(at + 1, end));
      body += placeholder;
    }
    at = end + 1;
  }
  return { body, quoted };
}

function findColumn(table: FormulaTable, name: string): TextColumn | null {
  const exact = table.columns.find((column) => column.name === name);
  if (exact !== undefined) return exact;
  const loose = table.columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return loose.length === 1 ? (loose[0] ?? null) : null;
}

function compile(node: jsep.Expression, context: Context): Compiled {
  const expression = node as jsep.CoreExpression;
  switch (expression.type) {
    case 'Literal':
      return literal(expression, context);
    case 'Identifier':
      return identifier(expression.name, context);
    case 'UnaryExpression':
      return unary(expression, context);
    case 'BinaryExpression':
      return binary(expression, context);
    case 'ConditionalExpression': {
      const [test, yes, no] = [expression.test, expression.consequent, expression.alternate].map(
        (part) => compile(part, context).num,
      ) as [RowNumber, RowNumber, RowNumber];
      return number((row) => (truthy(test(row)) ? yes(row) : no(row)));
    }
    case 'CallExpression':
      return call(expression, context);
    case 'MemberExpression':
      throw refusal(context, '.', 'a column name with a point or bracket goes into brackets, as in [net.sales]');
    default:
      throw formulaError(
        context.source,
        0,
        'it holds more than one expression, or something other than columns, numbers and functions',
      );
  }
}

function refusal(context: Context, token: string, why: string): FormulaError {
  return formulaError(context.source, context.source.indexOf(token) + 1, why);
}

function number(num: RowNumber): Compiled {
  return { num, text: null, literalText: false };
}

function literal(node: jsep.Literal, context: Context): Compiled {
  const { value } = node;
  if (typeof value === 'number') return number(() => value);
  if (typeof value === 'boolean') return number(() => (value ? 1 : 0));
  if (typeof value === 'string') return { num: () => Number.NaN, text: () => value, literalText: true };
  throw refusal(context, node.raw, `${node.raw} is neither a number nor a text`);
}

function identifier(name: string, context: Context): Compiled {
  const wanted = context.quoted.get(name) ?? name;
  const column = findColumn(context.table, wanted);
  const { decimal } = context.table;
  if (column !== null) {
    const num: RowNumber = (row) => {
      const value = numberAt(column, row, decimal);
      return Number.isNaN(value) && textAt(column, row).trim() === '' ? 0 : value;
    };
    return { num, text: (row) => textAt(column, row), literalText: false };
  }
  const variable = context.quoted.has(name) ? undefined : context.variables.get(wanted);
  if (variable !== undefined) return number(variable);
  throw refusal(context, wanted, `there is no column ${wanted}`);
}

function unary(node: jsep.UnaryExpression, context: Context): Compiled {
  const inner = compile(node.argument, context).num;
  if (node.operator === '-') return number((row) => -inner(row));
  if (node.operator === '+') return number(inner);
  if (node.operator === '!') return number((row) => (truthy(inner(row)) ? 0 : 1));
  throw refusal(context, node.operator, `${node.operator} is not an operator here`);
}

const truthy = (value: number): boolean => value !== 0 && !Number.isNaN(value);

type Operation = (a: number, b: number) => number;
const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['**', (a, b) => a ** b],
  ['<', (a, b) => (a < b ? 1 : 0)],
  ['<=', (a, b) => (a <= b ? 1 : 0)],
  ['>', (a, b) => (a > b ? 1 : 0)],
  ['>=', (a, b) => (a >= b ? 1 : 0)],
  ['==', (a, b) => (a === b ? 1 : 0)],
  ['===', (a, b) => (a === b ? 1 : 0)],
  ['!=', (a, b) => (a !== b ? 1 : 0)],
  ['!==', (a, b) => (a !== b ? 1 : 0)],
  ['&&', (a, b) => (truthy(a) && truthy(b) ? 1 : 0)],
  ['||', (a, b) => (truthy(a) || truthy(b) ? 1 : 0)],
]);

function binary(node: jsep.BinaryExpression, context: Context): Compiled {
  const operation = OPERATIONS.get(node.operator);
  if (operation === undefined) {
    const hint = node.operator === '^' ? '; write ** for a power' : '';
    throw refusal(context, node.operator, `${node.operator} is not an operator here${hint}`);
  }
  const a = compile(node.left, context);
  const b = compile(node.right, context);
  if (!a.literalText && !b.literalText) return number((row) => operation(a.num(row), b.num(row)));
  const { text: left } = a;
  const { text: right } = b;
  if (!/^[!=]==?$/.test(node.operator) || left === null || right === null) {
    throw refusal(context, node.operator, 'a text can only be compared with a column, by == or !=');
  }
  const wanted = node.operator.startsWith('=');
  return number((row) => ((left(row) === right(row)) === wanted ? 1 : 0));
}

function call(node: jsep.CallExpression, context: Context): Compiled {
  const name = typeof node.callee['name'] === 'string' ? node.callee['name'] : '';
  const found = functionNamed(name);
  if (found === null || context.quoted.has(name)) {
    throw refusal(context, name || '(', `there is no function ${name || 'of that kind'}`);
  }
  const given = node.arguments.length;
  if (given < found.least || given > found.most) {
    const wanted = found.least === found.most ? `${found.least}` : `${found.least} or more`;
    throw refusal(context, name, `${name} takes ${wanted} values, not ${given}`);
  }
  const parts = node.arguments.map((part) => compile(part, context));
  if (found.ofText !== undefined) {
    const text = parts[0]?.text ?? null;
    const { ofText } = found;
    if (text === null) throw refusal(context, name, `${name} takes a column`);
    return number((row) => ofText(text(row)));
  }
  return number(found.make(parts.map((part) => part.num)));
}
