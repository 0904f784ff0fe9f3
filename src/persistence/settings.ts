/** Small things that outlive a project: how things are looked at, and what was open last. */
import type { Storage } from './projects.ts';
import { pack, unpack } from './pack.ts';

export interface LastOpen {
  readonly projectId: string;
  readonly planId: string | null;
}

/**
 * `backup:` and a project's id: when its last plan file was saved. `file:` and its id: the file it saves itself to.
 * `search:` and its id: what is searched for and not decided. `import`: an import that has not come to its end.
 */
export type SettingKey = 'view' | 'last' | 'import' | `backup:${string}` | `file:${string}` | `search:${string}`;

/** The settings of one project, which go with it. */
export const settingsOf = (projectId: string): SettingKey[] => [
  `backup:${projectId}`,
  `file:${projectId}`,
  `search:${projectId}`,
];

/** Keeps the file that a project saves itself to; null = none any more. */
export async function writeFileChoice(
  { databases }: Storage,
  projectId: string,
  file: FileSystemFileHandle | null,
): Promise<void> {
  const key: SettingKey = `file:${projectId}`;
  const { settings } = databases.relaxed;
  if (file === null) await settings.delete(key);
  else await settings.put({ key, bytes: new Uint8Array(0), file });
}

export async function readFileChoice({ databases }: Storage, projectId: string): Promise<FileSystemFileHandle | null> {
  const key: SettingKey = `file:${projectId}`;
  return (await databases.relaxed.settings.get(key))?.file ?? null;
}

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
