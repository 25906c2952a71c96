// The dumps of one span as a list box, and the chosen one in full.
import { dumpText } from '../api.js';
import { copyButton } from '../clipboard.js';
import { el } from '../dom.js';
import { isoTime, localTime, offset, plural } from '../format.js';
import { commonFrames, dumpLook, lockName, sameStack, shortFrame, stateShape, tellingFrame } from '../threads.js';
import { lockLine } from './lock.js';
import { UNLINKED } from './model.js';
import { stackList } from './stack.js';

const LINK_TEXT = {
  openSpan: 'the span was open on this thread',
  timeWindow: 'taken within the time of the span, on its thread',
  segment: 'belongs to this part of the request, to no span more exactly',
  unlinked: 'no span was found for it',
};

/** List and stack for `spanId`; `onDump(dumpId)` is called when the person chooses another. */
export function dumpSection(model, spanId, dumpId, onDump) {
  const dumps = model.dumps(spanId);
  const chosen = Math.max(0, dumps.findIndex((dump) => dump.dumpId === dumpId));
  return el('section', { class: 'dumps', 'aria-label': 'Thread dumps' },
    el('div', { class: 'dumps-head' },
      el('h3', { text: plural(dumps.length, 'thread dump') }),
      el('span', { class: 'hint' }, el('kbd', { text: 'n' }), ' next  ', el('kbd', { text: 'p' }), ' previous'),
      copyButton('Copy as jstack text', () => dumpText(model.trace.traceId, spanId === UNLINKED ? '' : spanId),
        { title: 'All dumps of this span, all frames, as jstack prints them' })),
    dumpList(model, dumps, chosen, onDump),
    dumpDetail(model, dumps[chosen], dumps[chosen - 1]));
}

function dumpList(model, dumps, chosen, onDump) {
  const list = el('div', {
    class: 'dump-list', role: 'listbox', tabindex: 0, 'aria-label': 'Dumps by time', 'aria-activedescendant': `dump-${chosen}`,
  }, dumps.map((dump, i) => dumpOption(model, dump, dumps[i - 1], i, i === chosen)));
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option !== null) onDump(option.dataset.dump);
  });
  list.addEventListener('keydown', (event) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: dumps.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (dumps[to] !== undefined) onDump(dumps[to].dumpId);
  });
  return list;
}

function dumpOption(model, dump, previous, index, selected) {
  const same = previous !== undefined && previous.thread.id === dump.thread.id && sameStack(previous, dump);
  const frame = tellingFrame(dump.frames);
  const look = dumpLook(dump);
  return el('div', {
    role: 'option', id: `dump-${index}`, class: 'dump', 'aria-selected': String(selected), data: { dump: dump.dumpId },
    title: `${isoTime(dump.timeMicros)}\n${LINK_TEXT[dump.link] ?? dump.link}`,
  },
  el('span', { class: 'when', text: offset(dump.timeMicros - model.start) }),
  el('span', { class: `state ${look.css}` }, stateShape(look), dump.state),
  el('span', { class: 'where', text: same ? '= same stack as previous' : frame === null ? 'no frames' : shortFrame(frame) }));
}

function dumpDetail(model, dump, previous) {
  const { owner } = dump.waitingOn ?? { owner: null };
  const comparable = previous !== undefined && previous.thread.id === dump.thread.id;
  const changed = comparable ? dump.frames.length - commonFrames(previous, dump) : 0;
  return el('article', { class: 'dump-detail' },
    lockLine(dump),
    owner !== null && ownerBlock(owner, model),
    el('p', { class: 'thread' },
      el('b', { text: dump.thread.name }), ` Id=${dump.thread.id}${dump.thread.virtual ? ' virtual' : ''}${dump.thread.daemon ? ' daemon' : ''}`,
      ` · `,
      el('time', { datetime: isoTime(dump.timeMicros), title: isoTime(dump.timeMicros), text: localTime(dump.timeMicros) }),
      ` · linked: ${LINK_TEXT[dump.link] ?? dump.link}`),
    comparable && el('p', { class: 'moved', text: movedText(dump, previous, changed) }),
    stackList(dump.frames, {
      monitors: dump.monitors, waitingOn: dump.waitingOn, state: dump.state, truncated: dump.truncated, label: `Stack of ${dump.thread.name}`,
      changed: changed < dump.frames.length ? changed : 0,
    }));
}

function movedText(dump, previous, changed) {
  const distance = offset(dump.timeMicros - previous.timeMicros).slice(1);
  if (sameStack(previous, dump)) return `Same stack as the previous dump, ${distance} before: the thread has not moved.`;
  if (changed === 0) return `Moved since the previous dump, ${distance} before: it went back to a caller.`;
  return `Moved since the previous dump, ${distance} before: the top ${plural(changed, 'frame')} differ${changed === 1 ? 's' : ''}.`;
}

/** Whoever holds the lock decides how long we wait, so its stack stands before our own. */
function ownerBlock(owner, model) {
  const holds = el('details', { class: 'owner', open: true },
    el('summary', {}, 'What the owner ', el('strong', { text: owner.threadName }), ` was doing: ${plural(owner.frames.length, 'frame')}`));
  const link = ownerLink(owner, model);
  if (link !== null) holds.append(el('p', { class: 'owner-link' }, link));
  holds.append(owner.frames.length > 0
    ? stackList(owner.frames, { label: `Stack of the owner ${owner.threadName}` })
    : el('p', { class: 'muted', text: 'Its stack was not read in this dump.' }));
  return holds;
}

function ownerLink(owner, model) {
  if (!owner.traceId) return null;
  const span = owner.spanId ? `?span=${encodeURIComponent(owner.spanId)}` : '';
  const here = owner.traceId === model.trace.traceId;
  return el('a', {
    href: `/trace/${encodeURIComponent(owner.traceId)}${span}`,
    text: here ? 'The owner works for this same trace: show its span' : `The owner was serving trace ${owner.traceId}: open it`,
  });
}

/** For the collapsed state of things: "BLOCKED on com.acme.Stock@1b2c3d" or the state and place. */
export function dumpSummary(dump) {
  const frame = tellingFrame(dump.frames);
  const lock = dump.waitingOn?.lockClass ? ` on ${lockName(dump.waitingOn)}` : '';
  return `${dump.state}${lock}${frame === null ? '' : ` in ${shortFrame(frame)}`}`;
}
