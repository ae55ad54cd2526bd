import { cellWidth, offsetBehind } from './cell-width.js';

/** A part of a text, in UTF-16 units; the end is exclusive. */
type Piece = readonly [start: number, end: number];

/** Fewer columns than this show a beginning and nothing else. */
const leastColumns = 40;
/** Columns of what differs that have to be seen, and of what may stand before it. */
const seen = 8;
const before = 12;

/**
 * The pieces of a text that is cut to so many columns, a column kept for the mark behind each that the text goes on after.
 * Where something differs (`focus`) behind the columns that there are, the middle before it is left out: of two lines that
 * begin alike one sees why they are not the same.
 */
export function shownPieces(text: string, width: number, focus: number | undefined): readonly Piece[] {
  const beginning: Piece = [0, offsetBehind(text, 0, Math.max(1, width - 1))];
  if (offsetBehind(text, 0, width) >= text.length) return [[0, text.length]];
  if (focus === undefined || width < leastColumns) return [beginning];
  const end = Math.min(text.length, focus + seen);
  if (end <= beginning[1]) return [beginning];
  const head = offsetBehind(text, 0, Math.floor(width / 3));
  const from = Math.max(head, wordStart(text, Math.min(focus, text.length)));
  const room = width - cellWidth(text.slice(0, head)) - 1;
  if (offsetBehind(text, from, room) >= text.length) {
    return [
      [0, head],
      [endThatFits(text, head, from, room), text.length],
    ];
  }
  return [
    [0, head],
    [from, offsetBehind(text, from, room - 1)],
  ];
}

/** Where the end of a text begins that has just so many columns, before `from`. */
function endThatFits(text: string, least: number, from: number, room: number): number {
  let start = from;
  while (start > least && cellWidth(text.slice(start - 1)) <= room) start--;
  return isInsideCharacter(text, start) ? start + 1 : start;
}

function isInsideCharacter(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? '');
}

/** Where the word begins that is cut through at an offset, with the one before it. */
function wordStart(text: string, focus: number): number {
  const near = text.slice(Math.max(0, focus - before), focus);
  const blank = near.indexOf(' ');
  const at = focus - (blank === -1 ? Math.min(near.length, 4) : near.length - blank - 1);
  // Not between the two halves of a character.
  return isInsideCharacter(text, at) ? at + 1 : at;
}
