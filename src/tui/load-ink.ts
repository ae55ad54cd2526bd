/** Loads Ink, which takes longer than everything else up to the first screen; build.ts makes it a file of its own. */
export function loadInk(): Promise<typeof import('./ink-layout.js')> {
  return import('./ink-layout.js');
}
