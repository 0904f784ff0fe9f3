import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { ListFilter as ListFilterIcon, TextSearch } from 'lucide-react';
import { type ListFilter, view } from '../../store/view-store.ts';
import { leftWords } from '../panel-words.ts';
import { usePlan, useView } from './plan-hooks.ts';
import { CheckOption } from './check-option.tsx';

const words = leftWords.list;
const FILTERS: readonly ListFilter[] = ['all', 'outside', 'locked', 'no-rep'];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <label className="row f12 option-line">
      <span className="grow t2">{label}</span>
      <select className="field small" value={value} onChange={({ target }) => onChange(target.value)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Above the list: what is looked for, and how the list is sorted, filtered and grouped. */
export function ListTools({ query, onQuery }: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const { project } = usePlan();
  const sort = useView((state) => state.listSort);
  const filter = useView((state) => state.listFilter);
  const byRegion = useView((state) => state.listByRegion);
  const popover = usePopoverStore({ placement: 'bottom-end' });
  const set = sort !== 'plan' || filter !== 'all' || byRegion;
  const sorts: (readonly [string, string])[] = [
    ['plan', words.sorts.plan],
    ['name', words.sorts.name],
    ['off', words.sorts.off],
    ...project.dataset.measures.flatMap(({ key, name }): (readonly [string, string])[] => [
      [`load ${key}`, name],
      [`deviation ${key}`, leftWords.deviationHead(name)],
    ]),
  ];
  return (
    <div className="list-tools row">
      <label className="list-find row grow">
        <TextSearch aria-hidden />
        <input
          type="search"
          className="f12"
          aria-label={words.find}
          placeholder={words.find}
          value={query}
          onChange={({ target }) => onQuery(target.value)}
        />
      </label>
      <PopoverProvider store={popover}>
        <PopoverDisclosure
          className={set ? 'btn ghost icon set' : 'btn ghost icon'}
          aria-label={words.arrange}
          title={words.arrange}
        >
          <ListFilterIcon aria-hidden />
        </PopoverDisclosure>
        <Popover className="pop form list-arrange" gutter={6} unmountOnHide aria-label={words.arrange}>
          <Choice
            label={words.sort}
            value={sort}
            choices={sorts}
            onChange={(value) => view.setState({ listSort: value })}
          />
          <Choice
            label={words.filter}
            value={filter}
            choices={FILTERS.map((one) => [one, words.filters[one]])}
            onChange={(value) => view.setState({ listFilter: value as ListFilter })}
          />
          <CheckOption
            label={words.byRegion}
            checked={byRegion}
            onChange={(checked) => view.setState({ listByRegion: checked })}
          />
        </Popover>
      </PopoverProvider>
    </div>
  );
}
