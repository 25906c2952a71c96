// The list of traces, and what to say when there is none.
import { copyButton } from '../clipboard.js';
import { el } from '../dom.js';
import { ago, count, duration, isoTime, localTime, plural } from '../format.js';
import { isNarrowed } from './query.js';

const HEADINGS = [['Started', 'start'], ['Request', 'request'], ['Duration', 'time'], ['Spans', 'n'], ['Errors', 'n'], ['Dumps', 'n'], ['Status', 'status']];

/** The empty table; rows are added by `addRows` as pages arrive. */
export function resultTable() {
  return el('table', { class: 'results' },
    el('caption', { class: 'sr-only', text: 'Traces found' }),
    el('thead', {}, el('tr', {}, HEADINGS.map(([text, css]) => el('th', { scope: 'col', class: css, text })))),
    el('tbody'));
}

/** Redraws all rows: bars are relative to the longest of what is shown, which a new page may change. */
export function drawRows(table, traces) {
  const longest = traces.reduce((most, trace) => Math.max(most, trace.durationMicros), 1);
  table.tBodies[0].replaceChildren(...traces.map((trace) => row(trace, longest)));
}

function row(trace, longest) {
  const bar = el('span', { class: 'length', 'aria-hidden': 'true' },
    el('span', { style: { width: `${Math.max(0.5, (100 * trace.durationMicros) / longest)}%` } }));
  return el('tr', { class: trace.errorCount > 0 ? 'has-error' : '' },
    el('td', { class: 'start', title: isoTime(trace.startMicros) },
      el('span', { text: localTime(trace.startMicros) }), el('small', { text: ago(trace.startMicros) })),
    el('td', { class: 'request' },
      el('a', { href: `/trace/${encodeURIComponent(trace.traceId)}` },
        el('b', { text: trace.rootService ?? 'root not seen yet' }), ' · ', trace.rootOperation ?? 'unknown operation'),
      el('small', { text: otherServices(trace) })),
    el('td', { class: 'time' }, el('span', { text: duration(trace.durationMicros) }), bar),
    number('spans', trace.spanCount),
    number('errors', trace.errorCount, trace.errorCount > 0 ? 'bad' : ''),
    number('dumps', trace.dumpCount, trace.dumpCount > 0 ? 'dumped' : '', dumpTitle(trace)),
    el('td', { class: 'status' }, statusBadge(trace)));
}

function number(label, n, css = '', title = null) {
  return el('td', { class: `n ${css}`, title, data: { label } }, count(n));
}

function dumpTitle(trace) {
  if (trace.dumpCount === 0) return 'No thread dumps: the request did not carry the flag';
  return `${plural(trace.dumpCount, 'dump')}, ${count(trace.linkedDumpCount)} linked to a span`;
}

function otherServices(trace) {
  const others = trace.services.filter((name) => name !== trace.rootService);
  return others.length === 0 ? trace.traceId : `→ ${others.join(', ')}`;
}

const STATUS_TEXT = {
  live: 'Still running, or its segments are still arriving',
  partial: 'Some segments that others refer to have not arrived',
  complete: 'Every segment referred to has arrived',
  late: 'Segments arrived after the trace was closed',
};

export function statusBadge(trace) {
  const missing = trace.missingParents.length > 0 ? ` (${plural(trace.missingParents.length, 'parent')} missing)` : '';
  return el('span', { class: `badge status-${trace.status}`, title: `${STATUS_TEXT[trace.status] ?? ''}${missing}`, text: trace.status });
}

/** Says what to do, with one click for each way out. */
export function emptyState(query, onChange) {
  const command = `curl -H 'ENABLE_DUMP_FLAG: true' http://your-service/slow/path`;
  const ways = [];
  if (query.range !== 'all') {
    ways.push(el('button', { type: 'button', text: 'Search all time', on: { click: () => onChange({ range: 'all', start: '', end: '' }) } }));
  }
  if (isNarrowed(query)) ways.push(el('a', { class: 'button', href: '/?range=all', text: 'Remove all conditions' }));
  return el('section', { class: 'empty' },
    el('h2', { text: isNarrowed(query) ? 'No trace matches these conditions' : 'No trace in this time' }),
    ways.length > 0 && el('p', { class: 'ways' }, ways),
    el('h3', { text: 'To see why a request is slow' }),
    el('ol', {},
      el('li', {}, 'Start the service with the Stackspan agent: ', el('code', { text: '-javaagent:stackspan-agent.jar' }), '.'),
      el('li', {}, 'Send the request with the flag. Every service it crosses then dumps the threads that work for it, every 300 ms:',
        el('div', { class: 'command' }, el('pre', {}, el('code', { text: command })), copyButton('Copy', () => command))),
      el('li', {}, 'Search again. It is here within about two seconds, also while it still runs.')));
}
