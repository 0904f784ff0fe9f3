/** GDAL as a second opinion, where this machine has it. */
import { execFileSync, spawnSync } from 'node:child_process';

export const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0;

/** A layer of a file as GDAL reads it. */
export function gdalFeatures(path: string, layer: string): readonly GdalFeature[] {
  const args = ['-f', 'GeoJSON', '/vsistdout/', path, layer];
  const text = execFileSync('ogr2ogr', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return (JSON.parse(text) as { features: GdalFeature[] }).features;
}

export interface GdalFeature {
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  readonly geometry: { readonly type: string } | null;
}

/** Values of the first column that a query gives; `sql` may ask for the name of the first layer. */
export function gdalQuery(path: string, sql: string | ((layer: string) => string)): string[] {
  const query = typeof sql === 'string' ? sql : sql(firstLayer(path));
  const args = ['-f', 'CSV', '/vsistdout/', path, '-dialect', 'SQLite', '-sql', query];
  const text = execFileSync('ogr2ogr', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replace(/^"|"$/g, ''));
}

function firstLayer(path: string): string {
  const text = execFileSync('ogrinfo', ['-q', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return /^1: (.*?)(?: \([^()]*\))?$/m.exec(text)?.[1] ?? '';
}
