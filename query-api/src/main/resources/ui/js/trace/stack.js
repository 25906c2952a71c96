// A stack with all its frames, as jstack would print it, but with the application's own code in front.
import { el } from '../dom.js';
import { frameKind, lockName } from '../threads.js';

/**
 * `monitors` are written under the frame that took them and `waitingOn` under the top frame, as in a jstack.
 * The top `changed` frames are marked as new since the previous dump.
 */
export function stackList(frames, { monitors = [], waitingOn = null, state = '', changed = 0, truncated = false, label }) {
  const list = el('ol', { class: 'stack', 'aria-label': label });
  frames.forEach((frame, depth) => {
    list.append(frameLine(frame, depth < changed));
    if (depth === 0 && waitingOn?.lockClass) list.append(remark(`${waitingVerb(waitingOn, state)} ${lockName(waitingOn)}`, `waits${state === 'BLOCKED' ? ' blocked' : ''}`));
    for (const monitor of monitors) if (monitor.frameDepth === depth) list.append(remark(`locked ${lockName(monitor)}`, 'locked'));
  });
  for (const monitor of monitors) {
    if (monitor.frameDepth < 0 || monitor.frameDepth >= frames.length) list.append(remark(`locked ${lockName(monitor)} in a frame not kept`, 'locked'));
  }
  if (frames.length === 0) list.append(remark('The thread had no Java frame at this moment.', 'cut'));
  if (truncated) list.append(remark('The agent cut this stack here: it was deeper than its limit.', 'cut'));
  return list;
}

function frameLine(frame, isNew) {
  const kind = frameKind(frame);
  const open = frame.text.lastIndexOf('(');
  const method = open < 0 ? frame.text : frame.text.slice(0, open);
  const dot = method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
  return el('li', { class: `frame ${kind}${isNew ? ' new' : ''}`, title: isNew ? 'Not in the previous dump' : null },
    el('span', { class: 'at', text: 'at ' }),
    el('span', { class: 'package', text: method.slice(0, dot) }),
    el('span', { class: 'method', text: method.slice(dot) }),
    el('wbr'),
    el('span', { class: 'source', text: open < 0 ? '' : frame.text.slice(open) }));
}

function remark(text, css) {
  return el('li', { class: `remark ${css}`, text: `-  ${text}` });
}

function waitingVerb({ kind }, state) {
  if (state === 'BLOCKED') return 'blocked on';
  return kind === 'park' ? 'parking to wait for' : 'waiting on';
}
