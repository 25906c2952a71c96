// The side panel: everything about the selected span, its dumps first.
import { el, replace } from '../dom.js';
import { bytes, duration, isoTime, localTime, offset, percent, plural } from '../format.js';
import { dumpSection } from './dumps.js';
import { UNLINKED } from './model.js';

/** Draws the selection; `onDump(dumpId)` and `onSpan(spanId)` are what its links do. */
export function drawPanel(host, model, { spanId, dumpId }, onDump, onSpan) {
  const focusList = host.querySelector('.dump-list') === document.activeElement;
  const listTop = host.querySelector('.dump-list')?.scrollTop ?? 0;
  const span = model.spans.get(spanId);
  if (span === undefined && spanId !== UNLINKED) {
    replace(host, el('p', { class: 'note', text: 'This span is not in the trace (or has not arrived yet). Select another one at the left.' }));
    return;
  }
  const hasDumps = model.dumps(spanId).length > 0;
  replace(host,
    span === undefined ? unlinkedHead() : spanHead(span, model),
    hasDumps ? dumpSection(model, spanId, dumpId, onDump) : noDumps(model, onDump),
    span !== undefined && facts(span, model, onSpan));
  const list = host.querySelector('.dump-list');
  if (list === null) return;
  list.scrollTop = listTop;
  list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  if (focusList) list.focus({ preventScroll: true });
}

function spanHead(span, model) {
  return el('header', { class: 'panel-head' },
    el('h2', { text: span.operation }),
    el('p', {},
      el('i', { class: `swatch svc-${model.colours.get(span.service)}`, 'aria-hidden': 'true' }), el('b', { text: span.service }),
      ` · ${duration(span.durationMicros)} from ${offset(span.startMicros - model.start)}`,
      span.error && el('span', { class: 'badge bad', text: '✖ error' }),
      span.open && el('span', { class: 'badge status-live', text: 'still running' })));
}

function unlinkedHead() {
  return el('header', { class: 'panel-head' },
    el('h2', { text: 'Dumps without a span' }),
    el('p', { text: 'They belong to this trace, but no span of it covers their thread and time.' }));
}

function noDumps(model, onDump) {
  const elsewhere = model.dumpSequence[0];
  if (elsewhere === undefined) {
    return el('p', { class: 'note' }, 'This trace has no thread dumps. Send the request again with the header ',
      el('code', { text: 'ENABLE_DUMP_FLAG: true' }), ' to see its stacks.');
  }
  return el('p', { class: 'note' }, 'No dump fell into this span. ',
    el('button', { type: 'button', class: 'link', text: 'Go to the first dump of this trace', on: { click: () => onDump(elsewhere.dumpId) } }));
}

function facts(span, model, onSpan) {
  const rows = [
    ['Kind', [span.kind, span.layer === 'unknown' ? '' : span.layer, span.component ?? ''].filter(Boolean).join(' · ')],
    ['Peer', span.peer],
    ['Instance', span.instance],
    ['Thread', span.threadId === null ? null : `Id=${span.threadId}`],
    ['Started', `${localTime(span.startMicros)} (${isoTime(span.startMicros)})`],
    ['CPU', span.cpuNanos === null ? null : cpuText(span)],
    ['Allocated', span.allocatedBytes === null ? null : bytes(span.allocatedBytes)],
    ['Span id', span.spanId],
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
  return el('div', { class: 'facts' },
    table('Tags', span.tags.map(({ key, value }) => [key, value])),
    span.logs.length > 0 && logs(span, model),
    table('Span', rows),
    span.refs.length > 0 && refs(span, model, onSpan));
}

function cpuText({ cpuNanos, durationMicros }) {
  const cpu = duration(cpuNanos / 1_000);
  return durationMicros > 0 ? `${cpu}, ${percent(cpuNanos / 1_000 / durationMicros)} of its time` : cpu;
}

function table(title, rows) {
  if (rows.length === 0) return null;
  return el('section', {}, el('h3', { text: title }),
    el('table', { class: 'pairs' }, el('tbody', {}, rows.map(([key, value]) =>
      el('tr', {}, el('th', { scope: 'row', text: key }), el('td', { text: value }))))));
}

function logs(span, model) {
  return el('section', {}, el('h3', { text: plural(span.logs.length, 'log') }),
    span.logs.map(({ timeMicros, fields }) => el('div', { class: 'log' },
      el('time', { datetime: isoTime(timeMicros), title: isoTime(timeMicros), text: offset(timeMicros - model.start) }),
      el('dl', {}, fields.map(({ key, value }) => [el('dt', { text: key }), el('dd', { text: value })])))));
}

function refs(span, model, onSpan) {
  return el('section', {}, el('h3', { text: 'Caused by' }),
    el('ul', { class: 'refs' }, span.refs.map((ref) => {
      const text = `${ref.parentService} ${ref.parentEndpoint} (${ref.type === 'thread' ? 'handed over from another thread' : 'call from another process'})`;
      return el('li', {}, model.spans.has(ref.parentSpanId)
        ? el('button', { type: 'button', class: 'link', text, on: { click: () => onSpan(ref.parentSpanId) } })
        : `${text}: not in this answer`);
    })));
}
