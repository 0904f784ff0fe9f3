import type { WorkloadModel } from '../../core/data/dataset.ts';
import type { AccountsPreview } from '../../core/data/import.ts';
import { amount, count, plainNumber } from '../format.ts';
import { NumberField } from '../kit/number-field.tsx';
import { messages } from '../messages.ts';
import { UNITS, withTier } from './choices.ts';

const words = messages.importer;

export interface WorkloadEditorProps {
  readonly model: WorkloadModel;
  /** The potential that decides the tiers, as the file names it. */
  readonly potential: string;
  readonly tiers: AccountsPreview['tierCounts'];
  readonly stale: boolean;
  readonly onChange: (model: WorkloadModel) => void;
}

function TierTable({ model, potential, tiers, stale, onChange }: WorkloadEditorProps) {
  return (
    <table className="table tier-table">
      <thead>
        <tr>
          <th scope="col">{words.tier}</th>
          <th scope="col">{`${potential} ${words.from.toLowerCase()}`}</th>
          <th scope="col" className="num">
            {words.visits}
          </th>
          <th scope="col" className="num">
            {words.minutes}
          </th>
          <th scope="col" className="num">
            {words.accounts}
          </th>
          <th scope="col" className="num">
            {words.hours}
          </th>
        </tr>
      </thead>
      <tbody>
        {model.tiers.map((tier, at) => {
          const counted = tiers.find((one) => one.tier === tier.tier);
          const last = at === model.tiers.length - 1;
          const figures = stale ? 'num figures stale' : 'num figures';
          return (
            <tr key={tier.tier}>
              <td>
                <span className="badge">{tier.tier}</span>
              </td>
              <td>
                {last ? (
                  <span className="t2">{words.rest}</span>
                ) : (
                  <NumberField
                    label={words.tierFrom(tier.tier)}
                    value={tier.fromPotential}
                    min={0}
                    width={88}
                    onChange={(fromPotential) => onChange(withTier(model, at, { fromPotential }))}
                  />
                )}
              </td>
              <td className="num">
                <NumberField
                  label={words.tierVisits(tier.tier)}
                  value={tier.visitsPerYear}
                  min={0}
                  onChange={(visitsPerYear) => onChange(withTier(model, at, { visitsPerYear }))}
                />
              </td>
              <td className="num">
                <NumberField
                  label={words.tierMinutes(tier.tier)}
                  value={tier.minutesPerVisit}
                  min={0}
                  onChange={(minutesPerVisit) => onChange(withTier(model, at, { minutesPerVisit }))}
                />
              </td>
              <td className={figures}>{counted === undefined ? '' : count(counted.accounts)}</td>
              <td className={figures}>{counted === undefined ? '' : amount(counted.hours, UNITS.time)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type NumberKey = Exclude<keyof WorkloadModel, 'tiers'>;
const TRAVEL: readonly { readonly key: NumberKey; readonly label: string; readonly unit?: string }[] = [
  { key: 'territories', label: words.territories },
  { key: 'shareBetween', label: words.shareBetween },
  { key: 'shareNearest', label: words.shareNearest },
  { key: 'urbanLegKm', label: words.urbanLeg, unit: words.km },
  { key: 'urbanSpeedKmh', label: words.urban, unit: words.kmh },
  { key: 'ruralSpeedKmh', label: words.rural, unit: words.kmh },
  { key: 'detourFactor', label: words.detour },
  { key: 'adminHoursPerAccount', label: words.admin, unit: words.adminUnit },
];

/** Hours a year of an account, as a formula one can see and change. */
export function WorkloadEditor(props: WorkloadEditorProps) {
  const { model, onChange } = props;
  return (
    <div className="workload-editor">
      <div>
        <code className="formula-shown">= {words.modelFormula}</code>
        <TierTable {...props} />
      </div>
      <div>
        <h3 className="f12">{words.travelTitle}</h3>
        <p className="hint">
          {words.travelWhy(plainNumber(model.shareBetween), plainNumber(model.shareNearest), count(model.territories))}
        </p>
        <dl className="travel">
          {TRAVEL.map(({ key, label, unit }) => (
            <div key={key} className="row">
              <dt className="t2 grow">{label}</dt>
              <dd className="row">
                <NumberField
                  label={label}
                  value={model[key]}
                  min={key === 'territories' ? 2 : 0}
                  onChange={(value) => onChange({ ...model, [key]: value })}
                />
                <span className="unit t3">{unit ?? ''}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
