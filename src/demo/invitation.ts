/** What the demo says once everything runs: what is there, and commands to try that need nothing but curl. */
export function invitation({ url, names, web }: { url: string; names: readonly string[]; web: string }): string {
  const [first = 'web', second = 'chatty'] = names;
  const post = (query: string) =>
    `  curl -s ${url}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\\n    -d '${JSON.stringify({ query })}'`;
  const follow = (query: string) =>
    `  curl -sN ${url}/graphql/stream -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -H 'accept: text/event-stream' \\\n` +
    `    -d '${JSON.stringify({ query })}'`;
  return `
Wharfinger runs on ${url}
  GraphQL IDE         ${url}/graphiql
  sample web server   ${web}
  sample containers   ${names.join(', ')}

In another terminal, with the admin token that was printed above:
  export TOKEN=whf_...

See what runs:
${post('{ containers(filter: {state: [RUNNING]}) { nodes { name status imageRef ports { publicPort privatePort } labels { key value } } } }')}

Stop "${first}", and say why:
${post(`mutation { stopContainer(input: {ref: "${first}", reason: "trying the demo"}) { changed container { state exitCode } auditEvent { auditId } } }`)}

Read who did what:
${post('{ auditEvents(first: 5) { nodes { at action actor { name } source { address } target { name } reason result durationMs before { state } after { state } } } }')}

Follow logs and statistics:
${follow(`subscription { containerLogs(refs: ["${second}"], tail: 5) { lines { stream text } } }`)}
${follow(`subscription { containerStats(refs: ["${second}"]) { cpuPercent memoryUsage memoryPercent } }`)}

Ctrl-C ends and removes everything that this demo started.
`;
}
