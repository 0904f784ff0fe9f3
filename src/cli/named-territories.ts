import { planName, territoriesOf } from '../core/plan/make-plan.ts';
import type { Plan, Territory } from '../core/plan/plan.ts';
import { UsageError } from './command.ts';

/** Territories named, by name or id; several options of one name and commas both separate. @throws UsageError */
export function namedTerritories(plan: Plan, names: readonly string[], option: string): Territory[] {
  const territories = territoriesOf(plan);
  const find = (name: string): Territory | undefined =>
    territories.find((territory) => territory.id === name || territory.name === name);
  return names.flatMap((list) => {
    // A name may itself hold a comma: the whole text is tried first.
    const whole = find(list);
    if (whole !== undefined) return [whole];
    return list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => {
        const territory = find(name);
        if (territory === undefined) {
          throw new UsageError(`--${option} names "${name}", which is no territory of the plan "${planName(plan)}".`);
        }
        return territory;
      });
  });
}
