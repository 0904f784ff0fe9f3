/** Runs one built bench in a process of its own and hands its figures to the parent. */
import { pathToFileURL } from 'node:url';

const bench = await import(pathToFileURL(process.argv[2]).href);
const figures = await bench.run();
// A server or a browser that a bench started would keep the process alive.
process.send({ name: bench.name, figures }, () => process.exit(0));
