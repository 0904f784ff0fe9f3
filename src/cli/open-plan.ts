/** Plan files as input of a command. */
import { basename } from 'node:path';
import { planName } from '../core/plan/make-plan.ts';
import type { PlanFilePlan } from '../io/plan-file/plan-file.ts';
import { type PlanFileContent, readPlanFile } from '../io/plan-file/read-plan-file.ts';
import { type CliContext, InputError, UsageError } from './command.ts';
import { readInput } from './read-input.ts';

export interface OpenedPlan {
  readonly file: PlanFileContent;
  readonly chosen: PlanFilePlan;
}

/**
 * Reads a plan file and chooses one of its plans: the named one, else the one that was open, else the last that
 * is not frozen, else the last.
 */
export async function openPlan(context: CliContext, path: string, name: string | undefined): Promise<OpenedPlan> {
  const bytes = await readInput(context, path);
  const file = readPlanFile(bytes, basename(path));
  for (const warning of file.warnings) context.note(`hexwright: ${warning}\n`);
  return { file, chosen: choosePlan(file, path, name) };
}

/** The named plan of an opened file, else the one to go on with. @throws UsageError when no plan has that name */
export function choosePlan(
  { plans, activePlanId }: PlanFileContent,
  path: string,
  name: string | undefined,
): PlanFilePlan {
  if (name !== undefined) {
    const named = plans.find(({ plan }) => planName(plan) === name || plan.id === name);
    if (named) return named;
    throw new UsageError(
      `There is no plan "${name}" in ${path}: ${plans.map(({ plan }) => planName(plan)).join(', ')}.`,
    );
  }
  const chosen =
    plans.find(({ plan }) => plan.id === activePlanId) ?? plans.findLast(({ frozen }) => !frozen) ?? plans.at(-1);
  if (!chosen) throw new InputError(`The plan file holds no plan, in ${path}: open it in Hexwright and make one`);
  return chosen;
}
