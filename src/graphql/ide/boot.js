// Starts GraphiQL on this service. The token stays in this tab: it is kept in sessionStorage, sent as a header, and over WebSockets in connection_init.
'use strict';

(function boot() {
  const key = 'wharfinger.token';
  const form = document.getElementById('credential');
  const input = document.getElementById('token');
  const status = document.getElementById('status');
  const root = ReactDOM.createRoot(document.getElementById('ide'));

  const defaultQuery = `# Ctrl-Enter runs the operation under the cursor.
query Running {
  containers(filter: { state: [RUNNING] }) {
    totalCount
    nodes {
      name
      status
      imageRef
    }
  }
}

subscription Changes {
  containerChanges {
    kind
    container {
      name
      status
    }
  }
}
`;

  let socket = null;
  let generation = 0;

  function open(token) {
    if (socket !== null) socket.dispose();
    generation += 1;
    const authorization = `Bearer ${token}`;
    socket = graphqlWs.createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      lazy: true,
      connectionParams: { authorization },
    });
    const fetcher = GraphiQL.createFetcher({
      url: '/graphql',
      wsClient: socket,
      fetch: (url, options) => fetch(url, { ...options, headers: { ...options.headers, authorization } }),
    });
    // A new key: the schema is asked for anew, as this caller.
    root.render(React.createElement(GraphiQL, { key: generation, fetcher, defaultQuery, shouldPersistHeaders: false }));
    ask(authorization);
  }

  function ask(authorization) {
    status.value = '';
    fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ viewer { name role } }' }),
    })
      .then((response) => response.json())
      .then(({ data, errors }) => {
        status.value = data?.viewer ? `${data.viewer.name} (${data.viewer.role})` : errors[0].message;
      })
      .catch(() => {
        status.value = 'No answer from the service.';
      });
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const token = input.value.trim();
    if (token === '') return;
    sessionStorage.setItem(key, token);
    input.value = '';
    open(token);
  });
  document.getElementById('forget').addEventListener('click', () => {
    sessionStorage.removeItem(key);
    if (socket !== null) socket.dispose();
    socket = null;
    root.render(null);
    status.value = 'Give a token to begin.';
  });

  const kept = sessionStorage.getItem(key);
  if (kept === null) status.value = 'Give a token to begin.';
  else open(kept);
})();
