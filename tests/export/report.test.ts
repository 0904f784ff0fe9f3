/** The PDF report, taken apart again without any of the code that made it. */
import { readFileSync } from 'node:fs';
import { unzlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { readFont, subsetFont } from '../../src/io/write/pdf-font.ts';
import { writePlanReport } from '../../src/io/write/plan-report.ts';
import { nastyProject } from './nasty-project.ts';

const font = (style: string) => new Uint8Array(readFileSync(`public/fonts/NotoSans-${style}.ttf`));
const fonts = { regular: font('Regular'), bold: font('Bold') };

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Streams of a file, unpacked, in order. */
function streamsOf(pdf: Uint8Array): string[] {
  const text = latin(pdf);
  return [...text.matchAll(/\/Length (\d+) \/Filter \/FlateDecode[^]*?stream\n/g)].map(
    ({ 0: head, 1: length, index }) => {
      const start = index + head.length;
      return latin(unzlibSync(pdf.slice(start, start + Number(length))));
    },
  );
}

/** Text of all pages, by the maps from glyphs to characters that the file carries. */
function textOf(pdf: Uint8Array): string {
  const streams = streamsOf(pdf);
  const maps = streams
    .filter((stream) => stream.includes('begincmap'))
    .map((map) => new Map([...map.matchAll(/<(\w{4})> <(\w+)>/g)].map(([, glyph, hex]) => [glyph, hex])));
  const shown = streams.flatMap((stream) => [...stream.matchAll(/\/F(\d) [\d.]+ Tf [^<]*<(\w+)> Tj/g)]);
  return shown
    .map(([, face, glyphs]) =>
      (glyphs!.match(/\w{4}/g) ?? [])
        .map((glyph) =>
          Buffer.from(maps[Number(face) - 1]?.get(glyph) ?? 'fffd', 'hex')
            .swap16()
            .toString('utf16le'),
        )
        .join(''),
    )
    .join('\n');
}

it('holds the map, figures of every territory and a page each, as text that can be copied', async () => {
  const { request } = await nastyProject();
  const territories = [...request.plan.records.territory.values()];
  const pdf = await writePlanReport({ ...request, day: '2026-03-31' }, fonts);
  const text = textOf(pdf);
  for (const { name } of territories) expect(text).toContain(name.replace(/\s+/g, ' ').slice(0, 12));
  expect(text).toContain('2026-03-31');
  expect(text).toContain('Łódź – Zürich');
  expect(latin(pdf).match(/\/Type \/Page /g)?.length).toBeGreaterThanOrEqual(territories.length + 1);
});

it('every object lies where the table of the file says', async () => {
  const { request } = await nastyProject();
  const text = latin(await writePlanReport(request, fonts));
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const entries = [...text.slice(start).matchAll(/^(\d{10}) 00000 n /gm)];
  expect(entries.length).toBeGreaterThan(10);
  entries.forEach(([, offset], i) => expect(text.slice(Number(offset)).startsWith(`${i + 1} 0 obj`)).toBe(true));
});

it('names of the file become text and never anything that runs', async () => {
  const { request } = await nastyProject();
  const pdf = latin(await writePlanReport(request, fonts));
  expect(pdf).not.toMatch(/\/(?:JavaScript|JS|OpenAction|AA|URI|Launch|EmbeddedFile|Annots)\b/);
});

it('keeps the glyphs that are used, and the parts they are made of', () => {
  const whole = readFont(fonts.regular);
  const glyph = whole.glyphOf('ż'.codePointAt(0)!);
  expect(glyph).toBeGreaterThan(0);
  const file = subsetFont(whole, [glyph]);
  expect(file.length).toBeLessThan(fonts.regular.length / 8);
  const view = new DataView(file.buffer);
  const tags = Array.from({ length: view.getUint16(4) }, (_, i) => latin(file.subarray(12 + 16 * i, 16 + 16 * i)));
  expect(tags).toEqual(['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep']);
});
