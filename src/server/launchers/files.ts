import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chown, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity, Place } from './launcher.js';

/** The first of these that can be run; a folder stands before the usual places. */
export function findProgram(folder: string | undefined, paths: readonly string[]): string | undefined {
  const places = [...(folder === undefined ? [] : paths.map((path) => join(folder, path))), ...paths];
  return places.find(canRun);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end; rejects with what it said when it fails. */
export function runProgram(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const running = execFile(program, [...args], (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message));
      else resolve(stdout.trim());
    });
    running.stdin?.on('error', () => {}).end(input);
  });
}

const known = new Map<string, Promise<Identity>>();

/** Somebody whom the machine knows. It is asked once: before every script would take longer than most of them. */
export function identify(user: string): Promise<Identity> {
  const asked = known.get(user) ?? askFor(user);
  known.set(user, asked);
  return asked;
}

/** `uid=65534(nobody) gid=65534(nogroup) groups=…`: asked in one go, since to start a program costs more than the answer. */
async function askFor(user: string): Promise<Identity> {
  const said = await runProgram('id', [user]);
  const [, uid, gid, group] = /^uid=(\d+)\S* gid=(\d+)\(([^)]+)\)/.exec(said) ?? [];
  if (group === undefined) throw new Error(`Expected "uid=… gid=…(…)" from id, got ${JSON.stringify(said)}`);
  return { user, group, uid: Number(uid), gid: Number(gid) };
}

export async function writeFiles(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
}

/** A new folder for mail, owned by whoever handles it. What was there before is moved away: it may be in use still. */
export async function renewMail({ home, caller }: Place, owner: Identity, folder = 'mail'): Promise<void> {
  const mail = join(home, folder);
  await rename(mail, join(home, `gone-${Date.now()}-${Math.random()}`)).catch(ignoreMissing);
  await mkdir(mail);
  if (caller.isRoot) await chown(mail, owner.uid, owner.gid);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
