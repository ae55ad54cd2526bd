import type { ExchangeLine, StepResult } from './result.js';

/** What happens during a replay, as it happens. Texts are safe to print. */
export type ReplayEvent =
  /** A connection stands: `TLS 1.3` in `security`, empty when it is in the clear. */
  | { readonly kind: 'connected'; readonly connection: string; readonly security: string }
  | { readonly kind: 'exchanged'; readonly connection: string; readonly line: ExchangeLine }
  | { readonly kind: 'step-started'; readonly line: number; readonly title: string }
  | { readonly kind: 'step-finished'; readonly step: StepResult };
