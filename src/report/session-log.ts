import type { ReplayEvent } from '../replay/event.js';
import type { Look } from './look.js';

/** A session while it happens: what goes out and what comes in, a row a line. */
export function describeEvent(event: ReplayEvent, look: Look): string {
  switch (event.kind) {
    case 'connected': {
      const security = event.security === '' ? 'in the clear' : event.security;
      return look.paint('dim', `# connected, ${security}`);
    }
    case 'exchanged': {
      const mark = event.line.from === 'client' ? 'C: ' : 'S: ';
      const style = event.line.from === 'client' ? 'strong' : 'actual';
      return event.line.text
        .split('\n')
        .map((row) => look.paint('dim', mark) + (event.line.from === 'client' ? look.paint(style, row) : row))
        .join('\n');
    }
    case 'step-started':
    case 'step-finished':
      return '';
  }
}
