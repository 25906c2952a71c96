// The waterfall as a tree grid (WAI-ARIA APG "treegrid"). Only the rows in sight exist, so 50,000 spans cost
// what 30 do; the grid itself has the focus and names the current row by aria-activedescendant.
import { el, replace } from '../dom.js';
import { duration } from '../format.js';
import { buildRow } from './row.js';

/** Height of each row in pixels; the style sheet reads it from --row. */
const ROW = 44;
const SPARE_ROWS = 8;
/** What one printed waterfall holds; more would be a book. */
const PRINT_ROWS = 500;

export class Waterfall {
  #folded = new Set();
  #rows = [];
  #built = new Map();
  #look = { model: null, barPx: 600, spanId: null, dumpId: null };
  #on;

  /** `on` has: `select(spanId)`, `dump(dumpId)`, `enter()` for Enter on the current row. */
  constructor(on) {
    this.#on = on;
    this.axis = el('div', { class: 'axis', role: 'columnheader', 'aria-label': 'Time since the start' });
    this.canvas = el('div', { class: 'canvas', role: 'rowgroup' });
    this.head = el('div', { class: 'head', role: 'row', 'aria-rowindex': 1 },
      el('div', { class: 'name', role: 'columnheader' }, 'Span',
        el('span', { class: 'fold-all' }, this.#foldButton('▾ all', 'Unfold all', false), this.#foldButton('▸ all', 'Fold all', true))),
      el('div', { class: 'took', role: 'columnheader', text: 'Time' }), this.axis);
    this.scroller = el('div', { class: 'scroller', role: 'presentation' }, this.head, this.canvas);
    this.node = el('div', { class: 'waterfall', role: 'treegrid', tabindex: 0, 'aria-label': 'Spans' }, this.scroller);
    this.node.style.setProperty('--row', `${ROW}px`);
    this.scroller.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.canvas.addEventListener('click', (event) => this.#click(event));
    this.node.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#measure()).observe(this.scroller);
    window.addEventListener('beforeprint', () => this.#draw(true));
    window.addEventListener('afterprint', () => this.#redraw());
  }

  /** Shows another state of the same trace (or the first); folded spans stay folded. */
  setModel(model) {
    this.#look.model = model;
    this.#rows = model.rows(this.#folded);
    this.node.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    this.#drawAxis();
    this.#redraw();
  }

  /** Marks the selection; with `reveal` unfolds what hides it and scrolls to it. */
  select(spanId, dumpId, reveal) {
    Object.assign(this.#look, { spanId, dumpId });
    if (reveal) {
      const hiding = this.#look.model.ancestors(spanId).filter((id) => this.#folded.delete(id));
      if (hiding.length > 0) this.setModel(this.#look.model);
      this.#scrollTo(this.#current());
    }
    this.#redraw();
  }

  #foldButton(text, label, folding) {
    return el('button', { type: 'button', text, title: label, 'aria-label': label, on: { click: () => this.#foldAll(folding) } });
  }

  #current() {
    return this.#rows.findIndex((row) => row.span.spanId === this.#look.spanId);
  }

  #scrollTo(index) {
    if (index < 0) return;
    const { scrollTop, clientHeight } = this.scroller;
    const room = clientHeight - this.head.offsetHeight;
    const top = index * ROW;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + ROW > scrollTop + room) this.scroller.scrollTop = top + ROW - room;
  }

  #measure() {
    const cell = this.axis.getBoundingClientRect().width;
    if (cell > 0 && Math.abs(cell - this.#look.barPx) > 1) this.#look.barPx = cell;
    if (this.#look.model !== null) this.#redraw();
  }

  #redraw() {
    this.#built.clear();
    this.canvas.replaceChildren();
    this.canvas.style.height = `${this.#rows.length * ROW}px`;
    this.#draw();
  }

  #draw(printing = false) {
    const { scrollTop, clientHeight } = this.scroller;
    const first = printing ? 0 : Math.max(0, Math.floor(scrollTop / ROW) - SPARE_ROWS);
    const seen = printing ? PRINT_ROWS : Math.ceil(clientHeight / ROW) + 2 * SPARE_ROWS;
    const last = Math.min(this.#rows.length, first + seen);
    for (const [index, node] of this.#built) {
      if (index >= first && index < last) continue;
      node.remove();
      this.#built.delete(index);
    }
    for (let index = first; index < last; index++) {
      if (this.#built.has(index)) continue;
      const node = buildRow(this.#rows[index], index, this.#look);
      node.style.setProperty('top', `${index * ROW}px`);
      this.#built.set(index, node);
      this.canvas.append(node);
    }
    const current = this.#current();
    if (this.#built.has(current)) this.node.setAttribute('aria-activedescendant', `row-${current}`);
    else this.node.removeAttribute('aria-activedescendant');
  }

  #drawAxis() {
    const { model } = this.#look;
    replace(this.axis, [0, 0.25, 0.5, 0.75, 1].map((share) =>
      el('span', { text: share === 0 ? '0' : duration(share * model.length), style: { left: `${100 * share}%` } })));
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (row === null) return;
    const tick = event.target.closest('.tick');
    if (tick !== null) this.#on.dump(tick.dataset.dump);
    else if (event.target.closest('.fold:not(.leaf)') !== null) this.#fold(Number(row.dataset.index));
    else this.#on.select(row.dataset.span);
    this.node.focus({ preventScroll: true });
  }

  #fold(index) {
    const { span } = this.#rows[index];
    if (!this.#folded.delete(span.spanId)) this.#folded.add(span.spanId);
    this.setModel(this.#look.model);
  }

  #foldAll(folding) {
    const { model, spanId } = this.#look;
    this.#folded = folding ? new Set(model.order.filter((row) => row.parent).map((row) => row.span.spanId)) : new Set();
    this.setModel(model);
    const hidden = this.#current() < 0 ? model.ancestors(spanId).at(-1) : undefined;
    if (hidden !== undefined) this.#on.select(hidden);
  }

  #key(event) {
    if (event.target !== this.node || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.#current();
    const row = this.#rows[index];
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW) - 1);
    const moves = {
      ArrowDown: () => this.#move(index + 1),
      ArrowUp: () => this.#move(index - 1),
      PageDown: () => this.#move(index + page),
      PageUp: () => this.#move(index - page),
      Home: () => this.#move(0),
      End: () => this.#move(this.#rows.length - 1),
      ArrowRight: () => (row?.folded ? this.#fold(index) : row?.parent && this.#move(index + 1)),
      ArrowLeft: () => (row?.parent && !row.folded ? this.#fold(index) : this.#toParent(row)),
      Enter: () => this.#on.enter(),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    moves[event.key]();
  }

  #toParent(row) {
    const parent = row && this.#look.model.ancestors(row.span.spanId)[0];
    if (parent !== undefined) this.#on.select(parent);
  }

  #move(index) {
    const row = this.#rows[Math.min(this.#rows.length - 1, Math.max(0, index))];
    if (row !== undefined) this.#on.select(row.span.spanId);
  }
}
