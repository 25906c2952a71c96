// The keys of the Trace view, behind "?".
import { el } from '../dom.js';

const KEYS = [
  ['↑ ↓', 'previous, next span'],
  ['← →', 'fold, unfold; to the parent, to the first child'],
  ['Home End PgUp PgDn', 'far moves in the waterfall'],
  ['Enter', 'into the dumps of the span; there ↑ ↓ go from dump to dump'],
  ['n j', 'next dump of the trace'],
  ['p k', 'previous dump of the trace'],
  ['Esc', 'back to the waterfall'],
  ['?', 'this help'],
];

export function helpDialog() {
  return el('dialog', { class: 'help', 'aria-label': 'Keys' },
    el('h2', { text: 'Keys' }),
    el('dl', {}, KEYS.map(([keys, what]) => [el('dt', {}, keys.split(' ').map((key) => el('kbd', { text: key }))), el('dd', { text: what })])),
    el('form', { method: 'dialog' }, el('button', { text: 'Close' })));
}
