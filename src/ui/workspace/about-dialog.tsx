import { BASEMAP_CREDITS } from '../../map/basemap-sources.ts';
import { Dialog } from '../kit/dialog.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { usePlan } from './plan-hooks.ts';

const words = messages.about;

/** Where map and data come from, and under which licences. */
export function AboutDialog() {
  const { project } = usePlan();
  const { attribution, source } = project.dataset;
  return (
    <Dialog title={words.title} onClose={screen.closeDialog} wide>
      <div className="stack about">
        <p>{words.body}</p>
        <h2 className="strong">{words.sources}</h2>
        <ul className="credits">
          {BASEMAP_CREDITS.map((credit) => (
            <li key={credit.name}>
              <a href={credit.url} target="_blank" rel="noreferrer">
                {credit.name}
              </a>
              <span>{credit.what}</span>
              <span className="t3">{credit.licence}</span>
            </li>
          ))}
        </ul>
        <h2 className="strong">{words.sample}</h2>
        <ul>
          <li>{source.file}</li>
          {attribution.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="hint">
          {words.licence}{' '}
          <a href="/licences.txt" target="_blank" rel="noreferrer">
            {words.parts}
          </a>
        </p>
      </div>
    </Dialog>
  );
}
