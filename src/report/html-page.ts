import { escapeXml } from './xml.js';

/** A page in one file: nothing is loaded from anywhere, and nothing in it can run. */
export function htmlPage(title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

/** An element; the children are HTML already, texts go through {@link text}. */
export function tag(name: string, className: string, ...children: readonly string[]): string {
  const written = className === '' ? '' : ` class="${escapeXml(className)}"`;
  return `<${name}${written}>${children.join('')}</${name}>`;
}

/** A text as HTML. Characters that would turn the order of the others around are shown by number. */
export function text(plain: string): string {
  return escapeXml(plain)
    .replaceAll('&#10;', '\n')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => {
      return `\\u{${mark.charCodeAt(0).toString(16)}}`;
    });
}

/** Expected is blue and actual is amber, as on the terminal; every colour has a word or a sign beside it. */
const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --card: #f6f7f9; --line: #d5d9e0; --ink: #1b1f26; --soft: #5a6372;
  --bad: #b3261e; --good: #1a7f37; --odd: #8a5a00;
  --expected: #0b5cad; --expected-ground: #e7f1fc; --actual: #8a4b00; --actual-ground: #fdf1dd;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --card: #1c2027; --line: #363c47; --ink: #e5e8ee; --soft: #9aa3b2;
    --bad: #ff8a80; --good: #6fdc8c; --odd: #f2c14e;
    --expected: #8cc4ff; --expected-ground: #15283d; --actual: #ffc778; --actual-ground: #362710;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .35rem 0; }
code, pre, .wire { font-family: var(--mono); font-size: .875rem; }
a { color: var(--expected); }
.soft { color: var(--soft); }
.bad { color: var(--bad); } .good { color: var(--good); } .odd { color: var(--odd); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; background: var(--card); }
.counts b { font-size: 1.15rem; }
.list { margin: 0; padding-left: 1.25rem; }
details.script { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); margin: .75rem 0; }
details.script > summary { padding: .6rem .9rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .25rem .9rem; }
details.script > summary code { font-weight: 600; overflow-wrap: anywhere; }
details.script > div { padding: 0 .9rem .9rem; border-top: 1px solid var(--line); }
summary:focus-visible { outline: 2px solid var(--expected); outline-offset: 2px; }
.step { margin-top: 1rem; }
.step h3 { font-size: 1rem; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.difference { border-left: 3px solid var(--bad); padding: .1rem 0 .1rem .9rem; margin: .75rem 0; }
.difference.note { border-color: var(--odd); }
.difference > .message { font-weight: 600; white-space: pre-wrap; }
code { white-space: pre-wrap; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; margin: .5rem 0; }
@media (max-width: 46rem) { .sides { grid-template-columns: 1fr; } }
.side { border: 1px solid var(--line); border-radius: .4rem; overflow: hidden; min-width: 0; }
.side > p { margin: 0; padding: .15rem .6rem; font-size: .85rem; }
.side > pre { margin: 0; padding: .5rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.expected { background: var(--expected-ground); } .actual { background: var(--actual-ground); }
.expected > p { color: var(--expected); } .actual > p { color: var(--actual); }
.side b { font-weight: 600; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 3px; }
.meaning { background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; }
.wire { margin: .25rem 0 0; padding: .6rem; background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.wire .who { color: var(--soft); }
details.more { margin-top: .5rem; } details.more > summary { cursor: pointer; color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; }
td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
td.number { text-align: right; white-space: nowrap; color: var(--soft); }
@media print {
  .difference, .side { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
`;
