/** Pictures as SVG text, in the colours of the light theme. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FONT = '-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

const css = readFileSync(fileURLToPath(new URL('../../../src/ui/tokens.css', import.meta.url)), 'utf8');
const light = css.slice(0, css.indexOf('}'));

/** A design token of the light theme, `token('text-2')`. Throws Error where there is none. */
export function token(name: string): string {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(light)?.[1];
  if (!value) throw new Error(`src/ui/tokens.css has no token --${name}.`);
  return value;
}

/** `share` of one colour laid over another, both #rrggbb. */
export function mix(colour: string, share: number, under = token('map-land')): string {
  const channels = [1, 3, 5].map((at) => {
    const [above, below] = [colour, under].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(share * above! + (1 - share) * below!);
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: number;
  /** A light edge, for text above a map. */
  readonly halo?: boolean;
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 12, fill = token('text-2'), anchor = 'start', weight = 400, halo = false } = style;
  const edge = halo ? ' stroke="#fff" stroke-opacity=".9" stroke-width="3" paint-order="stroke"' : '';
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" font-weight="${weight}"${edge}>${escaped}</text>`;
}

/** A title in bold with a line of smaller text below it. */
export function heading(x: number, y: number, title: string, below: string): string {
  return text(x, y, title, { size: 15, fill: token('text'), weight: 600 }) + text(x, y + 18, below);
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width: number): string {
  return `<path d="M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}" stroke="${stroke}" stroke-width="${width}"/>`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}" rx="${radius}"/>`;
}

/** A whole picture; `label` says what is in it to who does not see it. */
export function picture(width: number, height: number, label: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}" font-family="${FONT}">${rect(0, 0, width, height, token('surface'))}${body}</svg>\n`;
}

/** Two digits after the point at most. */
export function short(value: number): string {
  return String(Math.round(100 * value) / 100).replace(/^(-?)0\./, '$1.');
}

/** Integer steps from point to point; steps of nothing are left out. */
export function stepsPath(points: readonly (readonly [number, number])[], close: boolean): string {
  let path = '';
  let x = 0;
  let y = 0;
  for (const point of points) {
    const [nextX, nextY] = [Math.round(point[0]), Math.round(point[1])];
    if (path === '') path = `M${nextX} ${nextY}l`;
    else if (nextX !== x || nextY !== y) {
      const [dx, dy] = [nextX - x, nextY - y];
      const gap = path.endsWith('l') || dx < 0 ? '' : ' ';
      path += `${gap}${dx}${dy < 0 ? '' : ' '}${dy}`;
    }
    [x, y] = [nextX, nextY];
  }
  return path.endsWith('l') ? '' : path + (close ? 'z' : '');
}
