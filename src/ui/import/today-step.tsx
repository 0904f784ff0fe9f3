import { messages } from '../messages.ts';
import { type Import, todayColumn } from './use-import.ts';

const words = messages.importer;

export function TodayStep({ flow }: { readonly flow: Import }) {
  const column = todayColumn(flow.state) ?? '';
  const { useToday, preview } = flow.state;
  const at = preview?.columns.findIndex((guess) => guess.name === column) ?? -1;
  const names = [...new Set(preview?.sample.map((record) => record[at] ?? '').filter((name) => name !== ''))];
  return (
    <main className="import-file">
      <fieldset className="file-card today-card">
        <legend className="visually-hidden">{words.todayTitle}</legend>
        <strong>{words.todayTitle}</strong>
        <p className="t2 f12">{words.todayBody(column)}</p>
        <p className="today-names">
          {names.slice(0, 24).map((name) => (
            <span key={name} className="badge">
              {name}
            </span>
          ))}
        </p>
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
