// The Trace view: loads, keeps the selection in the address bar, hands keys to the parts.
import * as api from '../api.js';
import { announce, el, replace, typing } from '../dom.js';
import { plural } from '../format.js';
import { completenessReasons, problemBox } from '../notices.js';
import { dumpSummary } from './dumps.js';
import { findingList, traceHeader } from './header.js';
import { helpDialog } from './help.js';
import { firstLook, TraceModel, UNLINKED } from './model.js';
import { drawPanel } from './panel.js';
import { Waterfall } from './waterfall.js';

const LIVE_REFRESH_MILLIS = 2_000;

export async function showTrace(host, traceId) {
  document.title = `Trace ${traceId} · Stackspan`;
  replace(host, el('p', { class: 'loading', text: 'Loading the trace…' }));
  try {
    const trace = await api.trace(traceId);
    new TraceView(host, traceId).open(trace);
  } catch (error) {
    announce(`The trace cannot be shown: ${error.title ?? error.message}`);
    replace(host, problemBox(error, () => showTrace(host, traceId)),
      error.status === 404 && el('p', { class: 'note', text: 'A trace appears about two seconds after its first segment, and goes when its retention ends.' }),
      el('p', {}, el('a', { href: '/', text: 'Search traces' })));
  }
}

class TraceView {
  #model;
  #spanId = null;
  #dumpId = null;
  #scheduled = false;

  constructor(host, traceId) {
    this.traceId = traceId;
    this.top = el('div');
    this.staleness = el('div');
    this.unlinked = el('div');
    this.panel = el('aside', { class: 'panel', 'aria-label': 'Selected span', tabindex: -1 });
    this.waterfall = new Waterfall({
      select: (spanId) => this.#selectSpan(spanId),
      dump: (dumpId) => this.#selectDump(dumpId),
      enter: () => (this.panel.querySelector('.dump-list') ?? this.panel).focus(),
    });
    this.help = helpDialog();
    replace(host, this.top, this.staleness,
      el('div', { class: 'split' }, el('div', { class: 'left' }, this.waterfall.node, this.unlinked), this.panel), this.help);
    document.addEventListener('keydown', (event) => this.#key(event));
    window.addEventListener('popstate', () => this.#fromAddress());
  }

  open(trace) {
    this.#show(trace);
    this.#fromAddress();
    this.waterfall.node.focus({ preventScroll: true });
    this.#follow(trace);
  }

  #show(trace) {
    this.#model = new TraceModel(trace);
    document.title = `${trace.rootService ?? 'Trace'} ${trace.rootOperation ?? trace.traceId} · Stackspan`;
    replace(this.top, traceHeader(this.#model, () => this.help.showModal()), findingList(this.#model, (finding) => this.#selectFinding(finding)));
    this.waterfall.setModel(this.#model);
    this.#drawUnlinked();
  }

  /** While the request runs (or its segments still come) the page looks again; a hidden tab waits. */
  #follow(trace) {
    if (trace.status !== 'live') return;
    setTimeout(async () => {
      let next = trace;
      try {
        if (!document.hidden) next = await this.#refresh(trace);
      } catch (error) {
        replace(this.staleness, el('p', { class: 'note warn', text: `Not up to date: ${error.title ?? error.message}. ${error.detail ?? ''}` }));
      }
      this.#follow(next);
    }, LIVE_REFRESH_MILLIS);
  }

  async #refresh(shown) {
    const trace = await api.trace(this.traceId);
    replace(this.staleness);
    // Redrawing takes text selections away, so only when something is new.
    if (fingerprint(trace) === fingerprint(shown)) return trace;
    const focusedFinding = this.top.contains(document.activeElement);
    this.#show(trace);
    this.#draw(false);
    if (focusedFinding) this.waterfall.node.focus({ preventScroll: true });
    if (trace.status !== 'live') announce(`The request has ended: ${trace.status}`);
    return trace;
  }

  #fromAddress() {
    const given = new URLSearchParams(location.search);
    const dump = this.#model.trace.dumps.find((one) => one.dumpId === given.get('dump'));
    let spanId = given.get('span');
    if (dump !== undefined) spanId = this.#model.placeOf(dump);
    const look = spanId === null ? firstLook(this.#model) : { spanId, dumpId: dump?.dumpId ?? this.#firstDump(spanId) };
    this.#spanId = look.spanId;
    this.#dumpId = look.dumpId;
    this.#draw(true);
  }

  #selectSpan(spanId) {
    if (spanId !== this.#spanId) this.#dumpId = this.#firstDump(spanId);
    this.#spanId = spanId;
    this.#remember();
    this.#draw(true);
  }

  #selectDump(dumpId) {
    const dump = this.#model.trace.dumps.find((one) => one.dumpId === dumpId);
    if (dump === undefined) return;
    this.#spanId = this.#model.placeOf(dump);
    this.#dumpId = dumpId;
    this.#remember();
    this.#draw(true);
    announce(dumpSummary(dump));
  }

  #selectFinding(finding) {
    const known = finding.dumpIds.find((id) => this.#model.trace.dumps.some((dump) => dump.dumpId === id));
    if (known === undefined) this.#selectSpan(finding.spanId);
    else this.#selectDump(known);
    this.panel.scrollIntoView({ block: 'nearest' });
  }

  #firstDump(spanId) {
    return this.#model.dumps(spanId)[0]?.dumpId ?? null;
  }

  #step(by) {
    const all = this.#model.dumpSequence;
    const at = all.findIndex((dump) => dump.dumpId === this.#dumpId);
    const next = at >= 0 ? at + by : this.#nextAfterSpan(all, by);
    if (all[next] === undefined) announce(by > 0 ? 'This is the last dump' : 'This is the first dump');
    else this.#selectDump(all[next].dumpId);
  }

  /** From a span without dumps: the nearest dump below it, or above it. */
  #nextAfterSpan(all, by) {
    const place = new Map(this.#model.order.map((row, i) => [row.span.spanId, i]));
    const here = place.get(this.#spanId) ?? 0;
    const position = (dump) => place.get(this.#model.placeOf(dump)) ?? Infinity;
    return by > 0 ? all.findIndex((dump) => position(dump) > here) : all.findLastIndex((dump) => position(dump) < here);
  }

  #remember() {
    const query = new URLSearchParams();
    query.set('span', this.#spanId);
    if (this.#dumpId !== null) query.set('dump', this.#dumpId);
    history.replaceState(null, '', `${location.pathname}?${query}`);
  }

  /** A held arrow key selects faster than a screen can show, so drawing happens once per frame. */
  #draw(reveal) {
    this.waterfall.select(this.#spanId, this.#dumpId, reveal);
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      drawPanel(this.panel, this.#model, { spanId: this.#spanId, dumpId: this.#dumpId },
        (dumpId) => this.#selectDump(dumpId), (spanId) => this.#selectSpan(spanId));
    });
  }

  #drawUnlinked() {
    const dumps = this.#model.dumps(UNLINKED);
    replace(this.unlinked, dumps.length > 0 && el('p', { class: 'note' },
      `${plural(dumps.length, 'dump')} of this trace ${dumps.length === 1 ? 'belongs' : 'belong'} to no span. `,
      el('button', { type: 'button', class: 'link', text: 'Show', on: { click: () => this.#selectSpan(UNLINKED) } })));
  }

  #key(event) {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('dialog')) return;
    const run = {
      n: () => this.#step(1), j: () => this.#step(1), p: () => this.#step(-1), k: () => this.#step(-1),
      '?': () => this.help.showModal(),
      Escape: () => this.waterfall.node.focus({ preventScroll: true }),
    };
    if (!Object.hasOwn(run, event.key)) return;
    event.preventDefault();
    run[event.key]();
  }
}

function fingerprint(trace) {
  const { version, generation, status, spanCount, dumpCount, linkedDumpCount, endMicros, findings, completeness } = trace;
  return JSON.stringify([version, generation, status, spanCount, dumpCount, linkedDumpCount, endMicros,
    findings.map((finding) => finding.sentence), completenessReasons(completeness)]);
}
