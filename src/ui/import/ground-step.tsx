import type { AreaChoice, ResolutionOffer } from '../../core/data/ground.ts';
import type { LeftOutLand } from '../../core/grid/study-area.ts';
import { count, share } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { GroundPicture } from './ground-picture.tsx';
import { type Import, todayColumn } from './use-import.ts';

const words = wizardWords;

/** What stays out of the study area, each a click away from it. */
function LeftOut({
  land,
  onInclude,
}: {
  readonly land: readonly LeftOutLand[];
  readonly onInclude: (id: string) => void;
}) {
  return (
    <div className="left-out">
      <h3 className="f12">{words.leftOut}</h3>
      <ul>
        {land.map(({ id, name, why, accounts }) => (
          <li key={id} className="row f12">
            <span className="grow clip">
              {why === 'overseas' ? words.overseasOf(name) : name}
              {accounts === 0 ? null : <span className="t2"> {counted(accounts, 'accounts')}</span>}
            </span>
            <Button aria-label={words.includeLand(name)} onClick={() => onInclude(id)}>
              {words.include}
            </Button>
          </li>
        ))}
      </ul>
      {land.some(({ accounts }) => accounts > 0) ? <p className="hint">{words.leftOutHint}</p> : null}
    </div>
  );
}

const LISTED = 6;

function listed(names: readonly string[]): string {
  const shown =
    names.length > LISTED + 1 ? [...names.slice(0, LISTED), words.more(count(names.length - LISTED))] : names;
  return shown.join(', ');
}

function AreaFields({ flow }: { readonly flow: Import }) {
  const { area, bufferKm, include, offer } = flow.state;
  const set = (patch: Partial<AreaChoice>) => flow.set({ ...patch, offer: null, ground: null, resolution: null });
  return (
    <fieldset className="panel-section">
      <legend className="section-head">{words.areaTitle}</legend>
      <label className="option">
        <input type="radio" name="area" checked={area === 'regions'} onChange={() => set({ area: 'regions' })} />
        <span>
          <strong>{words.areaRegions}</strong>
          <span className="f12 t2">
            {area === 'regions' && offer !== null && offer.regions.length > 0
              ? words.areaRegionsList(listed(offer.regions))
              : words.areaRegionsHint}
          </span>
        </span>
      </label>
      {area === 'regions' && offer !== null && offer.leftOut.length > 0 ? (
        <LeftOut land={offer.leftOut} onInclude={(id) => set({ include: [...include, id] })} />
      ) : null}
      <label className="option">
        <input type="radio" name="area" checked={area === 'buffer'} onChange={() => set({ area: 'buffer' })} />
        <span>
          <strong>{words.areaBuffer}</strong>
          <span className="f12 t2">
            {area === 'buffer' && offer !== null && offer.unownedShare !== null
              ? words.areaUnowned(share(offer.unownedShare))
              : words.areaBufferHint}
          </span>
        </span>
        <NumberField
          label={words.bufferKm}
          value={bufferKm}
          min={1}
          max={500}
          onChange={(km) => set({ bufferKm: km, area: 'buffer' })}
        />
        <span className="f12 t3">km</span>
      </label>
    </fieldset>
  );
}

/** Above this the offer estimates. */
const COUNTED_CELLS = 60_000;

function cellCount(cells: number): string {
  if (cells <= COUNTED_CELLS) return count(cells);
  const unit = 10 ** (Math.floor(Math.log10(cells)) - 1);
  return words.about(count(Math.round(cells / unit) * unit));
}

interface OfferRowProps {
  readonly offer: ResolutionOffer;
  readonly chosen: boolean;
  /** Cells as laid out, where they have been. */
  readonly laidOut: number | null;
  readonly showOverrides: boolean;
  readonly onPick: () => void;
}

function OfferRow({ offer, chosen, laidOut, showOverrides, onPick }: OfferRowProps) {
  return (
    <tr className={chosen ? 'chosen' : undefined} onClick={onPick}>
      <td>
        <label className="row">
          <input
            type="radio"
            name="resolution"
            checked={chosen}
            onChange={onPick}
            aria-label={`${words.resolution} ${offer.resolution}`}
          />
          <strong>{offer.resolution}</strong>
          {offer.proposed ? <span className="badge accent">{words.proposed}</span> : null}
        </label>
      </td>
      <td className="num">{laidOut === null ? cellCount(offer.cells) : count(laidOut)}</td>
      <td className="num">{share(offer.heaviestCellShare)}</td>
      {showOverrides ? <td className="num">{share(offer.overrideShare)}</td> : null}
    </tr>
  );
}

function ResolutionChoice({ flow }: { readonly flow: Import }) {
  const { offer, resolution, ground } = flow.state;
  const today = todayColumn(flow.state) !== null;
  return (
    <fieldset className="panel-section">
      <legend className="section-head">{words.resolutionTitle}</legend>
      <table className="table resolution-table">
        <thead>
          <tr>
            <th scope="col">{words.resolution}</th>
            <th scope="col" className="num">
              {words.cells}
            </th>
            <th scope="col" className="num">
              {words.heaviest}
            </th>
            {today ? (
              <th scope="col" className="num">
                {words.overrides}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {offer?.resolutions.map((one) => (
            <OfferRow
              key={one.resolution}
              offer={one}
              chosen={one.resolution === resolution}
              laidOut={one.resolution === resolution && ground !== null ? ground.grid.count : null}
              showOverrides={today}
              onPick={() => flow.set({ resolution: one.resolution })}
            />
          ))}
        </tbody>
      </table>
      {offer === null ? null : <p className="hint">{offer.why}</p>}
    </fieldset>
  );
}

export function GroundStep({ flow }: { readonly flow: Import }) {
  const { ground, name } = flow.state;
  return (
    <main className="import-ground">
      <aside className="ground-choices">
        <AreaFields flow={flow} />
        <ResolutionChoice flow={flow} />
        <div className="panel-section">
          <label className="labelled">
            {words.projectName}
            <input
              className="field"
              maxLength={120}
              value={name}
              onChange={(event) => flow.set({ name: event.target.value })}
            />
          </label>
        </div>
      </aside>
      <section className="ground-view" aria-label={words.steps.ground}>
        {ground === null ? null : <GroundPicture ground={ground} />}
        <div className="ground-count" role="status">
          {ground === null ? words.placing : counted(ground.grid.count, 'cells')}
        </div>
        {ground === null ? (
          <div className="progress unknown">
            <i />
          </div>
        ) : null}
      </section>
    </main>
  );
}
