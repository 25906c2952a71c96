// The sentences for bad days: a failed request, and an answer that is not whole.
import { el } from './dom.js';
import { count, localTime, plural } from './format.js';

/** A failing request as a box: title, detail, every fault; `retry` adds a button. */
export function problemBox(problem, retry = null) {
  const status = problem.status ? ` (HTTP ${problem.status})` : '';
  const faults = problem.faults ?? [];
  return el('section', { class: 'problem', role: 'alert' },
    el('h2', { text: `${problem.title ?? 'The page has failed'}${status}` }),
    el('p', { text: problem.detail ?? problem.message }),
    faults.length > 0 && el('ul', {}, faults.map((fault) =>
      el('li', {}, fault.parameter && el('code', { text: fault.parameter }), fault.parameter && ': ', fault.message))),
    retry !== null && el('button', { type: 'button', text: 'Try again', on: { click: retry } }));
}

/** Null when the answer is whole; otherwise a note that says what is missing and why. */
export function completenessNote(completeness) {
  const reasons = completenessReasons(completeness);
  if (reasons.length === 0) return null;
  const until = completeness.completeUntilMicros > 0
    ? ` What was indexed is complete until ${localTime(completeness.completeUntilMicros)}.` : '';
  return el('p', { class: 'note warn', role: 'note' },
    el('strong', { text: 'This answer is incomplete: ' }), `${reasons.join('; ')}.${until}`);
}

export function completenessReasons(c) {
  if (!c) return [];
  const reasons = [];
  if (c.shardsOk < c.shardsAsked) {
    reasons.push(`${count(c.shardsAsked - c.shardsOk)} of ${plural(c.shardsAsked, 'index shard')} did not answer`);
  }
  for (const failure of c.failures ?? []) reasons.push(failureText(failure));
  if (c.timedOut) reasons.push('the search ran out of time');
  for (const gap of c.gaps ?? []) {
    reasons.push(`records ${count(gap.fromOffset)} to ${count(gap.toOffset)} of ${gap.topic}/${gap.partition} were never indexed`);
  }
  if (c.truncated && !c.timedOut) reasons.push('the result was cut at its size limit');
  return reasons;
}

function failureText(failure) {
  if (typeof failure === 'string') return failure;
  return [failure.shard, failure.message ?? failure.reason].filter(Boolean).join(': ') || JSON.stringify(failure);
}
