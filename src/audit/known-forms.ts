/** Gives what is shown in place of a secret. */
export type Conceal = (secret: string) => string;

/** What is looked for inside of a text: what stands before the secret, and the secret. */
export type Rule = readonly [what: string, pattern: RegExp];

/** What is looked at of a text, in characters: more than the record of an event has room for is not worth the time. */
export const longest = 32 * 1024;

/** What is concealed already is left as it is. */
export const fresh = '(?!hmac-sha256:[0-9a-f]{64})';

/** Secrets that are known by their own form, whatever the text is. */
export const forms: readonly Rule[] = [
  ['https://user:word@host', new RegExp(`([a-z][a-z0-9+.-]{0,20}://(?:[^\\s/@:]{0,200}:)?)(${fresh}[^\\s/]+)(?=@)`, 'gi')],
  [
    'Authorization: Bearer ...',
    new RegExp(`((?:proxy-)?authorization["']?\\s*[:=]\\s*["']?(?:(?:bearer|basic|token)\\s+)?)(${fresh}[^\\s"']+)`, 'gi'),
  ],
  ['Bearer ...', new RegExp(`(\\b(?:bearer|basic)\\s+)(${fresh}[\\w.~+/=-]{8,})`, 'gi')],
  ['tokens known by their form', /()(\b(?:whf_|gh[pousr]_|github_pat_|glpat-|xox[abpr]-|AKIA|eyJ)[\w.-]{10,})/g],
  ['private keys', /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)([^-]+)/g],
];

/** A text that people write: only what is a secret by its own form is concealed, so that "token: renewed" stays what it says. */
export function withoutForms(text: string, conceal: Conceal): string {
  return applied(forms, text, conceal);
}

export function applied(rules: readonly Rule[], text: string, conceal: Conceal): string {
  const part = text.slice(0, longest);
  const become = (_match: string, before: string, secret: string) => before + conceal(unquoted(secret));
  return rules.reduce((so, [, pattern]) => so.replace(pattern, become), part) + text.slice(longest);
}

/** What is inside of quotes. */
export function unquoted(text: string): string {
  const quote = text.at(0);
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}
