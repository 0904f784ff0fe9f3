/** Runs one built bench in a process of its own and hands its figures to the parent. */
import { pathToFileURL } from 'node:url';

const bench = await import(pathToFileURL(process.argv[2]).href);
process.send({ name: bench.name, figures: await bench.run() });
process.disconnect();
