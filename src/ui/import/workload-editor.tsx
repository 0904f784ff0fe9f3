import type { WorkloadModel } from '../../core/data/dataset.ts';
import type { AccountsPreview } from '../../core/data/import.ts';
import { amount, amountInFull, count, plainNumber } from '../format.ts';
import { NumberField } from '../kit/number-field.tsx';
import { wizardWords } from '../wizard-words.ts';
import { UNITS, withTier } from './choices.ts';
import { TravelFields } from './travel-fields.tsx';

const words = wizardWords;

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

/** Minutes of travel a visit, on average: what the hours of the tiers hold beyond visits' minutes and administration. */
function travelMinutesPerVisit(model: WorkloadModel, tiers: WorkloadEditorProps['tiers']): number | null {
  let [visits, travelHours] = [0, 0];
  for (const { tier, accounts, hours } of tiers) {
    const rule = model.tiers.find((one) => one.tier === tier);
    if (rule === undefined) return null;
    visits += accounts * rule.visitsPerYear;
    travelHours += hours - accounts * ((rule.visitsPerYear * rule.minutesPerVisit) / 60 + model.adminHoursPerAccount);
  }
  return visits > 0 ? Math.max(0, (travelHours * 60) / visits) : null;
}

/** The formula with the figures of one account of each tier. */
function WorkedThrough({ model, tiers, stale }: Pick<WorkloadEditorProps, 'model' | 'tiers' | 'stale'>) {
  const rows = model.tiers.flatMap(({ tier, visitsPerYear, minutesPerVisit }) => {
    const example = tiers.find((one) => one.tier === tier)?.example ?? null;
    if (example === null || visitsPerYear === 0) return [];
    const travel = ((example.hours - model.adminHoursPerAccount) * 60) / visitsPerYear - minutesPerVisit;
    return [{ tier, visitsPerYear, minutesPerVisit, travel, ...example }];
  });
  if (rows.length === 0) return null;
  return (
    <div className={stale ? 'worked figures stale' : 'worked figures'}>
      <div className="row f12">
        <h3 className="grow">{words.worked}</h3>
        <span className="t3">{words.workedFrom}</span>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.tier} className="row f12">
            <span className="badge">{row.tier}</span>
            <span className="grow clip">{row.name}</span>
            <span className="t2 nowrap">
              {words.workedSum(
                plainNumber(row.visitsPerYear),
                plainNumber(row.minutesPerVisit),
                plainNumber(Math.round(row.travel * 10) / 10),
                plainNumber(model.adminHoursPerAccount),
              )}
            </span>
            <strong className="nowrap">{amountInFull(row.hours, UNITS.time)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Hours a year of an account, as a formula one can see and change. */
export function WorkloadEditor(props: WorkloadEditorProps) {
  const { model, tiers, stale, onChange } = props;
  return (
    <>
      <code className="formula-shown">= {words.modelFormula}</code>
      <TierTable {...props} />
      <TravelFields model={model} minutes={stale ? null : travelMinutesPerVisit(model, tiers)} onChange={onChange} />
      <WorkedThrough model={model} tiers={tiers} stale={stale} />
    </>
  );
}
