// The table of contents of the page: which address shows which view.
import { replace, el } from './dom.js';
import { problemBox } from './notices.js';
import { showSearch } from './search/view.js';
import { showTrace } from './trace/view.js';

const TRACE = /^\/trace\/([^/]+)\/?$/;

function start() {
  const host = document.getElementById('view');
  const match = TRACE.exec(location.pathname);
  for (const link of document.querySelectorAll('nav a[data-view]')) {
    if (match === null) link.setAttribute('aria-current', 'page');
  }
  openTraceForm(document.querySelector('form.open-trace'));
  if (match !== null) showTrace(host, decodeURIComponent(match[1]));
  else if (location.pathname === '/' || location.pathname === '/index.html') showSearch(host);
  else replace(host, notHere());
}

function openTraceForm(form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const id = form.elements.traceId.value.trim();
    if (id !== '') location.assign(`/trace/${encodeURIComponent(id)}`);
  });
}

function notHere() {
  return el('div', {},
    problemBox({ title: 'There is no such page', detail: location.pathname }),
    el('p', {}, el('a', { href: '/', text: 'Search traces' })));
}

// A fault of the page itself must be as visible as one of the API.
for (const kind of ['error', 'unhandledrejection']) {
  window.addEventListener(kind, (event) => {
    const error = event.reason ?? event.error ?? { message: event.message };
    if (error?.name === 'AbortError') return;
    document.getElementById('view')?.prepend(problemBox(error));
  });
}

start();
