/**
 * What a field costs beside the objects it returns: 1 is one object out of the live copy. Fields that ask the engine, or write to the audit log
 * before they answer, cost what they cost in those units (an object takes about 20 microseconds, a call of the engine some milliseconds).
 */
const weights: Readonly<Record<string, number>> = {
  'Container.sizeRw': 50,
  'Container.sizeRootFs': 50,
  'Container.processes': 100,
  'Container.changes': 100,
  'Container.files': 50,
  'ContainerPath.entries': 200,
  'ContainerPath.text': 50,
  'Container.logs': 100,
  'Container.stats': 50,
  'Container.env': 50,
  'Container.lastAction': 10,
  'Container.audit': 20,
  'Image.env': 50,
  'Image.history': 50,
  'Image.forPlatform': 50,
  'Image.updateAvailable': 50,
  'Container.updateAvailable': 50,
  'Query.searchImages': 50,
  'Host.diskUsage': 500,
  'Host.info': 20,
  'Operation.auditEvent': 10,
  'Query.auditEvents': 20,
  'Query.auditSummary': 500,
};

/** Connections without `first` or `last` give this many at most. */
const defaultPage = 100;

/** Lists that have no paging arguments (labels, ports, mounts, networks) are short. */
const plainList = 10;

/** The cost of a field itself: nothing for a value, 1 for an object, more for those above. */
export function weightOf(parent: string, field: string, isObject: boolean): number {
  return weights[`${parent}.${field}`] ?? (isObject ? 1 : 0);
}

/**
 * How many times the selection below a field can be answered. `page` is the given `first` or `last`.
 * A connection multiplies at the connection, so its own `nodes` and `edges` lists do not multiply again.
 */
export function multiplierOf(
  field: { isList: boolean; isConnection: boolean; inConnection: boolean },
  page: number | null,
): number {
  if (field.isConnection) return Math.max(1, page ?? defaultPage);
  if (field.inConnection || !field.isList) return 1;
  return Math.max(1, page ?? plainList);
}
