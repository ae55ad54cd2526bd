import type { Script } from 'node:vm';

export declare function compile(path: string): Script;
export declare function run(
  script: Script,
  path: string,
): {
  main(host: object, argv: readonly string[]): Promise<number>;
  processHost(process: object): object;
};
export declare function loadCompiled(path: string): ReturnType<typeof run>;
