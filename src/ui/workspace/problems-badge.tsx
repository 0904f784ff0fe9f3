import { count } from '../format.ts';
import { useProblems } from './use-problems.ts';

export function ProblemsBadge() {
  const problems = useProblems().length;
  return problems === 0 ? null : <span className="badge warn">{count(problems)}</span>;
}
