/** KML 2.2 of the territories: a folder a region, a style a hue, figures as typed extended data. */
import type { Rfc7946Geometry } from '../../core/geometry/rfc7946.ts';
import type { Polygon } from '../../core/geometry/ring.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { Plan, Territory } from '../../core/plan/plan.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { type ExportStep, noStep } from './export-step.ts';
import { type ExportTable, territoriesTable } from './export-table.ts';
import { HUE_COLOURS } from './hue-colours.ts';
import { polygonsOf, territoryShapes } from './territory-shapes.ts';
import { figuresOf, type PlanRequest } from './territory-properties.ts';
import { xmlText } from './xml-text.ts';

const KML_TYPES = { text: 'string', number: 'double', integer: 'int', boolean: 'bool' } as const;

/** A territory without cells is a placemark without geometry. Names are text: nothing in them is read as HTML. */
export async function writeTerritoriesKml(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const { plan, planName } = request;
  const table = territoriesTable(request, figuresOf(request));
  const writer = createByteWriter();
  writer.text('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n');
  writer.text(`<name>${xmlText(planName)}</name>\n`);
  HUE_COLOURS.forEach((colour, hue) => writer.text(styleOf(colour, hue)));
  writer.text('<Schema name="territory" id="territory">\n');
  for (const { name, type } of table.columns) {
    writer.text(`<SimpleField type="${KML_TYPES[type]}" name="${xmlText(name)}"/>\n`);
  }
  writer.text('</Schema>\n');
  const territories = territoriesOf(plan);
  const shapes = await territoryShapes(request, step);
  for (const [region, rows] of rowsByRegion(territories)) {
    if (region !== '') writer.text(`<Folder>\n<name>${xmlText(regionName(plan, region))}</name>\n`);
    for (const row of rows) {
      const territory = territories[row] as Territory;
      writePlacemark(writer, shapes.get(territory.code), territory, table, row);
    }
    if (region !== '') writer.text('</Folder>\n');
  }
  writer.text('</Document>\n</kml>\n');
  return writer.take();
}

/** KML colours are aabbggrr. */
function styleOf(colour: string, hue: number): string {
  const bgr = colour.slice(4) + colour.slice(2, 4) + colour.slice(0, 2);
  const line = `<LineStyle><color>ff${bgr}</color><width>2</width></LineStyle>`;
  return `<Style id="hue${hue}">${line}<PolyStyle><color>80${bgr}</color></PolyStyle></Style>\n`;
}

/** Positions of territories by region, those without a region last. */
function rowsByRegion(territories: readonly Territory[]): [region: string, rows: number[]][] {
  const rows = new Map<string, number[]>();
  territories.forEach(({ region }, row) => {
    const found = rows.get(region);
    if (found) found.push(row);
    else rows.set(region, [row]);
  });
  return [...rows].sort(([a], [b]) => Number(a === '') - Number(b === ''));
}

/** `Nation / West`: a region's name after those of the regions above it. */
export function regionName({ records: { region: regions } }: Plan, id: string): string {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let at = id; at !== '' && !seen.has(at); at = regions.get(at)?.parent ?? '') {
    seen.add(at);
    names.unshift(regions.get(at)?.name ?? at);
  }
  return names.join(' / ');
}

function writePlacemark(
  writer: ByteWriter,
  shape: Rfc7946Geometry | undefined,
  { name, code, hue }: Territory,
  table: ExportTable,
  row: number,
): void {
  writer.text(`<Placemark id="territory-${code}">\n<name>${xmlText(name)}</name>\n`);
  writer.text(`<styleUrl>#hue${hue % HUE_COLOURS.length}</styleUrl>\n`);
  writer.text('<ExtendedData><SchemaData schemaUrl="#territory">\n');
  for (const column of table.columns) {
    const value = column.valueAt(row);
    if (value === null || value === '') continue;
    writer.text(`<SimpleData name="${xmlText(column.name)}">${xmlText(String(value))}</SimpleData>\n`);
  }
  writer.text('</SchemaData></ExtendedData>\n');
  if (shape !== undefined) {
    writer.text('<MultiGeometry>\n');
    for (const polygon of polygonsOf(shape)) writePolygon(writer, polygon);
    writer.text('</MultiGeometry>\n');
  }
  writer.text('</Placemark>\n');
}

function writePolygon(writer: ByteWriter, polygon: Polygon): void {
  writer.text('<Polygon><tessellate>1</tessellate>');
  polygon.forEach((ring, position) => {
    const boundary = position === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
    const coordinates = ring.map(([lng, lat]) => `${lng},${lat}`).join(' ');
    writer.text(`<${boundary}><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></${boundary}>`);
  });
  writer.text('</Polygon>\n');
}
