import { isEnumType, isInputObjectType, type GraphQLEnumType, type GraphQLNamedType } from 'graphql';

/** Objects of the schema that are short enough to be written as text, with how that is done. */
const forms: Readonly<Record<string, { form: string; read: (text: string) => unknown }>> = {
  LabelSelector: { form: '`key` or `key=value`', read: readLabel },
  PortSelector: { form: '`80`, `80/udp` or `8000-8080/tcp`', read: readPort },
};

/** Whether values of a type can be written as text though they are objects. */
export function isText(type: GraphQLNamedType): boolean {
  return Object.hasOwn(forms, type.name);
}

/** How such a value is written, for the description; null for plain values. */
export function formOf(type: GraphQLNamedType): string | null {
  if (isOrder(type)) return 'a field; with `-` before it the other way round';
  return forms[type.name]?.form ?? null;
}

/** Whether it says what a list is sorted by. */
export function isOrder(type: GraphQLNamedType): boolean {
  return isInputObjectType(type) && type.name.endsWith('Order') && orderField(type) !== null;
}

/** The fields a list can be sorted by; null where the type is no order. */
export function orderField(type: GraphQLNamedType): GraphQLEnumType | null {
  const field = isInputObjectType(type) ? type.getFields()['field'] : undefined;
  const named = field === undefined ? undefined : ofNonNull(field.type);
  return isEnumType(named) ? named : null;
}

function ofNonNull(type: unknown): unknown {
  return typeof type === 'object' && type !== null && 'ofType' in type ? type.ofType : type;
}

/**
 * The value that a text in a path or query stands for, as JSON would have it. What is not of the type is given back as the text, for the schema to
 * refuse in its own words.
 */
export function valueOf(type: GraphQLNamedType, text: string): unknown {
  if (isOrder(type)) return readOrder(text);
  if (isText(type)) return forms[type.name]?.read(text);
  if (isEnumType(type)) return enumName(text);
  if (['Int', 'Float', 'Bytes'].includes(type.name)) return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
  if (type.name === 'Boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** In any case, and with hyphens as well. */
function enumName(text: string): string {
  return text.toUpperCase().replaceAll('-', '_');
}

function readOrder(text: string): unknown {
  const down = text.startsWith('-');
  return { field: enumName(down ? text.slice(1) : text), direction: down ? 'DESC' : 'ASC' };
}

function readLabel(text: string): unknown {
  const cut = text.indexOf('=');
  return cut === -1 ? { key: text } : { key: text.slice(0, cut), value: text.slice(cut + 1) };
}

function readPort(text: string): unknown {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([a-z]+))?$/i.exec(text);
  if (match === null) return text;
  const [, port, to, protocol] = match;
  return {
    port: Number(port),
    ...(to === undefined ? {} : { to: Number(to) }),
    ...(protocol === undefined ? {} : { protocol: protocol.toUpperCase() }),
  };
}
