import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Frame } from './frame.js';
import type { Line } from './line.js';
import { paintLine } from './paint.js';
import { rowMark } from './row-mark.js';
import type { Theme } from './theme.js';

interface FrameViewProps {
  readonly frame: Frame;
  readonly theme: Theme;
  /** Ink only gives the rows their places; measuring and styling every row anew with every key would be too slow. */
  readonly isPaintedElsewhere?: boolean;
}

/** A frame by means of Ink: head, pane and foot, one below the other. */
export function FrameView({ frame, theme, isPaintedElsewhere = false }: FrameViewProps): ReactElement {
  const { head, pane, paneRows, foot } = frame;
  const blank = Array.from({ length: Math.max(0, paneRows - pane.length) }, () => []);
  const Rows = isPaintedElsewhere ? MarkedRows : PaintedRows;
  return (
    <Box flexDirection="column">
      <Rows lines={head} theme={theme} />
      <Rows lines={[...pane, ...blank]} theme={theme} />
      <Rows lines={foot} theme={theme} />
    </Box>
  );
}

interface RowsProps {
  readonly lines: readonly Line[];
  readonly theme: Theme;
}

function MarkedRows({ lines }: RowsProps): ReactElement {
  return (
    <Box height={lines.length} flexShrink={0}>
      <Text>{lines.map(() => rowMark).join('\n')}</Text>
    </Box>
  );
}

function PaintedRows({ lines, theme }: RowsProps): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is known by its place alone
        <Text key={at} wrap="truncate">
          {paintLine(line, theme, false) || ' '}
        </Text>
      ))}
    </Box>
  );
}
