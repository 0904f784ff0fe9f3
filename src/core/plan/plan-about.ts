/** What a plan says about itself beside its name: settings of the plan, so that they are saved, undone and exported with it. */
import type { Plan, Setting } from './plan.ts';

export interface PlanAbout {
  /** What the plan is for, in its owner's words; empty = nothing said. */
  readonly description: string;
  /** Territory hue 0-9 by which the plan is told from others; null = none. */
  readonly hue: number | null;
  /** Kept, but out of the tabs. */
  readonly archived: boolean;
  /** Name of the plan it was copied from, at that time; empty = from none. */
  readonly copyOf: string;
}

/** Keys of these settings. */
export const ABOUT_KEYS = { description: 'description', hue: 'hue', archived: 'archived', copyOf: 'copyOf' } as const;

export function planAbout(plan: Plan): PlanAbout {
  const { setting } = plan.records;
  const hue = setting.get(ABOUT_KEYS.hue)?.value;
  return {
    description: textOf(setting.get(ABOUT_KEYS.description)),
    hue: typeof hue === 'number' && Number.isInteger(hue) && hue >= 0 && hue <= 9 ? hue : null,
    archived: setting.get(ABOUT_KEYS.archived)?.value === true,
    copyOf: textOf(setting.get(ABOUT_KEYS.copyOf)),
  };
}

function textOf(setting: Setting | undefined): string {
  return typeof setting?.value === 'string' ? setting.value : '';
}
