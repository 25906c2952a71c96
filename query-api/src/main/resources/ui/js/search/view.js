// The Traces view: form, list, next pages. All its state is the address bar's query.
import { queryString, traces } from '../api.js';
import { announce, el, replace } from '../dom.js';
import { count } from '../format.js';
import { completenessNote, problemBox } from '../notices.js';
import { markFaults, searchForm } from './form.js';
import { parse, toAddress, toApi } from './query.js';
import { drawRows, emptyState, resultTable } from './results.js';

export function showSearch(host) {
  document.title = 'Traces · Stackspan';
  let running = new AbortController();

  const draw = () => {
    running.abort();
    running = new AbortController();
    const query = parse(location.search);
    const results = el('section', { class: 'result-list', 'aria-label': 'Traces', 'aria-busy': 'true' });
    const change = (fields) => go({ ...query, ...freeTime(fields), ...fields });
    const form = searchForm(query, change);
    replace(host, el('h1', { class: 'sr-only', text: 'Traces' }), form, results);
    run(query, form, results, change, running.signal);
  };
  const go = (query) => {
    const address = `/${queryString(toAddress(query))}`;
    const focused = document.activeElement?.name;
    history.pushState(null, '', address);
    draw();
    host.querySelector(`[name="${CSS.escape(focused ?? '')}"]`)?.focus();
  };

  window.addEventListener('popstate', draw);
  draw();
}

/** Choosing a preset range ends a fixed one. */
function freeTime(fields) {
  return fields.range === 'fixed' ? {} : { start: '', end: '' };
}

async function run(query, form, results, change, signal) {
  const nowMicros = Date.now() * 1_000;
  const table = resultTable();
  const summary = el('p', { class: 'summary' }, 'Searching…');
  const notes = el('div');
  const more = el('button', { type: 'button', class: 'more', text: 'Load more', hidden: true });
  const shown = [];
  let cursor = null;
  let retried = () => {};

  const nextPage = async () => {
    more.disabled = true;
    try {
      const page = await traces(toApi(query, nowMicros, cursor), signal);
      shown.push(...page.traces);
      cursor = page.nextCursor;
      drawPage(page);
    } catch (error) {
      if (error.name === 'AbortError') return;
      summary.textContent = '';
      markFaults(form, error.faults ?? []);
      replace(notes, problemBox(error, retried));
      announce(`The search failed: ${error.title ?? error.message}`);
    } finally {
      more.disabled = false;
      results.setAttribute('aria-busy', 'false');
    }
  };
  retried = () => {
    replace(notes);
    nextPage();
  };

  const drawPage = (page) => {
    replace(notes, completenessNote(page.completeness));
    if (shown.length === 0) {
      announce('No trace found');
      replace(results, notes, emptyState(query, change));
      return;
    }
    const total = `${page.totalIsLowerBound ? 'at least ' : ''}${count(page.total)}`;
    const words = `${count(shown.length)} of ${total} ${page.total === 1 ? 'trace' : 'traces'}`;
    summary.textContent = words;
    announce(words);
    drawRows(table, shown);
    table.hidden = false;
    more.hidden = cursor === null;
  };

  more.addEventListener('click', nextPage);
  table.hidden = true;
  replace(results, summary, notes, table, more);
  await nextPage();
}
