/** `territories.geojson`: RFC 7946, one feature a territory. */
import { bboxOf } from '../../core/geometry/rfc7946.ts';
import type { MultiPolygon } from '../../core/geometry/ring.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import { createByteWriter } from './byte-writer.ts';
import { eachRow, type ExportStep, noStep, partOf } from './export-step.ts';
import { polygonsOf, territoryShapes } from './territory-shapes.ts';
import {
  figuresOf,
  measureTotals,
  type PlanRequest,
  territoryProperties,
  type TerritoryProperties,
} from './territory-properties.ts';

/** Version of the foreign member `hexwright`. */
const GEOJSON_VERSION = 1;

/** A territory without cells has a null geometry (RFC 7946, 3.2). */
export async function writeTerritoriesGeojson(
  request: PlanRequest,
  figures: PlanMetrics = figuresOf(request),
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const { plan, dataset } = request;
  const codes = territoriesOf(plan).map((territory) => territory.code);
  const properties = territoryProperties(request, figures);
  const totals = measureTotals(request);
  const hexwright = {
    version: GEOJSON_VERSION,
    units: Object.fromEntries(totals.map(({ measure }) => [measure.key, measure.unit])),
    sources: [dataset.source.file],
    attribution: dataset.attribution,
    totals: Object.fromEntries(totals.map(({ measure, ...sums }) => [measure.key, sums])),
  };
  const shapes = await territoryShapes(request, partOf(step, 0, 0.7));
  const geometries = codes.map((code) => shapes.get(code) ?? null);
  const writer = createByteWriter();
  const whole = bboxMember(geometries.flatMap((geometry) => (geometry === null ? [] : polygonsOf(geometry))));
  writer.text(`{"type":"FeatureCollection",${whole}"hexwright":${JSON.stringify(hexwright)},"features":[`);
  await eachRow(properties.length, partOf(step, 0.7, 1), (position) => {
    const record = properties[position] as TerritoryProperties;
    const geometry = geometries[position] ?? null;
    const id = JSON.stringify(record['territory_id']);
    const box = geometry === null ? '' : bboxMember(polygonsOf(geometry));
    const rest = `"properties":${JSON.stringify(record)},"geometry":${JSON.stringify(geometry)}`;
    writer.text(`${position === 0 ? '' : ','}\n{"type":"Feature","id":${id},${box}${rest}}`);
  });
  writer.text('\n]}\n');
  return writer.take();
}

/** West, south, east, north of what is written, west greater than east across the antimeridian; empty without a position. */
function bboxMember(polygons: MultiPolygon): string {
  const box = bboxOf(polygons);
  return box === null ? '' : `"bbox":${JSON.stringify(box)},`;
}
