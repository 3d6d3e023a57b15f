import { notFound } from '../../errors.ts';
import { follow, read, type Route } from '../route.ts';

export const audit: readonly Route[] = [
  read('/audit/summary', 'auditSummary'),
  read('/audit/events', 'auditEvents'),
  read('/audit/events/{id}', 'auditEvent', { absent: () => notFound('There is no such audit event.') }),
  follow('/audit/stream', 'auditEvents'),
];
