// Calls to PharmaTrace. Each answers with data, or throws a Problem whose message is for people.

import { sentences } from './format.js';

const KEY = 'pharmatrace.session';

export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Who is logged in: { name, token }, or null. Lives as long as the tab. */
export function session() {
  return JSON.parse(sessionStorage.getItem(KEY));
}

export function logout() {
  sessionStorage.removeItem(KEY);
}

export async function login(username, password) {
  const answer = await call('/api/v1/login', { method: 'POST', body: { username, password }, anonymous: true });
  sessionStorage.setItem(KEY, JSON.stringify({ name: username, token: answer.access_token }));
}

export function chain() {
  return call('/api/v1/chain', { anonymous: true });
}

export function parse(data) {
  return call('/api/v1/scans/parse', { method: 'POST', body: { data } });
}

/** What fault of scanner or keyboard explains the data, and the reading on offer. */
export function diagnose(data) {
  return call('/api/v1/scans/diagnose', { method: 'POST', body: { data } });
}

/** The verdict; typed says that a person read the label, who may have mistyped it. */
export function verify({ gtin, serial, batch, expiry, typed }) {
  const query = new URLSearchParams();
  if (batch) {
    query.set('batch', batch);
  }
  if (expiry) {
    query.set('expiry', expiry);
  }
  return call(`${packPath(gtin, serial)}${query.size ? `?${query}` : ''}`, { typed });
}

/** The journey, or null when none is on record for the asker. */
export async function trace({ gtin, serial }) {
  try {
    return await call(`${packPath(gtin, serial)}/trace`);
  } catch (problem) {
    if (problem.status === 404) {
      return null;
    }
    throw problem;
  }
}

function packPath(gtin, serial) {
  return `/api/v1/packs/${encodeURIComponent(gtin)}/${encodeURIComponent(serial)}`;
}

async function call(path, { method = 'GET', body, anonymous = false, typed = false } = {}) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (typed) {
    headers['PharmaTrace-Entry'] = 'typed';
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  const who = session();
  if (who && !anonymous) {
    headers.Authorization = `Bearer ${who.token}`;
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new Problem('PharmaTrace does not answer. Check that it runs: ./pharmatrace status.', 0);
  }
  const data = await response.json().catch(() => ({}));
  if (!response.ok) {
    const text = sentences(data) || `PharmaTrace answered with status ${response.status}. Try again.`;
    throw new Problem(text, response.status);
  }
  return data;
}
