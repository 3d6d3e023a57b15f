// Writes docs/configuration.md out of the settings' own descriptions. With --check it only tells whether the file is up to date (exit code 1 when not).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { aboutSetting, isSetting, settings, type SettingName } from '../src/config/settings.ts';

const file = join(import.meta.dirname, '../docs/configuration.md');

const intro = `# Configuration

Wharfinger is configured by environment variables. An empty variable counts as not set. A value that cannot be used stops the program at once, with a
sentence that names the setting and says what it must be; a variable that begins with \`WHARFINGER_\` and is no setting is told in the log.

This page is made from \`src/config/settings.ts\` by \`npm run generate\`.

| Setting | Default | Meaning | Value |
|---|---|---|---|
`;

function row(name: SettingName): string {
  const { description, expects, default: preset } = aboutSetting(name);
  const value = preset === '' ? '' : `\`${preset}\``;
  return `| \`${name}\` | ${value} | ${description} | ${expects} |`;
}

async function configurationPage(): Promise<string> {
  const names = Object.keys(settings.properties).filter(isSetting);
  const page = `${intro}${names.map(row).join('\n')}\n`;
  return format(page, { ...(await resolveConfig(file)), filepath: file });
}

const page = await configurationPage();
if (process.argv.includes('--check')) {
  let current = '';
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    // Missing counts as out of date.
  }
  if (current !== page) {
    console.error('docs/configuration.md is not up to date: run "npm run generate".');
    process.exitCode = 1;
  }
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page);
}
