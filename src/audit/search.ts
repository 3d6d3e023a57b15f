import { recordedNames } from '../catalogue.ts';
import { badInput } from '../errors.ts';
import type { SqlValue } from '../store/operations.ts';
import { indexed, labelNeedle } from './columns.ts';
import { origins, results, type AuditQuery } from './log.ts';
import { instant } from './instant.ts';

/** A condition of SQL over the AuditAction row `a`, and the values of its parameters in order. */
export interface Condition {
  sql: string;
  values: readonly SqlValue[];
}

/** What an action's row says of the three columns that its outcome changes. */
export interface Columns {
  result: string;
  origin: string;
  targetId: string;
}

/** As they are now. */
export const latest: Columns = { result: 'a.result', origin: 'a.origin', targetId: 'a.targetId' };

// Far above any real name; it keeps patterns below SQLite's limit of 50,000 bytes.
const maxText = 1000;

/** The conditions of a query, all of which must hold. Throws BAD_INPUT for values that cannot be meant. */
export function conditions(query: AuditQuery, columns: Columns = latest): Condition {
  const parts: Condition[] = [];
  const add = (condition: Condition | null) => condition && parts.push(condition);
  add(given('actor', query.actor, (actor) => either(equal('a.actorName', actor), equal('a.actorId', actor))));
  add(listed('action', query.action, actionCondition));
  add(given('target', query.target, (target) => targetCondition(target, columns.targetId)));
  add(listed('targetType', query.targetType, (types) => among('a.targetType', types)));
  add(given('image', query.image, (image) => equal('a.targetImage', image)));
  add(given('host', query.host, (host) => equal('a.host', host)));
  add(listed('result', query.result, (asked) => among(columns.result, known('result', asked, ['pending', ...results]))));
  add(listed('origin', query.origin, (asked) => among(columns.origin, known('origin', asked, origins))));
  add(labelCondition(query.label));
  add(given('after', query.after, (text) => ({ sql: 'a.at > ?', values: [instant('after', text)] })));
  add(given('before', query.before, (text) => ({ sql: 'a.at < ?', values: [instant('before', text)] })));
  add(given('text', query.text, textCondition));
  return { sql: parts.map(({ sql }) => sql).join(' AND ') || 'TRUE', values: parts.flatMap(({ values }) => values) };
}

function given(name: string, value: string | null | undefined, condition: (value: string) => Condition): Condition | null {
  if (value === null || value === undefined) return null;
  return condition(short(name, value));
}

function listed(
  name: string,
  values: readonly string[] | null | undefined,
  condition: (values: readonly string[]) => Condition,
): Condition | null {
  if (values === null || values === undefined || values.length === 0) return null;
  if (values.length > maxText) throw badInput(`${name}: at most ${maxText} values, these are ${values.length}.`);
  return condition(values.map((value) => short(name, value)));
}

function short(name: string, value: string): string {
  if (value.length > maxText) throw badInput(`${name}: at most ${maxText} characters, this has ${value.length}.`);
  return value;
}

function known(name: string, asked: readonly string[], all: readonly string[]): readonly string[] {
  const strange = asked.find((value) => !all.includes(value));
  if (strange !== undefined) throw badInput(`${name}: "${strange.slice(0, 64)}" is none of ${all.join(', ')}.`);
  return asked;
}

function equal(column: string, value: string): Condition {
  return { sql: `${column} = ?`, values: [indexed(value)] };
}

/** `low` ≤ column < `high`, which an index answers as LIKE could not. */
function range(column: string, low: string, high: string): Condition {
  return { sql: `(${column} >= ? AND ${column} < ?)`, values: [low, high] };
}

function either(...options: readonly Condition[]): Condition {
  return { sql: `(${options.map(({ sql }) => sql).join(' OR ')})`, values: options.flatMap(({ values }) => values) };
}

// A single value as "=", since an index on (column, seq) then gives the rows in the order of the list; several as one parameter, so that lists of every
// length are one prepared statement.
function among(column: string, values: readonly string[]): Condition {
  const [only] = values;
  if (only !== undefined && values.length === 1) return equal(column, only);
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values.map(indexed))] };
}

function actionCondition(patterns: readonly string[]): Condition {
  const wild = patterns.filter((pattern) => pattern.endsWith('.*')).map((pattern) => pattern.slice(0, -1));
  const exact = patterns.filter((pattern) => !pattern.endsWith('.*'));
  // An auditor who mistypes an action must not conclude that nobody did it.
  const strange = [
    ...exact.filter((name) => !recordedNames.includes(name)),
    ...wild.filter((room) => !recordedNames.some((name) => name.startsWith(room))),
  ];
  if (strange[0] !== undefined) throw badInput(`action: there is no action "${strange[0].slice(0, 64)}".`);
  // "/" is the character after ".".
  const ranges = wild.map((room) => range('a.action', room, `${room.slice(0, -1)}/`));
  return either(...(exact.length === 0 ? [] : [among('a.action', exact)]), ...ranges);
}

function targetCondition(target: string, idColumn: string): Condition {
  const options = [equal('a.targetName', target), equal(idColumn, target)];
  const [, algorithm = '', digits] = /^(sha256:)?([0-9a-f]{4,64})$/i.exec(target) ?? [];
  if (digits !== undefined) {
    const low = digits.toLowerCase();
    // "g" is the character after the last hexadecimal digit. Images have the algorithm before their digits, which nobody types.
    options.push(range(idColumn, `sha256:${low}`, `sha256:${low}g`));
    if (algorithm === '') options.push(range(idColumn, low, `${low}g`));
  }
  return either(...options);
}

function labelCondition(label: AuditQuery['label']): Condition | null {
  if (label === null || label === undefined) return null;
  const value = label.value ?? null;
  const needle = labelNeedle(short('label.key', label.key), value === null ? null : short('label.value', value));
  return { sql: 'instr(a.targetLabels, ?) > 0', values: [needle] };
}

/** Over the row `a`, character by character. */
export function textCondition(text: string): Condition {
  const pattern = `*${Array.from(indexed(text), anyCase).join('')}*`;
  const inParams = `EXISTS (SELECT 1 FROM json_each(a.intent, '$.event.params') AS p WHERE p.value GLOB ?)`;
  return { sql: `(a.reason GLOB ? OR a.targetName GLOB ? OR ${inParams})`, values: [pattern, pattern, pattern] };
}

/**
 * A pattern of GLOB for one character, whatever its case. (LIKE knows the case of ASCII letters only, and has wildcards within names: "_".) Characters
 * whose other case is several characters match themselves only.
 */
function anyCase(character: string): string {
  const forms = [character.toLowerCase(), character.toUpperCase(), character.toUpperCase().toLowerCase()];
  const set = new Set([character, ...forms.filter((form) => Array.from(form).length === 1)]);
  return set.size === 1 && !'*?['.includes(character) ? character : `[${[...set].join('')}]`;
}
