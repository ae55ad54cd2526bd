import { createTwoFilesPatch } from 'diff';

/** A unified diff that `patch -p0` and `git apply -p0` take. */
export function createPatch(path: string, before: string, after: string): string {
  return (
    createTwoFilesPatch(path, path, before, after, undefined, undefined, { maxEditLength: 100_000 }) ?? ''
  );
}
