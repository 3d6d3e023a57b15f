const seq = { type: 'integer', format: 'int64', minimum: 0 };
const inQuery = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

/** The description of `GET /api/v1/audit/export`, without its errors. */
export const auditExportOperation = {
  operationId: 'auditExport',
  tags: ['Audit'],
  summary: 'The audit log, or a part of it, as a stream',
  description:
    'The audit log, or a part of it, as a stream. Permission: `audit.export`; on record before the first byte. Records come in the order of their numbers; an export goes on `after` the number of the last line of the one before.',
  parameters: [
    inQuery(
      'format',
      '`ndjson` (the default): every record as it was hashed, and a manifest as the last line; `wharfinger audit verify --export` takes it. `cloudevents`: every record as an event of CloudEvents 1.0, one a line. `csv` and `ocsf` (class 6003): one line for each action that has an outcome in this part.',
      { type: 'string', enum: ['ndjson', 'csv', 'ocsf', 'cloudevents'] },
    ),
    inQuery('after', 'Only what comes after the record of this number.', seq),
    inQuery('before', 'Only what comes before the record of this number.', seq),
    inQuery('reason', 'Why, for the audit log.', { type: 'string' }),
  ],
  responses: {
    '200': {
      description: 'The export. One that was broken off is not whole.',
      content: { 'application/x-ndjson': { schema: { type: 'string' } }, 'text/csv': { schema: { type: 'string' } } },
    },
  },
};
