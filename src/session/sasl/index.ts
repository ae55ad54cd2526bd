import type { Mechanism } from './mechanism.js';
import { plain } from './plain.js';

/** All mechanisms, the best first. */
export const mechanisms: readonly Mechanism[] = [plain];
