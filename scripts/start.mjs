/** `npm start`: from a bare clone to the app on http://localhost:5173 (PORT overrides). */
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { serveDist } from './serve.mjs';

const port = Number(process.env.PORT ?? 5173);

try {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT is "${process.env.PORT}": give a whole number from 1 to 65535.`);
  }
  await ensureInstalled();
  await ensureBuilt();
  await serveDist(port);
  process.stdout.write(`Hexwright is on http://localhost:${port} (Ctrl-C ends it)\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
