/** Stands for a row that is painted elsewhere. ASCII, because Ink takes its time to measure anything else. */
export const rowMark = '#';
