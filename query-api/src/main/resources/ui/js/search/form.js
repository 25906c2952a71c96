// The search form: native fields, completed from what the API says exists.
import { operations, services, tagKeys, tagValues } from '../api.js';
import { el, replace } from '../dom.js';
import { localTime } from '../format.js';
import { SEARCHABLE, stateLook, stateShape } from '../threads.js';
import { RANGES, SORTS } from './query.js';

/** Builds the form for `query`; `onSearch(fields)` gets the fields that the form knows when the person asks. */
export function searchForm(query, onSearch) {
  const operationChoices = el('datalist', { id: 'operation-choices' });
  const serviceChoices = el('datalist', { id: 'service-choices' });
  const tagChoices = el('datalist', { id: 'tag-choices' });

  const form = el('form', { class: 'search', role: 'search', 'aria-label': 'Search traces', autocomplete: 'off' },
    field('Service', input('service', query.service, { list: 'service-choices', placeholder: 'any' })),
    field('Operation', input('operation', query.operation, { list: 'operation-choices', placeholder: 'any' })),
    field('Min duration', input('minDuration', query.minDuration, { placeholder: '500ms, 2s', class: 'short' })),
    field('Started', rangeSelect(query)),
    field('Order', select('sort', SORTS, query.sort)),
    el('button', {
      type: 'button', class: 'more-fields', text: 'More conditions', 'aria-expanded': 'false', on: { click: showExtra },
    }),
    el('div', { class: `extra${extraUsed(query) ? ' open' : ''}` },
      field('Tag', repeated('tag', query.tag, { list: 'tag-choices', placeholder: 'http.status:>499' })),
      field('Stack frame', repeated('frame', query.frame, { placeholder: 'com.acme.Stock.reserve or com.acme.*', class: 'wide' })),
      field('Lock class', input('lock', query.lock, { placeholder: 'com.acme.Stock', class: 'wide' })),
      stateBoxes(query.threadState),
      el('fieldset', { class: 'checks' }, el('legend', { text: 'Only' }),
        check('hasDumps', 'true', 'with dumps', query.hasDumps), check('error', 'true', 'with errors', query.error))),
    el('div', { class: 'actions' },
      el('button', { class: 'primary', text: 'Search' }), el('a', { href: '/', class: 'reset', text: 'Reset' })),
    serviceChoices, operationChoices, tagChoices);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onSearch(read(form));
  });
  // A choice from a list or a tick is a finished thought; text waits for Enter.
  form.addEventListener('change', (event) => {
    if (event.target.matches('select, [type=checkbox]')) onSearch(read(form));
  });

  complete(serviceChoices, async () => (await services()).services);
  completeOperations(form.elements.service, operationChoices);
  completeTags(form, tagChoices);
  return form;
}

function extraUsed({ tag, frame, lock, threadState, hasDumps, error }) {
  return tag.length + frame.length + threadState.length > 0 || lock !== '' || hasDumps || error;
}

/** On a phone the rarer fields wait behind a button, so that the results are in sight. */
function showExtra(event) {
  const open = event.target.nextElementSibling.classList.toggle('open');
  event.target.setAttribute('aria-expanded', String(open));
}

/** Marks the fields that the API found fault with, so that the eye finds them. */
export function markFaults(form, faults) {
  const bad = new Set(faults.map((fault) => fault.parameter));
  for (const control of form.elements) {
    if (control.name && bad.has(control.name)) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute?.('aria-invalid');
  }
}

function read(form) {
  const data = new FormData(form);
  const text = (name) => (data.get(name) ?? '').trim();
  const list = (name) => data.getAll(name).map((value) => value.trim()).filter((value) => value !== '');
  return {
    service: text('service'), operation: text('operation'), minDuration: text('minDuration').replaceAll(' ', ''),
    lock: text('lock'), range: text('range'), sort: text('sort'),
    tag: list('tag'), frame: list('frame'), threadState: list('threadState'),
    error: data.has('error'), hasDumps: data.has('hasDumps'),
  };
}

function field(label, control) {
  return el('label', { class: `field ${control.className}` }, el('span', { text: label }), control);
}

function input(name, value, props = {}) {
  const control = el('input', { name, spellcheck: 'false', autocapitalize: 'off', ...props });
  control.value = value;
  return control;
}

function select(name, choices, chosen) {
  return el('select', { name }, choices.map(([value, text]) => el('option', { value, text, selected: value === chosen })));
}

function rangeSelect(query) {
  const choices = RANGES.map(([name, words]) => [name, words]);
  if (query.range === 'fixed') choices.push(['fixed', fixedRangeText(query)]);
  return select('range', choices, query.range);
}

function fixedRangeText({ start, end }) {
  const time = (micros) => (Number.isFinite(Number(micros)) ? localTime(Number(micros)) : micros);
  if (end === '') return `since ${time(start)}`;
  return start === '' ? `until ${time(end)}` : `${time(start)} to ${time(end)}`;
}

/** A field that may be given several times: filling the last one opens another. */
function repeated(name, values, props) {
  const host = el('span', { class: `repeated ${props.class ?? ''}` });
  const add = (value) => host.append(input(name, value, { ...props, 'aria-label': name }));
  [...values, ''].forEach(add);
  host.addEventListener('input', () => {
    if (host.lastElementChild.value !== '') add('');
  });
  return host;
}

function stateBoxes(chosen) {
  return el('fieldset', { class: 'checks' }, el('legend', { text: 'Thread state in a dump' }),
    SEARCHABLE.map((state) => check('threadState', state, state, chosen.includes(state), stateShape(stateLook(state)))));
}

function check(name, value, text, checked, icon = null) {
  return el('label', { class: 'check' }, el('input', { type: 'checkbox', name, value, checked }), icon, el('span', { text }));
}

/** Completion is a comfort: when it fails the search itself says what is wrong, so this stays quiet. */
async function complete(datalist, load) {
  try {
    const values = await load();
    replace(datalist, values.map((value) => el('option', { value })));
  } catch {
    replace(datalist);
  }
}

function completeOperations(service, datalist) {
  let loadedFor = '';
  const load = () => {
    const name = service.value.trim();
    if (name === loadedFor) return;
    loadedFor = name;
    if (name === '') replace(datalist);
    else complete(datalist, async () => (await operations(name)).operations);
  };
  service.addEventListener('change', load);
  load();
}

/** First the keys; once "key:" is typed, the values of that key. */
function completeTags(form, datalist) {
  const keys = tagKeys().then((answer) => answer.tags.map((key) => `${key}:`), () => []);
  let loadedFor = null;
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'tag') return;
    const colon = event.target.value.indexOf(':');
    const key = colon < 0 ? '' : event.target.value.slice(0, colon);
    if (key === loadedFor) return;
    loadedFor = key;
    complete(datalist, async () => (key === '' ? keys : (await tagValues(key)).values.map((value) => `${key}:${value}`)));
  });
  complete(datalist, () => keys);
}
