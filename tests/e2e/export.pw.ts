import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { button, expect, exportAs, openSample, test } from './app.ts';

/** Formats by name on screen, with how their files begin and end. */
const FILES: readonly (readonly [format: string, name: RegExp, head: string])[] = [
  ['Territories, GeoJSON', /-territories\.geojson$/, '{"type":"FeatureCollection"'],
  ['Accounts, GeoJSON', /-accounts\.geojson$/, '{"type":"FeatureCollection"'],
  ['Territories, KML', /-territories\.kml$/, '<?xml version="1.0"'],
  ['GeoPackage', /-plan\.gpkg$/, 'SQLite format 3'],
  ['Workbook, XLSX', /-plan\.xlsx$/, 'PK'],
  ['Accounts, CSV', /-accounts\.csv$/, 'UNINUMBR,'],
  ['Cells, CSV', /-cells\.csv$/, 'h3,'],
  ['ZIPs, CSV', /-zips\.csv$/, 'zip,'],
  ['Changes, CSV', /-changes\.csv$/, 'account,'],
  ['Salesforce files', /-salesforce\.zip$/, 'PK'],
  ['Cells, Parquet', /-cells\.parquet$/, 'PAR1'],
  ['Accounts, Parquet', /-accounts\.parquet$/, 'PAR1'],
  ['Report, PDF', /-report\.pdf$/, '%PDF-1.7'],
  ['Map, PNG', /-map\.png$/, 'PNG'],
];

const mapWidth = (page: Page) => page.locator('.maplibregl-canvas').evaluate((canvas) => canvas.clientWidth);

test('every format is saved, named after plan and day, with a preview and a variant that are remembered', async ({
  page,
}) => {
  await openSample(page);
  const day = await page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  });
  for (const [format, name, head] of FILES) {
    const download = await exportAs(page, format);
    expect(download.suggestedFilename()).toMatch(name);
    expect(download.suggestedFilename()).toContain(day);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 64).toString('latin1')).toContain(head);
    // Two pixels of the picture for each of the map's.
    if (head === 'PNG') expect(bytes.readUInt32BE(16)).toBe(2 * (await mapWidth(page)));
  }
  const dialog = page.getByRole('dialog');
  const preview = dialog.getByRole('region', { name: 'Preview' });
  await button(dialog, 'Show Cells, CSV').click();
  await expect(preview.getByRole('columnheader').first()).toHaveText('h3');
  await expect(preview.getByRole('row')).toHaveCount(7);
  await dialog.getByRole('radio', { name: 'For spreadsheets' }).click();
  await page.keyboard.press('Escape');
  await button(page, 'Export').click();
  await expect(button(dialog, 'Show Cells, CSV')).toHaveAttribute('aria-pressed', 'true');
  const safe = await readFile(await (await exportAs(page, 'Cells, CSV')).path());
  expect([...safe.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});
