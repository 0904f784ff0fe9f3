#!/usr/bin/env node
/**
 * `npm run hexwright -- COMMAND`: builds the command line where its sources changed, then runs it. Only what the command
 * itself says goes to stdout.
 */
import { loadCommandLine } from './cli-build.mjs';
import { root } from './setup.mjs';

/** npm runs scripts in the package's folder; paths are meant from where the user stands. */
const workingFolder = process.env.npm_lifecycle_event === 'hexwright' ? process.env.INIT_CWD : undefined;

try {
  const main = await loadCommandLine();
  process.exitCode = await main(process.argv.slice(2), { packageRoot: root, cwd: workingFolder ?? process.cwd() });
} catch (error) {
  process.stderr.write(`hexwright: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
