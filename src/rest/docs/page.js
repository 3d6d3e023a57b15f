// Shows openapi.json. The token is kept in this page's memory only, and everything is put in as text.
'use strict';

(function start() {
  const form = document.getElementById('credential');
  const input = document.getElementById('token');
  const status = document.getElementById('status');
  const main = document.getElementById('operations');

  function element(name, text, ...children) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  }

  function curl(method, path, operation) {
    const [[media, { example }]] = Object.entries(operation.requestBody?.content ?? { none: {} });
    const verb = method === 'get' ? '' : ` -X ${method.toUpperCase()}`;
    const data = media === 'application/x-tar' ? '-T file.tar' : example && `-d '${JSON.stringify(example)}'`;
    const body = data ? ` \\\n  -H 'content-type: ${media}' ${data}` : '';
    return `curl -s${verb} ${location.origin}${path} -H "authorization: Bearer $TOKEN"${body}`;
  }

  function typeOf(schema) {
    if (schema.$ref) return schema.$ref.split('/').pop();
    if (schema.anyOf) return `${typeOf(schema.anyOf[0])} or null`;
    if (schema.type === 'array') return `list of ${typeOf(schema.items)}`;
    return String(schema.type ?? 'any');
  }

  function row(name, kind, schema, description) {
    return element(
      'tr',
      '',
      element('td', '', element('code', name)),
      element('td', kind),
      element('td', typeOf(schema)),
      element('td', description),
    );
  }

  function operationOf(method, path, operation) {
    const head = element('summary', '', element('code', `${method.toUpperCase()} ${path}`), ` ${operation.summary}`);
    const rows = operation.parameters.map((one) => row(one.name, one.in, one.schema, one.description));
    const body = operation.requestBody?.content['application/json']?.schema.properties ?? {};
    const fields = Object.entries(body).map(([name, schema]) => row(name, 'body', schema, schema.description));
    const [answer] = Object.values(operation.responses);
    const [[media, { schema }]] = Object.entries(answer.content);
    return element(
      'details',
      '',
      head,
      element('p', operation.description),
      element('table', '', ...rows, ...fields),
      element('pre', curl(method, path, operation)),
      element(
        'p',
        `Answers ${media}: ${schema.$ref ? typeOf(schema) : schema.properties?.items ? `a page of ${typeOf(schema.properties.items)}` : 'text'}.`,
      ),
    );
  }

  function schemaOf([name, schema]) {
    const rows = Object.entries(schema.properties ?? {}).map(([field, one]) => row(field, '', one, one.description ?? ''));
    return element(
      'details',
      '',
      element('summary', '', element('code', name)),
      element('p', schema.description),
      element('table', '', ...rows),
    );
  }

  function show(description) {
    const all = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
    main.replaceChildren();
    for (const { name } of description.tags) {
      const group = all.filter(({ operation }) => operation.tags.includes(name));
      main.append(element('h2', name), ...group.map(({ method, path, operation }) => operationOf(method, path, operation)));
    }
    main.append(element('h2', 'Types'), ...Object.entries(description.components.schemas).map(schemaOf));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    fetch('/openapi.json', { headers: { authorization: `Bearer ${input.value.trim()}` } })
      .then((response) => response.json())
      .then((description) => {
        status.value = description.error?.message ?? '';
        if (!description.error) show(description);
      })
      .catch(() => {
        status.value = 'No answer from the service.';
      });
    input.value = '';
  });
})();
