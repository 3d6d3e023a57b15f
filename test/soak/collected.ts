import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until } from '../support/until.ts';

/**
 * Mebibytes that the main thread of a process holds once all that is garbage has been collected: what is left is held by somebody. Asked through Node's inspector,
 * which a signal opens at this port.
 */
export async function collectedMiB(pid: number, port: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const list = await until(
    () =>
      fetch(`http://127.0.0.1:${port}/json/list`).then(
        (answer) => answer.text(),
        () => false as const,
      ),
    'the inspector answers',
  );
  const socket = new WebSocket(/"webSocketDebuggerUrl": "([^"]+)"/.exec(list)?.[1] ?? '');
  await once(socket, 'open');
  const ask = async (id: number, method: string, params = {}): Promise<string> => {
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [message] = await once(socket, 'message');
      if (String(message).includes(`"id":${id}`)) return String(message);
    }
  };
  await ask(1, 'HeapProfiler.enable');
  await ask(2, 'HeapProfiler.collectGarbage');
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
  const bytes = Number(/"value":(\d+)/.exec(await ask(3, 'Runtime.evaluate', { expression }))?.[1]);
  socket.close();
  return bytes / (1024 * 1024);
}
