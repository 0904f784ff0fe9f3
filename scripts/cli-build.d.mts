import type { main } from '../src/cli/main.ts';

/** The command line's `main`, built where its sources changed; throws a sentence when the build fails. */
export function loadCommandLine(): Promise<typeof main>;
