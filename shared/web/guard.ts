import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is not answered: the status, and what to say. */
export interface Refused {
  readonly status: 403 | 415 | 421;
  readonly error: string;
}

const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Lets through what a page of this server or its address bar asks. The name in `Host` is checked because a foreign
 * name can be made to point at this machine (DNS rebinding); where a browser says that another site asked, it is
 * believed.
 */
export const refusedRead = (request: IncomingMessage, hosts: readonly string[]): Refused | undefined => {
  const host = request.headers.host ?? '';
  if (!hosts.includes(host)) return { status: 421, error: `host: expected ${hosts.join(' or ')}, got ${host}` };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, error: 'another site asked' };
  return undefined;
};

/** A write comes from this page: from its origin, as JSON, with the token that only the page was given. */
export const refusedWrite = (
  request: IncomingMessage,
  hosts: readonly string[],
  token: string,
): Refused | undefined => {
  const refused = refusedRead(request, hosts);
  if (refused) return refused;
  const { origin } = request.headers;
  if (origin !== `http://${request.headers.host}`)
    return { status: 403, error: `origin: expected http://${request.headers.host}, got ${origin ?? 'none'}` };
  const given = request.headers['x-trailwarden-token'];
  if (typeof given !== 'string' || !sameText(given, token))
    return { status: 403, error: 'token: not the one of this page' };
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return { status: 415, error: 'content-type: expected application/json' };
  return undefined;
};
