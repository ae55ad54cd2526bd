import type { Mistake } from './mistake.js';

const listing = /^(LIST|LSUB|XLIST|RLIST|RLSUB)$/;

/** `list` — RFC 9051 §9, and its like */
export const listMistakes: readonly Mistake[] = [
  {
    name: 'reference-is-missing',
    isGuess: true,
    atEnd: true,
    commands: listing,
    wanted: /a reference name/,
    pattern: /^[%*][^ ]*$/g,
    message: 'Two arguments are needed: a reference, mostly "", and a pattern.',
    replacement: ([pattern]) => `"" "${pattern}"`,
  },
  {
    name: 'reference-is-missing',
    isGuess: true,
    atEnd: true,
    commands: listing,
    pattern: /^[^ "(){\\]*[%*][^ "(){\\]*$/g,
    message: 'Two arguments are needed: a reference, mostly "", and a pattern.',
    replacement: ([pattern]) => `"" "${pattern}"`,
  },
  {
    name: 'reference-is-missing',
    isGuess: true,
    atEnd: true,
    commands: listing,
    wanted: /a blank/,
    pattern: /^"[^"]*"$|^[^ "(]+$/g,
    message: 'Two arguments are needed: a reference, mostly "", and a pattern.',
    replacement: ([pattern]) => `"" ${pattern}`,
  },
  {
    name: 'options-without-return',
    isGuess: true,
    commands: /^LIST$/,
    wanted: /^RETURN$/,
    pattern: /(?<= )\([^()]*\)$/g,
    message: 'Options behind the pattern need the word RETURN before them.',
    replacement: ([options]) => `RETURN ${options}`,
  },
  {
    name: 'options-without-parentheses',
    commands: /^LIST$/,
    wanted: /options in parentheses/,
    pattern: /(?<=RETURN )(?:SUBSCRIBED|CHILDREN|SPECIAL-USE|MYRIGHTS|STATUS \([^()]*\)|[ ,])+$/gi,
    message: 'The options of RETURN stand in parentheses.',
    replacement: ([options]) => `(${options.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'no-options',
    isGuess: true,
    commands: /^(LSUB|XLIST|RLIST|RLSUB)$/,
    pattern: / RETURN \(.*$/gi,
    message: 'Only LIST has options.',
    replacement: '',
  },
  {
    name: 'base-option-is-missing',
    isGuess: true,
    commands: /^LIST$/,
    wanted: /which RECURSIVEMATCH needs/,
    pattern: /RECURSIVEMATCH/gi,
    message: 'RECURSIVEMATCH needs SUBSCRIBED beside it: it is about what is subscribed below.',
    replacement: 'SUBSCRIBED RECURSIVEMATCH',
  },
];
