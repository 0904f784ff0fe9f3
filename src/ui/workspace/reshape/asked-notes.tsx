import type { AskedReshape } from '../../../store/proposal-store.ts';
import { deviation } from '../../format.ts';
import { counted } from '../../words.ts';
import { useTerritoryLook } from '../name-lookup.ts';
import { useCorridor, usePlan, useProposal } from '../plan-hooks.ts';
import { dialogWords as words } from './dialog-words.ts';
import { listedNames } from './listed-names.ts';

/** Who changes, who does not, and what comes with it. */
export function AskedNotes({ asked }: { readonly asked: AskedReshape }) {
  const { project, store } = usePlan();
  const corridor = useCorridor(store);
  const look = useTerritoryLook();
  const idle = useProposal(({ status, acceptable }) => status === 'complete' && !acceptable);
  const names = (codes: readonly number[]) => listedNames(codes.map((code) => look(code).name));
  const inside = useProposal((state) => state.score?.inside ?? 0);
  const { kind, codes, name, together, overridesBack, overridesAlong, apart, inPieces } = asked;
  const far = together.flatMap((figure, m) => {
    const measure = project.dataset.measures[m]?.name.toLowerCase() ?? '';
    return Math.abs(figure) > corridor ? [words.togetherOver(deviation(figure), measure)] : [];
  });
  const lines = [
    ...(kind === 'option' ? [words.chosen] : []),
    ...(codes.length > 0 ? [words.only[kind](names(codes), name)] : []),
    ...(idle ? [kind === 'even-out' && inside === codes.length ? words.evenAlready : words.nothing] : []),
    ...far,
    ...(overridesBack > 0 ? [words.back(counted(overridesBack, 'accounts'))] : []),
    ...(overridesAlong > 0 ? [words.along(counted(overridesAlong, 'accounts'))] : []),
    ...(apart > 0 ? [words.apart(counted(apart, 'cells'))] : []),
    ...(inPieces.length > 0 ? [words.inPieces(names(inPieces))] : []),
  ];
  return (
    <>
      {lines.map((line) => (
        <p key={line} className="f12 t2 inspector-rep">
          {line}
        </p>
      ))}
    </>
  );
}
