import { containerRows } from './container.ts';
import { createRows } from './create.ts';
import { imageReads, imageRows } from './image.ts';
import { networkReads, networkRows } from './network.ts';
import { containerReads } from './reads.ts';
import { runRows } from './run.ts';
import { eventReads, systemReads, systemRows } from './system.ts';
import { updateRows } from './update.ts';
import { volumeReads, volumeRows } from './volume.ts';
import type { Row } from '../table.ts';

/** All that is compared. Another row is one more entry in one of these lists. */
export const rows: readonly Row[] = [
  ...createRows,
  ...runRows,
  ...containerRows,
  ...updateRows,
  ...imageRows,
  ...imageReads,
  ...networkRows,
  ...networkReads,
  ...volumeRows,
  ...volumeReads,
  ...containerReads,
  ...systemReads,
  ...eventReads,
  ...systemRows,
];
