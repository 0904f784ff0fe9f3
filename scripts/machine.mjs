/** What figures were measured on. */
import { cpus, totalmem } from 'node:os';

/** @returns {{date: string, cpu: string, cores: number, memoryGb: number, node: string}} */
export function machine() {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
  };
}
