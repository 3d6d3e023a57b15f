import { notFound } from '../../errors.ts';
import { act, follow, read, type Route } from '../route.ts';

export const operations: readonly Route[] = [
  read('/operations/{id}', 'operation', { absent: () => notFound('There is no such operation.') }),
  act('/operations/{id}/cancel', 'cancelOperation'),
  follow('/operations/{id}/progress', 'operationProgress'),
];
