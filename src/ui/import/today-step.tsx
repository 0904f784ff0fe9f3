import type { TerritoryCount } from '../../core/data/import.ts';
import { POTENTIAL, type Unit } from '../../core/data/measure.ts';
import { columnScale, count, deviation, scaled } from '../format.ts';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { measureOf, UNITS } from './choices.ts';
import { type Import, todayColumn } from './use-import.ts';

const words = wizardWords;

/** What each territory of today carries, beside an equal share. */
function TerritoryTable({ rows, unit }: { readonly rows: readonly TerritoryCount[]; readonly unit: Unit }) {
  const named = rows.filter(({ name }) => name !== '');
  const total = named.reduce((sum, { potential }) => sum + potential, 0);
  const most = Math.max(0, ...named.map(({ potential }) => potential));
  const share = total / Math.max(1, named.length);
  const scale = columnScale(share, unit);
  return (
    <div className="today-scroll" tabIndex={0} role="region" aria-label={words.todayTitle}>
      <table className="table today-table">
        <thead>
          <tr>
            <th scope="col">{words.todayTerritory}</th>
            <th scope="col" className="num">
              {words.accounts}
            </th>
            <th scope="col" className="num">
              {scale.label === '' ? words.potential : `${words.potential}, ${scale.label}`}
            </th>
            <th aria-hidden />
            <th scope="col" className="num">
              {words.toEqualShare}
            </th>
          </tr>
        </thead>
        <tbody>
          {named.map(({ name, accounts, potential }) => (
            <tr key={name}>
              <th scope="row" className="clip">
                {name}
              </th>
              <td className="num">{count(accounts)}</td>
              <td className="num">{scaled(potential, unit, scale)}</td>
              <td className="today-bar" aria-hidden>
                <i style={{ width: `${most > 0 ? (100 * potential) / most : 0}%` }} />
              </td>
              <td className="num t2">{share > 0 ? deviation(potential / share - 1) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function TodayStep({ flow }: { readonly flow: Import }) {
  const column = todayColumn(flow.state) ?? '';
  const { useToday, accounts, choices } = flow.state;
  const rows = accounts?.territories ?? [];
  const blank = rows.find(({ name }) => name === '')?.accounts ?? 0;
  const named = rows.length - (blank > 0 ? 1 : 0);
  const unit = (choices === null ? undefined : measureOf(choices, POTENTIAL)?.unit) ?? UNITS.other;
  return (
    <main className="import-file">
      <fieldset className="file-card today-card">
        <legend className="visually-hidden">{words.todayTitle}</legend>
        <div className="row">
          <strong className="grow today-title">{words.todayTitle}</strong>
          <span className="t2 f12">{counted(named, 'territories')}</span>
        </div>
        <p className="t2 f12">{words.todayBody(column)}</p>
        <TerritoryTable rows={rows} unit={unit} />
        {blank > 0 ? <p className="hint">{words.todayBlank(counted(blank, 'accounts'))}</p> : null}
        <label className="option">
          <input type="radio" name="today" checked={useToday} onChange={() => flow.set({ useToday: true })} />
          <strong>{words.todayUse(column)}</strong>
        </label>
        <label className="option">
          <input type="radio" name="today" checked={!useToday} onChange={() => flow.set({ useToday: false })} />
          <span>
            <strong>{words.todaySkip}</strong>
            <span className="f12 t2">{words.todaySkipHint}</span>
          </span>
        </label>
      </fieldset>
    </main>
  );
}
