import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Frame } from './frame.js';
import type { Line } from './line.js';
import { paintLine } from './paint.js';
import type { Theme } from './theme.js';

/**
 * A character that no text holds (`visible` writes private ones as `\u{…}`): it marks the first row of a pane that is
 * painted past Ink.
 */
export const paneMark = '\ue000';

interface FrameViewProps {
  readonly frame: Frame;
  readonly theme: Theme;
  /** The pane stays empty: whoever writes the frame puts the pane's lines in its place. */
  readonly paneIsPainted: boolean;
}

/** A frame by means of Ink. Ink lays out the page; laying out the pane's every row as well would be too slow. */
export function FrameView({ frame, theme, paneIsPainted }: FrameViewProps): ReactElement {
  return (
    <Box flexDirection="column">
      <Rows lines={frame.head} theme={theme} />
      <Box flexDirection="column" height={frame.paneRows}>
        {paneIsPainted ? <Text>{paneMark}</Text> : <Rows lines={frame.pane} theme={theme} />}
      </Box>
      <Rows lines={frame.foot} theme={theme} />
    </Box>
  );
}

function Rows({ lines, theme }: { readonly lines: readonly Line[]; readonly theme: Theme }): ReactElement[] {
  return lines.map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is known by its place alone
    <Text key={at} wrap="truncate">
      {paintLine(line, theme, false) || ' '}
    </Text>
  ));
}
