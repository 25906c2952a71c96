// The top of a trace: what it was, how long, how whole; and the findings, which are the answer.
import { copyButton } from '../clipboard.js';
import { el } from '../dom.js';
import { ago, count, duration, isoTime, localTime, percent, plural } from '../format.js';
import { completenessNote } from '../notices.js';
import { statusBadge } from '../search/results.js';

/** `onHelp` shows the keys. */
export function traceHeader(model, onHelp) {
  const { trace } = model;
  return el('header', { class: 'trace-head' },
    el('h1', {}, el('b', { text: trace.rootService ?? 'Root not seen yet' }), ' · ', trace.rootOperation ?? 'unknown operation'),
    el('p', { class: 'numbers' },
      el('strong', { class: 'duration', text: duration(trace.durationMicros) }), statusBadge(trace),
      trace.errorCount > 0 && el('span', { class: 'badge bad', text: `✖ ${plural(trace.errorCount, 'error')}` }),
      el('span', { text: plural(trace.spanCount, 'span') }),
      el('span', { text: plural(trace.services.length, 'service') }),
      el('span', { text: plural(trace.dumpCount, 'dump'), title: `${count(trace.linkedDumpCount)} linked to a span` }),
      el('time', { datetime: isoTime(trace.startMicros), title: isoTime(trace.startMicros), text: `${localTime(trace.startMicros)} (${ago(trace.startMicros)})` }),
      el('span', { class: 'trace-id' }, el('code', { text: trace.traceId }), copyButton('Copy id', () => trace.traceId)),
      el('button', { type: 'button', class: 'link keys-help', text: 'Keys (?)', on: { click: onHelp } })),
    legend(model),
    missing(trace),
    completenessNote(trace.completeness));
}

function legend(model) {
  return el('ul', { class: 'legend', 'aria-label': 'Services' }, [...model.colours].map(([name, colour]) =>
    el('li', {}, el('i', { class: `swatch svc-${colour}`, 'aria-hidden': 'true' }), name)));
}

function missing({ missingParents, status }) {
  if (missingParents.length === 0) return null;
  const words = status === 'live' ? 'not arrived yet' : 'not arrived; what hangs below them is shown at the top level';
  return el('p', { class: 'note warn' }, `${plural(missingParents.length, 'parent segment')} ${missingParents.length === 1 ? 'has' : 'have'} ${words}.`);
}

/** Findings as sentences; a click leads to the dumps that prove them. */
export function findingList(model, onFinding) {
  const { findings } = model;
  return el('section', { class: 'findings', 'aria-label': 'Why it was slow' },
    el('h2', { text: 'Why it was slow' }),
    findings.length === 0
      ? el('p', { class: 'muted', text: nothingFound(model.trace) })
      : el('ol', {}, findings.map((finding) => el('li', {}, findingButton(finding, model, onFinding)))));
}

function findingButton(finding, model, onFinding) {
  const span = model.spans.get(finding.spanId);
  const share = Math.min(1, Math.max(0, finding.shareOfSpan));
  return el('button', { type: 'button', class: `finding ${finding.severity}`, data: { kind: finding.kind }, on: { click: () => onFinding(finding) } },
    el('span', { class: 'severity', text: finding.severity }),
    el('span', { class: 'sentence', text: finding.sentence }),
    el('span', { class: 'share', title: 'Share of the time of the span that this explains' },
      el('span', { class: 'length', 'aria-hidden': 'true' }, el('span', { style: { width: `${100 * share}%` } })),
      `${percent(share)}${span === undefined ? '' : ` of ${duration(span.durationMicros)}`}`),
    el('span', { class: 'evidence' },
      span !== undefined && [el('i', { class: `swatch svc-${model.colours.get(span.service)}`, 'aria-hidden': 'true' }), `${span.service} · ${span.operation} · `],
      `${plural(finding.dumpIds.length, 'dump')} as evidence ›`));
}

function nothingFound({ dumpCount, linkedDumpCount, status }) {
  if (dumpCount === 0 && status === 'live') return 'No dump has arrived yet. This page looks again every two seconds.';
  if (dumpCount === 0) {
    return 'Without thread dumps nobody can say. Send the request again with the header ENABLE_DUMP_FLAG: true.';
  }
  if (linkedDumpCount === 0) return 'There are dumps, but none of them belongs to a span. They are listed below the spans.';
  return 'No rule fits these dumps. Look through them span by span: the keys n and p go from dump to dump.';
}
