// The API as the page sees it: JSON or a Problem, never a silent nothing.

/** What went wrong in words a person can act on (RFC 9457 problem details, or the network's own failure). */
export class Problem extends Error {
  constructor({ title, detail = '', status = 0, faults = [] }) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.faults = faults;
  }
}

/** Encodes lists as repeated parameters and leaves out what is empty. */
export function queryString(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) {
      if (one !== null && one !== undefined && one !== '' && one !== false) query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export async function getJson(path, params = {}, signal = undefined) {
  const response = await request(path + queryString(params), 'application/json', signal);
  try {
    return await response.json();
  } catch (error) {
    throw new Problem({ title: 'The answer is not JSON', detail: `${path}: ${error.message}`, status: response.status });
  }
}

export async function getText(path, params = {}, signal = undefined) {
  const response = await request(path + queryString(params), 'text/plain', signal);
  return response.text();
}

export const traces = (params, signal) => getJson('/api/v1/traces', params, signal);
export const trace = (id, signal) => getJson(`/api/v1/traces/${encodeURIComponent(id)}`, {}, signal);
export const dumpText = (id, spanId) =>
  getText(`/api/v1/traces/${encodeURIComponent(id)}/dumps`, { spanId });
export const services = () => getJson('/api/v1/services');
export const operations = (service) => getJson(`/api/v1/services/${encodeURIComponent(service)}/operations`);
export const tagKeys = () => getJson('/api/v1/tags');
export const tagValues = (key) => getJson(`/api/v1/tags/${encodeURIComponent(key)}/values`);

async function request(url, accept, signal) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: accept }, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({
      title: 'The API does not answer',
      detail: `${url} on ${location.host}: ${error.message}. Is the service running, and is the network up?`,
    });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response) {
  const text = await response.text();
  const fallback = { title: `HTTP ${response.status} ${response.statusText}`.trim(), status: response.status };
  try {
    const body = JSON.parse(text);
    return new Problem({
      ...fallback,
      title: body.title ?? fallback.title,
      detail: body.detail ?? '',
      faults: Array.isArray(body.faults) ? body.faults : [],
    });
  } catch {
    return new Problem({ ...fallback, detail: text.slice(0, 500) });
  }
}
