import type { WorkloadModel } from '../../core/data/dataset.ts';
import { count, plainNumber } from '../format.ts';
import { NumberField } from '../kit/number-field.tsx';
import { wizardWords } from '../wizard-words.ts';

const words = wizardWords;

type NumberKey = Exclude<keyof WorkloadModel, 'tiers'>;
interface ModelField {
  readonly key: NumberKey;
  readonly label: string;
  readonly unit?: string;
}
const ALWAYS: readonly ModelField[] = [
  { key: 'adminHoursPerAccount', label: words.admin, unit: words.adminUnit },
  { key: 'territories', label: words.territories },
];
const TRAVEL: readonly ModelField[] = [
  { key: 'shareBetween', label: words.shareBetween },
  { key: 'shareNearest', label: words.shareNearest },
  { key: 'urbanLegKm', label: words.urbanLeg, unit: words.km },
  { key: 'urbanSpeedKmh', label: words.urban, unit: words.kmh },
  { key: 'ruralSpeedKmh', label: words.rural, unit: words.kmh },
  { key: 'detourFactor', label: words.detour },
];

export interface TravelFieldsProps {
  readonly model: WorkloadModel;
  /** Minutes of travel a visit on average; null while unknown. */
  readonly minutes: number | null;
  readonly onChange: (model: WorkloadModel) => void;
}

function Field({ field, model, onChange }: Omit<TravelFieldsProps, 'minutes'> & { readonly field: ModelField }) {
  const { key, label, unit } = field;
  return (
    <div className="row">
      <dt className="t2">{label}</dt>
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
  );
}

/** What the hours of a visit take besides its minutes: administration, and travel as an estimate. */
export function TravelFields({ model, minutes, onChange }: TravelFieldsProps) {
  const fields = (list: readonly ModelField[]) =>
    list.map((field) => <Field key={field.key} field={field} model={model} onChange={onChange} />);
  return (
    <>
      <dl className="model-fields">{fields(ALWAYS)}</dl>
      <details className="travel">
        <summary className="f12">
          <strong>{words.travelTitle}</strong>
          {minutes === null ? null : (
            <span className="t2"> {words.travelMinutes(plainNumber(Math.round(minutes)))}</span>
          )}
        </summary>
        <p className="hint">
          {words.travelWhy(plainNumber(model.shareBetween), plainNumber(model.shareNearest), count(model.territories))}
        </p>
        <dl className="model-fields">{fields(TRAVEL)}</dl>
      </details>
    </>
  );
}
