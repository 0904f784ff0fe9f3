/** Build, rebalance and what becomes of their proposals: loaded after the first picture, or with the first of them. */
import type { Commit } from '../../core/edit/edit.ts';
import type { BuildOptions, RebalanceOptions } from '../../engine/balance-client.ts';

const client = () => import('../../engine/balance-client.ts');

export const build = async (options: BuildOptions): Promise<void> => (await client()).build(options);

export const rebalance = async (options: RebalanceOptions): Promise<void> => (await client()).rebalance(options);

export const stop = async (): Promise<void> => (await client()).stop();

export const discardProposal = async (): Promise<void> => (await client()).discardProposal();

export const acceptProposal = async (): Promise<Commit | null> => (await client()).acceptProposal();
