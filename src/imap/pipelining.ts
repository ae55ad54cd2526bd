import type { CommandDefinition } from './registry.js';

/** Why a command may not be sent before an earlier one has been answered. */
export interface PipelineConflict {
  /** The one that must be answered first. */
  readonly waitFor: CommandDefinition;
  /**
   * `alone`: it changes the connection, or asks for more than a line. `numbers`: an EXPUNGE may come with its answer and
   * change the sequence numbers that the later command uses.
   */
  readonly reason: 'alone' | 'numbers';
}

/** What stands against sending a command while others have no answer yet — RFC 9051 §5.5 */
export function pipelineConflict(
  unanswered: readonly CommandDefinition[],
  next: CommandDefinition,
): PipelineConflict | undefined {
  const alone = unanswered.find(({ pipelining }) => pipelining === 'alone');
  if (alone) return { waitFor: alone, reason: 'alone' };
  const expunging = unanswered.find(({ pipelining }) => pipelining === 'no-numbers');
  return expunging && next.usesNumbers ? { waitFor: expunging, reason: 'numbers' } : undefined;
}
