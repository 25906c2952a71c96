// The one line that answers "why does this thread not go on": state, lock, owner, place.
import { el } from '../dom.js';
import { dumpLook, lockName, shortFrame, stateShape, tellingFrame } from '../threads.js';

/** "BLOCKED on com.acme.Stock@1b2c3d, held by worker-3 (Id=41, RUNNABLE) at Stock.reserve(Stock.java:88)". */
export function lockLine(dump) {
  const line = el('p', { class: 'lock-line' }, stateBadge(dump));
  const waiting = dump.waitingOn;
  const here = tellingFrame(dump.frames);
  if (waiting === null || (waiting.lockClass === '' && !['sleep', 'io'].includes(waiting.kind))) line.append(dump.state === 'RUNNABLE' ? ' in ' : ' at ', place(here));
  else if (waiting.kind === 'sleep') line.append(' asleep, called at ', place(here));
  else if (waiting.kind === 'io') line.append(' inside a read or write that has not come back, called at ', place(here));
  else {
    line.append(waiting.kind === 'join' ? ' for the end of ' : ' on ', el('code', { class: 'lock', text: lockName(waiting) }), holder(waiting));
    line.append(el('span', { class: 'here' }, 'waiting in ', place(here)));
  }
  line.append(el('span', { class: 'here' }, 'in service ', el('b', { text: dump.service }), `, instance ${dump.instance}, thread ${dump.thread.name}`));
  return line;
}

function holder({ owner, kind }) {
  if (owner === null) {
    return kind === 'monitor' || kind === 'park' ? ', no single owner known' : '';
  }
  const part = el('span', {}, ', held by ', el('strong', { text: owner.threadName }),
    ` (Id=${owner.threadId}${owner.state && owner.state !== 'UNKNOWN' ? `, ${owner.state}` : ''})`);
  const at = tellingFrame(owner.frames);
  if (at !== null) part.append(' at ', place(at));
  return part;
}

function place(frame) {
  if (frame === null) return el('span', { text: 'no frame (the stack is empty)' });
  return el('code', { class: 'place', title: frame.text, text: shortFrame(frame) });
}

export function stateBadge(dump) {
  const look = dumpLook(dump);
  return el('span', { class: `state ${look.css}`, title: `The thread was ${look.word}` }, stateShape(look), dump.state);
}
