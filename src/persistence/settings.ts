/** Small things that outlive a project: how things are looked at, and what was open last. */
import type { Storage } from './projects.ts';
import { pack, unpack } from './pack.ts';

export interface LastOpen {
  readonly projectId: string;
  readonly planId: string | null;
}

export async function writeSetting({ databases, codec }: Storage, key: 'view' | 'last', value: unknown): Promise<void> {
  const bytes = await codec.seal(pack(value));
  await databases.relaxed.settings.put({ key, bytes });
}

/** null when there is none, or it cannot be read. */
export async function readSetting({ databases, codec }: Storage, key: 'view' | 'last'): Promise<unknown> {
  const row = await databases.relaxed.settings.get(key);
  if (!row) return null;
  try {
    return unpack(await codec.open(row.bytes));
  } catch {
    return null;
  }
}
