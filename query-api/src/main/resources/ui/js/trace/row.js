// One row of the waterfall: the name of the span at the left, its bar with dumps and states at the right.
import { el } from '../dom.js';
import { count, duration, offset, plural } from '../format.js';
import { dumpLook, lockName, stateShape } from '../threads.js';

/** Deeper spans keep this indentation, so that a very deep trace cannot push its own names out of sight. */
const MAX_INDENT = 16;
const TICK_PX = 11;
const LETTER_PX = 10;
/** Room for one letter of a word in the strip, with its padding. */
const WORD_PX = 7;

/** Builds row number `index` (from 0). `look` has: model, barPx (width of the bar column), spanId and dumpId selected. */
export function buildRow(row, index, look) {
  const { span } = row;
  const selected = span.spanId === look.spanId;
  const node = el('div', {
    class: `row${selected ? ' selected' : ''}${span.error ? ' has-error' : ''}`,
    role: 'row', id: `row-${index}`,
    'aria-level': row.depth + 1, 'aria-posinset': row.position, 'aria-setsize': row.size,
    'aria-rowindex': index + 2, 'aria-selected': String(selected),
    'aria-expanded': row.parent ? String(!row.folded) : null,
    data: { index, span: span.spanId },
  });
  node.append(nameCell(row, look.model),
    el('div', { class: 'took', role: 'gridcell', text: duration(span.durationMicros) }), barCell(row, look));
  return node;
}

function nameCell({ span, depth, parent, folded }, model) {
  const cell = el('div', { class: 'name', role: 'gridcell' });
  cell.style.setProperty('--depth', Math.min(depth, MAX_INDENT));
  const under = model.subtree.get(span.spanId);
  cell.append(
    el('span', { class: `fold${parent ? '' : ' leaf'}`, 'aria-hidden': 'true', text: parent ? (folded ? '▸' : '▾') : '' }),
    el('span', { class: 'words' },
      el('span', { class: 'operation', title: span.operation },
        span.error && el('span', { class: 'error-mark', title: 'This span failed', text: '✖ error ' }), span.operation),
      el('span', { class: 'service' },
        el('i', { class: `swatch svc-${model.colours.get(span.service)}`, 'aria-hidden': 'true' }),
        span.service, detail(span), span.open && el('b', { class: 'running', text: ' · still running' }),
        folded && el('em', { text: ` +${plural(under.spans, 'span')}${under.dumps > 0 ? `, ${plural(under.dumps, 'dump')}` : ''}` }))));
  return cell;
}

function detail(span) {
  if (span.kind === 'exit') return ` → ${span.peer || span.component || 'call'}`;
  return span.kind === 'local' ? ' · local' : '';
}

function barCell({ span }, look) {
  const { model } = look;
  const dumps = model.dumps(span.spanId);
  const left = model.at(span.startMicros);
  const right = model.at(span.endMicros);
  const cell = el('div', { class: 'time', role: 'gridcell', 'aria-label': barText(span, dumps, model) });
  cell.append(el('div', {
    class: `bar svc-${model.colours.get(span.service)}${span.open ? ' open' : ''}`,
    style: { left: pc(left), width: `max(2px, ${pc(right - left)})` },
  }));
  if (dumps.length > 0) cell.append(strip(span, dumps, model, look), ...ticks(dumps, look));
  return cell;
}

/** Dumps at their time; those that would cover each other are one mark with a count, as the strip below shows each. */
function ticks(dumps, { model, barPx, dumpId }) {
  const groups = [];
  for (const dump of dumps) {
    const x = model.at(dump.timeMicros) * barPx;
    const last = groups.at(-1);
    if (last && x - last.x < TICK_PX) last.dumps.push(dump);
    else groups.push({ x, dumps: [dump] });
  }
  return groups.map((group) => tick(group, model, dumpId));
}

function tick({ x, dumps }, model, dumpId) {
  const chosen = dumps.find((dump) => dump.dumpId === dumpId);
  const shown = chosen ?? dumps.find((dump) => dump.state === 'BLOCKED') ?? dumps[0];
  const more = dumps.length > 1 ? `\n${plural(dumps.length, 'dump')} here` : '';
  return el('span', {
    class: `tick${chosen ? ' on' : ''}`, style: { left: `${x}px` },
    title: `${dumpTitle(shown, model)}${more}`, data: { dump: shown.dumpId },
  }, stateShape(dumpLook(shown)));
}

export function dumpTitle(dump, model) {
  const lock = dump.waitingOn?.lockClass ? ` on ${lockName(dump.waitingOn)}` : '';
  const owner = dump.waitingOn?.owner ? `, held by ${dump.waitingOn.owner.threadName}` : '';
  return `${offset(dump.timeMicros - model.start)} ${dump.state}${lock}${owner}`;
}

/**
 * The states as far as the dumps tell: each holds from its dump until the next, but never longer than twice
 * the usual distance, because silence is not a state.
 */
function strip(span, dumps, model, { barPx }) {
  const end = Math.max(span.endMicros, dumps.at(-1).timeMicros);
  const longest = 2 * usualDistance(dumps, end - span.startMicros);
  const merged = [];
  dumps.forEach((dump, i) => {
    const until = Math.min(dumps[i + 1]?.timeMicros ?? end, dump.timeMicros + longest);
    const look = dumpLook(dump);
    const last = merged.at(-1);
    if (last && last.look === look && last.until === dump.timeMicros) last.until = until;
    else merged.push({ look, from: dump.timeMicros, until });
  });
  return el('div', { class: 'strip', 'aria-hidden': 'true' }, merged.map(({ look, from, until }) => {
    const left = model.at(from);
    const width = model.at(until) - left;
    return el('span', {
      class: look.css, style: { left: pc(left), width: `max(3px, ${pc(width)})` },
      text: stripText(look, width * barPx),
    });
  }));
}

function stripText(look, px) {
  if (px >= look.word.length * WORD_PX) return look.word;
  return px >= LETTER_PX ? look.letter : '';
}

function usualDistance(dumps, otherwise) {
  if (dumps.length < 2) return otherwise;
  const distances = dumps.slice(1).map((dump, i) => dump.timeMicros - dumps[i].timeMicros).sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)];
}

function barText(span, dumps, model) {
  const text = `starts ${offset(span.startMicros - model.start)}, takes ${duration(span.durationMicros)}`;
  if (dumps.length === 0) return text;
  const states = new Map();
  for (const { state } of dumps) states.set(state, (states.get(state) ?? 0) + 1);
  const parts = [...states].map(([state, n]) => `${count(n)} ${state}`);
  return `${text}, ${plural(dumps.length, 'dump')}: ${parts.join(', ')}`;
}

function pc(share) {
  return `${(100 * share).toFixed(3)}%`;
}
