import type { Command } from './command.ts';

export const serve: Command = {
  usage: '\n\nSettings are environment variables; docs/configuration.md lists them.',
  options: {},
  positionals: 0,
  async run(_given, around) {
    const config = around.config();
    // Loaded here, so that the other commands do not wait for the whole server to be read.
    const main = await import('../main.ts');
    await main.serve(config);
    return 0;
  },
};
