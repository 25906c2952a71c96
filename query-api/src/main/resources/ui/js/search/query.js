// The search as it stands in the address bar, and what it means for the API.
// Every field is a query parameter of the page with the API's own name, so a link shows the same search to everyone.

const SINGLE = ['service', 'operation', 'instance', 'minDuration', 'maxDuration', 'lock', 'status', 'start', 'end', 'sort', 'order'];
const MULTI = ['tag', 'frame', 'threadState'];
const FLAGS = ['error', 'hasDumps'];

/** Time ranges of the form: name in the address bar, words, length in seconds (null: everything indexed). */
export const RANGES = [
  ['15m', 'Last 15 minutes', 900],
  ['1h', 'Last hour', 3_600],
  ['6h', 'Last 6 hours', 21_600],
  ['24h', 'Last 24 hours', 86_400],
  ['7d', 'Last 7 days', 604_800],
  ['all', 'All time', null],
];
const DEFAULT_RANGE = '1h';

/** What the list can be ordered by; the API sorts downwards unless told otherwise. */
export const SORTS = [['start', 'Newest first'], ['duration', 'Slowest first'], ['dumps', 'Most dumps first'], ['spans', 'Most spans first']];

export const PAGE_SIZE = 50;

/** Reads the address bar's query into a plain object; absent fields are '' or [] or false. */
export function parse(search) {
  const given = new URLSearchParams(search);
  const query = { range: given.get('range') ?? DEFAULT_RANGE };
  for (const name of SINGLE) query[name] = given.get(name) ?? '';
  for (const name of MULTI) query[name] = given.getAll(name).filter((value) => value !== '');
  for (const name of FLAGS) query[name] = given.get(name) === 'true';
  if (query.start !== '' || query.end !== '') query.range = 'fixed';
  else if (!RANGES.some(([name]) => name === query.range)) query.range = DEFAULT_RANGE;
  if (query.sort === '') query.sort = 'start';
  return query;
}

/** The parameters for the address bar; what equals the default is left out to keep links short. */
export function toAddress(query) {
  const params = { ...criteria(query) };
  if (query.range === 'fixed') Object.assign(params, { start: query.start, end: query.end });
  else if (query.range !== DEFAULT_RANGE) params.range = query.range;
  if (params.sort === 'start') delete params.sort;
  return params;
}

/** The parameters for the API. `nowMicros` is fixed by the caller once per search, so that all its pages agree. */
export function toApi(query, nowMicros, cursor = null) {
  const params = { ...criteria(query), limit: PAGE_SIZE, cursor };
  const range = RANGES.find(([name]) => name === query.range);
  if (query.range === 'fixed') Object.assign(params, { start: query.start, end: query.end });
  else if (range[2] !== null) params.start = nowMicros - range[2] * 1_000_000;
  return params;
}

/** True when something besides the time range narrows the search. */
export function isNarrowed(query) {
  const { sort, order, ...rest } = criteria(query);
  return Object.keys(rest).length > 0;
}

function criteria(query) {
  const params = {};
  for (const name of SINGLE) if (name !== 'start' && name !== 'end' && query[name] !== '') params[name] = query[name];
  for (const name of MULTI) if (query[name].length > 0) params[name] = query[name];
  for (const name of FLAGS) if (query[name]) params[name] = 'true';
  return params;
}
