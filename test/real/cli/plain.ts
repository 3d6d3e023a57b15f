/** What was said without what differs from one run to the next: names, ids, addresses, ports, times; and without the id of what is on record. */
export function plain(said: string, name: string, net: string): string {
  return (
    said
      .replaceAll(name, 'NAME')
      .replaceAll(`${net}.`, 'NET.')
      .replaceAll(/(\.?) \(audit [0-9a-f-]{36}\)(\.?)/g, (_all, before: string, after: string) => before || after)
      .replaceAll(/\b(?:sha256:)?[0-9a-f]{12,64}\b/g, 'ID')
      .replaceAll(/127\.0\.0\.1:\d+/g, 'PORT')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'TIME')
      .replaceAll(/("(?:HostPort|MacAddress|IPAddress)": )"[^"]+"/g, '$1SOME')
      .replaceAll(/"Pid": [1-9]\d*/g, '"Pid": SOME')
      .replaceAll(/\b(?:\d+|About an?|Less than a) (?:second|minute|hour)s?\b/g, 'SOME TIME')
      // Engines differ in how they write it.
      .replaceAll(/\bInvalid filter/g, 'invalid filter')
      .replaceAll(/[ \t]+/g, ' ')
      .split('\n')
      .filter((line) => line.trim() !== '' && !passing.test(line))
      // Two streams have no order.
      .sort()
      .join('\n')
  );
}

/** What both sides build or have in common is told to whoever comes first, or last; and what the machine lacks, now and then. */
const passing =
  /^(?:Deleted: ID|time="TIME" level=error msg="error waiting for container: context canceled"| ---> (?:Using cache|Running in ID)|Removing intermediate container ID|Sending build context .*|.*IPv4 forwarding.*)$/;
