import type { Grouping } from '../log.ts';
import type { Columns } from './columns.ts';
import type { Coded } from './dictionary.ts';
import { Numbering } from './numbering.ts';

const dayMs = 86_400_000;

/** The keys of the first `count` rows, each what it was times so much and this row's part. A loop of its own for each kind of part: a call a row costs more than all else. */
type Step = (rows: Uint32Array, count: number, keys: Float64Array) => void;

/** A part of a group's key: a number from 0 for each row, below `size`. */
interface Part {
  size: number;
  step: Step;
}

/** One number for all parts of a group's key, a block of rows at a time. Where their product would leave the whole numbers, what came so far is numbered anew. */
export function keysOf(columns: Columns, by: readonly Grouping[], maxGroups: number): Step {
  const steps: Step[] = [];
  let space = 1;
  for (const { size, step } of by.flatMap((one) => parts(columns, one))) {
    if (space * size > Number.MAX_SAFE_INTEGER) {
      const numbering = new Numbering(maxGroups);
      steps.push((_rows, count, keys) => {
        for (let index = 0; index < count; index += 1) keys[index] = numbering.number(keys[index] ?? 0);
      });
      space = maxGroups;
    }
    steps.push(step);
    space *= size;
  }
  return (rows, count, keys) => {
    keys.fill(0, 0, count);
    for (const step of steps) step(rows, count, keys);
  };
}

/** Number of a day since 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function parts(columns: Columns, by: Grouping): Part[] {
  if (by === 'day') return [day(columns)];
  if (by === 'actor') return [coded(columns.column('actorId')), coded(columns.column('actorName'))];
  if (by === 'target') return [coded(columns.column('targetType')), target(columns)];
  return [coded(columns.column(by))];
}

function coded({ dictionary, codes }: Coded): Part {
  const { size } = dictionary;
  const step: Step = (rows, count, keys) => {
    for (let index = 0; index < count; index += 1) keys[index] = (keys[index] ?? 0) * size + (codes[rows[index] ?? 0] ?? 0);
  };
  return { size, step };
}

/** By name; by id where there is none. */
function target(columns: Columns): Part {
  const [name, id] = [columns.column('targetName'), columns.column('targetId')];
  const names = name.dictionary.size;
  const size = names + id.dictionary.size;
  const step: Step = (rows, count, keys) => {
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      keys[index] = (keys[index] ?? 0) * size + (name.codes[row] || names + (id.codes[row] ?? 0));
    }
  };
  return { size, step };
}

function day({ at, length }: Columns): Part {
  let [least, most] = [Infinity, 0];
  for (let row = 0; row < length; row += 1) {
    const time = at[row] ?? 0;
    if (time < least) least = time;
    if (time > most) most = time;
  }
  const first = length === 0 ? 0 : dayOf(least);
  const size = Math.max(1, dayOf(most) - first + 1);
  const step: Step = (rows, count, keys) => {
    for (let index = 0; index < count; index += 1)
      keys[index] = (keys[index] ?? 0) * size + dayOf(at[rows[index] ?? 0] ?? 0) - first;
  };
  return { size, step };
}
