/** A file that cannot be used: what, where, what to do. `message` is the three as one line for people. */
export interface ReadError extends Error {
  readonly name: 'ReadError';
  readonly what: string;
  readonly where: string;
  readonly whatToDo: string;
}

export function readError(what: string, where: string, whatToDo: string): ReadError {
  return Object.assign(new Error(`${what}, ${where}: ${whatToDo}`), {
    name: 'ReadError' as const,
    what,
    where,
    whatToDo,
  });
}

export function isReadError(error: unknown): error is ReadError {
  return error instanceof Error && error.name === 'ReadError';
}
