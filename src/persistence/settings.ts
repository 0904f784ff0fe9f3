/** Small things that outlive a project: how things are looked at, and what was open last. */
import type { Storage } from './projects.ts';
import { pack, unpack } from './pack.ts';

export interface LastOpen {
  readonly projectId: string;
  readonly planId: string | null;
}

/** `backup:` and a project's id: when its last plan file was saved. */
export type SettingKey = 'view' | 'last' | `backup:${string}`;

export async function writeSetting({ databases, codec }: Storage, key: SettingKey, value: unknown): Promise<void> {
  const bytes = await codec.seal(pack(value));
  await databases.relaxed.settings.put({ key, bytes });
}

/** null when there is none, or it cannot be read. */
export async function readSetting({ databases, codec }: Storage, key: SettingKey): Promise<unknown> {
  const row = await databases.relaxed.settings.get(key);
  if (!row) return null;
  try {
    return unpack(await codec.open(row.bytes));
  } catch {
    return null;
  }
}
