import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Frame } from './frame.js';
import type { Line } from './line.js';
import { paintLine } from './paint.js';
import type { Theme } from './theme.js';

/** Stands for a row that is painted elsewhere. No text holds it: `visible` writes private characters as `\u{…}`. */
export const rowMark = '\ue000';

interface FrameViewProps {
  readonly frame: Frame;
  readonly theme: Theme;
  /** Ink only gives the rows their places; measuring and styling every row anew with every key would be too slow. */
  readonly isPaintedElsewhere?: boolean;
}

/** A frame by means of Ink: head, pane and foot, one below the other. */
export function FrameView({ frame, theme, isPaintedElsewhere = false }: FrameViewProps): ReactElement {
  const { head, pane, paneRows, foot } = frame;
  const show = (line: Line) => (isPaintedElsewhere ? rowMark : paintLine(line, theme, false) || ' ');
  return (
    <Box flexDirection="column">
      <Rows texts={head.map(show)} />
      <Rows texts={Array.from({ length: paneRows }, (_, row) => show(pane[row] ?? []))} />
      <Rows texts={foot.map(show)} />
    </Box>
  );
}

function Rows({ texts }: { readonly texts: readonly string[] }): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {texts.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is known by its place alone
        <Text key={at} wrap="truncate">
          {text}
        </Text>
      ))}
    </Box>
  );
}
