/** The JSON documents of a plan file, as schemas: nothing from a file is believed unchecked. */
import * as v from 'valibot';
import { COLUMN_ROLES, SOURCE_FORMATS } from '../../core/data/dataset.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const columnPosition = v.pipe(v.number(), v.integer(), v.minValue(-1));
const code = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const text = v.string();
const edge = v.tuple([count, count]);

const unit = v.object({ kind: v.picklist(['money', 'time', 'count', 'other']), symbol: text, scale: v.number() });
const measure = v.object({ key: text, name: text, unit, formula: text, balance: v.exactOptional(v.boolean()) });

const workloadModel = v.object({
  tiers: v.array(
    v.object({ tier: text, fromPotential: v.number(), visitsPerYear: v.number(), minutesPerVisit: v.number() }),
  ),
  adminHoursPerAccount: v.number(),
  shareBetween: v.number(),
  shareNearest: v.number(),
  detourFactor: v.number(),
  urbanSpeedKmh: v.number(),
  ruralSpeedKmh: v.number(),
  urbanLegKm: v.number(),
  territories: v.number(),
});

const source = v.object({
  file: text,
  byteLength: count,
  format: v.picklist(SOURCE_FORMATS),
  encoding: text,
  delimiter: text,
  decimal: v.picklist(['.', ',']),
  hasHeader: v.boolean(),
  rowCount: count,
  columnNames: v.array(text),
  ragged: v.array(v.tuple([count, count])),
  surplus: v.array(v.tuple([count, v.array(text)])),
  warnings: v.array(v.object({ code: text, message: text, count })),
});

const accounts = v.object({
  count,
  idColumn: columnPosition,
  nameColumn: columnPosition,
  territoryColumn: columnPosition,
  repColumn: columnPosition,
});

export const projectDocument = v.object({
  id: text,
  name: text,
  createdAt: v.number(),
  baselineId: v.nullable(text),
  activePlanId: v.nullable(text),
  price: v.exactOptional(
    v.object({
      rate: v.nullable(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
      of: v.nullable(text),
      speedKmh: v.exactOptional(v.nullable(v.pipe(v.number(), v.gtValue(0)))),
    }),
  ),
  bridges: v.array(edge),
  grid: v.object({ resolution: count, count, hash: text }),
  dataset: v.object({
    source,
    accounts,
    measures: v.array(measure),
    carried: v.exactOptional(v.array(measure)),
    roles: v.array(v.picklist(COLUMN_ROLES)),
    summed: v.exactOptional(v.boolean()),
    workloadModel: v.nullable(workloadModel),
    attribution: v.array(text),
  }),
  plans: v.array(v.object({ id: text, frozen: v.boolean(), layers: count, edits: v.nullable(count) })),
});
export type ProjectDocument = v.InferOutput<typeof projectDocument>;

const limit = v.object({ measure: text, minimum: v.nullable(v.number()), maximum: v.nullable(v.number()) });

export const planDocument = v.object({
  id: text,
  gridHash: text,
  territories: v.array(
    v.object({
      code,
      id: text,
      name: text,
      hue: count,
      rep: text,
      region: text,
      targetShare: v.number(),
      capacity: v.number(),
      locked: v.boolean(),
      limits: v.exactOptional(v.array(limit)),
    }),
  ),
  regions: v.array(v.object({ id: text, name: text, parent: text })),
  overrides: v.array(v.object({ account: count, territory: code })),
  cellLocks: v.array(count),
  barriers: v.array(edge),
  bridges: v.array(edge),
  settings: v.array(v.object({ key: text, value: v.union([text, v.number(), v.boolean(), v.null()]) })),
});
export type PlanDocument = v.InferOutput<typeof planDocument>;
