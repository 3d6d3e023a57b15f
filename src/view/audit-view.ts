import type { AuditReader } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type { AuditView } from './view.ts';

/** The audit log as one caller may see it: whole with the permission audit.read, not at all without. */
export function auditView(audit: AuditReader, permit: (action: Action) => void): AuditView {
  return {
    async search(query, page) {
      permit('audit.read');
      return audit.search(query, page);
    },
    async count(query) {
      permit('audit.read');
      return audit.count(query);
    },
    async get(auditId) {
      permit('audit.read');
      return audit.get(auditId);
    },
    async lastFor(targetId) {
      permit('audit.read');
      return (await audit.lastFor([targetId])).get(targetId) ?? null;
    },
    follow(query, afterSeq, signal) {
      permit('audit.read');
      return audit.follow(query, afterSeq, signal);
    },
  };
}
