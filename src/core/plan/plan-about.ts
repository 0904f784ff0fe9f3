/** What a plan says about itself beside its name: settings of the plan, so that they are saved, undone and exported with it. */
import type { Plan, Setting } from './plan.ts';

export interface PlanAbout {
  /** What the plan is for, in its owner's words; empty = nothing said. */
  readonly description: string;
  /** Words by which plans are told apart and found; none twice. */
  readonly tags: readonly string[];
  /** Territory hue 0-9 by which the plan is told from others; null = none. */
  readonly hue: number | null;
  /** Kept, but out of the tabs. */
  readonly archived: boolean;
  /** Name of the plan it was copied from, at that time; empty = from none. */
  readonly copyOf: string;
}

/** Keys of these settings. */
export const ABOUT_KEYS = {
  description: 'description',
  tags: 'tags',
  hue: 'hue',
  archived: 'archived',
  copyOf: 'copyOf',
  /** Id and revision of the plan that it was copied from: its history goes on there. */
  copyOfId: 'copyOfId',
  copyOfRevision: 'copyOfRevision',
} as const;

export function planAbout(plan: Plan): PlanAbout {
  const { setting } = plan.records;
  const hue = setting.get(ABOUT_KEYS.hue)?.value;
  return {
    description: textOf(setting.get(ABOUT_KEYS.description)),
    tags: parseTags(textOf(setting.get(ABOUT_KEYS.tags))),
    hue: typeof hue === 'number' && Number.isInteger(hue) && hue >= 0 && hue <= 9 ? hue : null,
    archived: setting.get(ABOUT_KEYS.archived)?.value === true,
    copyOf: textOf(setting.get(ABOUT_KEYS.copyOf)),
  };
}

/** `North, board 12 May` -> two tags. */
export function parseTags(text: string): string[] {
  const words = text.split(',').map((word) => word.trim().replace(/\s+/g, ' '));
  return [...new Set(words.filter((word) => word !== ''))];
}

function textOf(setting: Setting | undefined): string {
  return typeof setting?.value === 'string' ? setting.value : '';
}
