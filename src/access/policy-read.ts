import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { parseDocument } from 'yaml';
import { roles, type Action } from '../catalogue.ts';
import { actionsOf, noRole, policyOf, withBuiltIn, type Policy, type RoleRule } from './policy.ts';
import { expectationFile, policyFile, type Expectation, type PolicyFile, type ScopeLimits } from './policy-schema.ts';
import { labelRules, type Scope } from './scope.ts';
import { providersOf } from './oidc/read.ts';
import { rulesOf } from './rules/read.ts';
import { socketsOf } from './sockets-read.ts';

/** What a text is, or what is wrong with it: one sentence for each problem, with the path of what it is about. */
export type Read<T> = { ok: true; value: T } | { ok: false; problems: readonly string[] };

export interface ReadPolicy {
  policy: Policy;
  tests: readonly Expectation[];
}

/** Characters. */
const largest = 1_048_576;

/** Reads a policy file: YAML or JSON. Nothing in it is passed over. */
export function readPolicy(text: string): Read<ReadPolicy> {
  const file = checked(policyFile, text);
  if (!file.ok) return file;
  const problems: string[] = [];
  const ownRoles = rolesOf(file.value, problems);
  const scopes = scopesOf(file.value, problems);
  const policy = policyOf({
    fromFile: true,
    ownRoles,
    scopes,
    create: { binds: file.value.create?.binds ?? [], registries: file.value.create?.registries ?? null },
    sockets: socketsOf(file.value, { roles: withBuiltIn(ownRoles), scopes }, problems),
    oidc: providersOf(file.value, problems),
    certificates: rulesOf(file.value.identity?.certificates?.rules ?? [], file.value, 'identity.certificates', problems),
    readOnly: file.value.readOnly ?? false,
    warns: file.value.mode === 'warn',
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { policy, tests: file.value.tests ?? [] } };
}

/** Reads a file with nothing but expectations. */
export function readExpectations(text: string): Read<readonly Expectation[]> {
  const file = checked(expectationFile, text);
  return file.ok ? { ok: true, value: file.value.tests } : file;
}

/** A scope out of its limits; a text says what is wrong with them. */
export function scopeOf(name: string | null, limits: ScopeLimits): Scope | string {
  const labels = limits.labels === undefined ? null : labelRules(limits.labels);
  if (labels === undefined) return 'labels: rules separated by commas, each `key`, `key=value` or `key!=value`.';
  return {
    name,
    hosts: limits.hosts ?? null,
    labels,
    selector: limits.labels ?? null,
    names: limits.names ?? null,
    images: limits.images ?? null,
  };
}

function rolesOf({ roles: given = {} }: PolicyFile, problems: string[]): Map<string, RoleRule> {
  const found = new Map<string, RoleRule>();
  for (const [name, { description = '', permissions }] of Object.entries(given)) {
    if (Object.hasOwn(roles, name) || name === noRole) problems.push(`roles.${name}: this name is taken by a built-in role.`);
    const allows = new Set<Action>();
    for (const [index, permission] of permissions.entries()) {
      const meant = actionsOf(permission);
      if (meant.length === 0) problems.push(`roles.${name}.permissions[${index}]: there is no action "${permission}".`);
      for (const action of meant) allows.add(action);
    }
    found.set(name, { words: description, allows });
  }
  return found;
}

function scopesOf({ scopes: given = {} }: PolicyFile, problems: string[]): Map<string, Scope> {
  const found = new Map<string, Scope>();
  for (const [name, limits] of Object.entries(given)) {
    const scope = scopeOf(name, limits);
    if (typeof scope === 'string') problems.push(`scopes.${name}.${scope}`);
    else found.set(name, scope);
  }
  return found;
}

function checked<T extends TSchema>(schema: T, text: string): Read<Static<T>> {
  if (text.length > largest) return { ok: false, problems: [`The file has more than ${largest} characters.`] };
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) return { ok: false, problems: document.errors.map(({ message }) => oneLine(message)) };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    return { ok: false, problems: [oneLine(error instanceof Error ? error.message : String(error))] };
  }
  if (Value.Check(schema, value)) return { ok: true, value };
  return { ok: false, problems: problemsOf(schema, value) };
}

/** `must not have additional properties` is left out: each such property is told by itself. */
function problemsOf(schema: TSchema, value: unknown): string[] {
  const errors = Value.Errors(schema, value).filter(({ keyword }) => keyword !== 'additionalProperties');
  const told = errors.map(({ keyword, instancePath, message }) => {
    const path = pathOf(instancePath);
    return `${path === '' ? 'The file' : `${path}:`} ${keyword === 'boolean' ? 'is not known here' : message}.`;
  });
  return told.length > 0 ? [...new Set(told)] : ['The file is no policy.'];
}

/** "/roles/web/permissions/1" as "roles.web.permissions[1]". */
function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part, index) => (/^[0-9]+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

function oneLine(message: string): string {
  return message.split('\n')[0]?.replace(/:?\s*$/, '.') ?? message;
}
