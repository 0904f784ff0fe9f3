/** Names that plans get until their owner renames them; they are data, stored with the plan. */
export const PLAN_NAMES = {
  today: 'Today',
  draft: 'Draft',
  copyOf: (name: string) => `${name} copy`,
  plan: (number: number) => `Plan ${number}`,
} as const;

/** Territories of a design when nothing says how many. */
export const DEFAULT_TERRITORIES = 12;

/** The name, or the name with a number behind it that no other plan has. */
export function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
