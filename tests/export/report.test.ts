/** The PDF report, taken apart again without any of the code that made it. */
import { readFileSync } from 'node:fs';
import { unzlibSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writePlanReport } from '../../src/io/write/plan-report.ts';
import { nastyProject } from './nasty-project.ts';

const font = (style: string) => new Uint8Array(readFileSync(`public/fonts/NotoSans-${style}.ttf`));
const fonts = { regular: font('Regular'), bold: font('Bold') };

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Streams of a file, unpacked, in order. */
function streamsOf(pdf: Uint8Array): string[] {
  const text = latin(pdf);
  return [...text.matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode[^]*?stream\n/g)].map(
    ({ 0: head, 1: length, index }) => {
      const start = index + head.length;
      return latin(unzlibSync(pdf.slice(start, start + Number(length))));
    },
  );
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Characters by glyph, from the map of a font that the file carries. */
function charactersOf(map: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const [, first, list] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([\w ]+)>/g)].forEach(([, hex], i) =>
      found.set(Number.parseInt(first!, 16) + i, utf16(hex!.replace(/ /g, ''))),
    );
  }
  return found;
}

/** Text of all pages, a line of the file each, by the maps from glyphs to characters that the file carries. */
function textOf(pdf: Uint8Array): string {
  const streams = streamsOf(pdf);
  const maps = streams.filter((stream) => stream.includes('begincmap')).map(charactersOf);
  expect(maps).toHaveLength(2);
  const resolve = (map: Map<number, string>, glyphs: string) =>
    (glyphs.match(/\w{4}/g) ?? []).map((glyph) => map.get(Number.parseInt(glyph, 16)) ?? '\ufffd').join('');
  return streams
    .flatMap((stream) => [...stream.matchAll(/\/F(\d) [\d.]+ Tf\s+\[([^\]]*)\] TJ/g)])
    .map(([, face, shown]) =>
      [...shown!.matchAll(/<(\w+)>/g)].map(([, glyphs]) => resolve(maps[Number(face) - 1]!, glyphs!)).join(''),
    )
    .join('\n');
}

/** One for all: it takes a second to write. */
const report = nastyProject().then(async ({ request }) => {
  const pdf = await writePlanReport({ ...request, day: '2026-03-31' }, fonts);
  return { territories: [...request.plan.records.territory.values()], pdf };
});

it('holds the map, figures of every territory and a page each, as text that can be copied', async () => {
  const { territories, pdf } = await report;
  const text = textOf(pdf);
  for (const { name } of territories) expect(text).toContain(name.replace(/\s+/g, ' ').slice(0, 12));
  expect(text).toContain('2026-03-31');
  expect(text).toContain('Łódź – Zürich');
  expect(latin(pdf).match(/\/Type \/Page\n/g)?.length).toBeGreaterThanOrEqual(territories.length + 1);
});

it('every object lies where the table of the file says', async () => {
  const text = latin((await report).pdf);
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const entries = [...text.slice(start).matchAll(/^(\d{10}) 00000 n /gm)];
  expect(entries.length).toBeGreaterThan(10);
  entries.forEach(([, offset], i) => expect(text.slice(Number(offset)).startsWith(`${i + 1} 0 obj`)).toBe(true));
});

it('names of the file become text and never anything that runs', async () => {
  const pdf = latin((await report).pdf);
  expect(pdf).not.toMatch(/\/(?:JavaScript|JS|OpenAction|AA|URI|Launch|EmbeddedFile|Annots)\b/);
});

it('is tagged for readers of the screen: headings, tables with their headers, maps with a name', async () => {
  const { territories, pdf: bytes } = await report;
  const pdf = latin(bytes);
  const count = (tag: string) => pdf.match(new RegExp(`/S /${tag}\\n`, 'g'))?.length ?? 0;
  expect(pdf).toContain('/Lang (en)');
  expect(count('H1')).toBe(territories.length + 1);
  expect(count('Table')).toBeGreaterThan(1);
  expect(count('TH')).toBeGreaterThan(8);
  expect(count('TD')).toBeGreaterThan(count('TH'));
  expect(pdf).toMatch(/\/S \/Figure\n[^>]*\/Alt \(/);
});

/** As much of a browser's canvas as letters take: each is a square, half as wide as its size. */
function fakeCanvas(painted: string[]) {
  return class {
    width = 1;
    height = 1;
    getContext() {
      const canvas = this as { width: number; height: number };
      return {
        canvas,
        font: '',
        measureText: (text: string) => ({ width: text.length * 20 }),
        fillText: (text: string) => painted.push(text),
        strokeText: () => undefined,
        getImageData: () => ({ data: new Uint8ClampedArray(4 * canvas.width * canvas.height).fill(7) }),
      };
    }
  };
}

describe('letters that the fonts lack', () => {
  const NAMES = ['東京 営業所', 'منطقة الشمال', 'Nord', 'ภาคเหนือ', 'Łódź 😀'] as const;
  const named = async () => {
    const { request } = await nastyProject();
    [...request.plan.records.territory.values()].forEach((territory, i) => {
      request.plan.records.territory.set(territory.code, { ...territory, name: NAMES[i]!, id: `T${i + 1}` });
    });
    return { ...request, planName: '二〇二六年' };
  };
  afterEach(() => vi.unstubAllGlobals());

  it('are drawn by the browser, and copied out as what they are', async () => {
    const painted: string[] = [];
    vi.stubGlobal('OffscreenCanvas', fakeCanvas(painted));
    const pdf = await writePlanReport(await named(), fonts);
    expect(new Set(painted)).toEqual(new Set([...painted, '東京 営業所', 'منطقة الشمال', 'ภาคเหนือ', '二〇二六年']));
    expect(painted.filter((text) => text === 'Nord')).toEqual([]);
    const pages = streamsOf(pdf).filter((stream) => stream.includes(' BDC'));
    const spans = pages.flatMap((page) => [...page.matchAll(/\/Span <<\n?\/ActualText \((.*?)\)\n?>> BDC/gs)]);
    expect(spans.length).toBeGreaterThan(NAMES.length);
    expect(latin(pdf)).toMatch(/\/SMask \d+ 0 R/);
    expect(textOf(pdf)).not.toContain('fonts at hand');
  });

  it('give way to ids where nothing draws them, and the report says so', async () => {
    const text = textOf(await writePlanReport(await named(), fonts));
    expect(text).toContain('names have letters that the fonts at hand lack');
    for (const name of ['T1', 'T2', 'Nord', 'T4', 'Łódź']) expect(text.split('\n')).toContain(name);
    expect(text).not.toContain('\ufffd');
  });
});
