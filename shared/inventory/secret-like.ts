/** Values that are credentials by their form, whatever they are called. */
const forms: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{40,}\b/,
  /\bglpat-[A-Za-z0-9_-]{20,}\b/,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
  /\b[sr]k_live_[A-Za-z0-9]{20,}\b/,
  /\bAIza[A-Za-z0-9_-]{35}\b/,
  /\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]{3,}@/i,
];

const secretName = /(?:secret|passw(?:or)?d|passphrase|token|api_?key|private_?key|access_?key|credential|auth_?key)/i;
/** Names that speak of a secret and hold where it is, or how long it lives. */
const aboutSecret = /(?:_?(?:arn|name|id|path|url|uri|endpoint|ttl|expiry|expiration|table|bucket|prefix|header))$/i;
/** Values that point at a secret, or stand in for one. */
const pointer = /^(?:arn:|https?:\/\/|s3:\/\/|\/|\{\{resolve:|\$\{|<|changeme|true$|false$|\d{1,6}$)/i;

/**
 * Whether an environment variable looks as if it held a secret: by the form of its value, or by a name that promises
 * one and a value that is no pointer to it. The value is judged here and kept nowhere.
 */
export const looksSecret = (name: string, value: string): boolean => {
  if (forms.some((form) => form.test(value))) return true;
  if (!secretName.test(name) || aboutSecret.test(name)) return false;
  return value.length >= 8 && !pointer.test(value) && !/\s/.test(value.trim());
};
