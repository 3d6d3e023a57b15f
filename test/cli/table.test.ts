import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harmless, table } from '../../src/cli/table.ts';

test('columns are aligned and lines have no blanks at the end', () => {
  assert.deepEqual(
    table(
      ['ID', 'NAME'],
      [
        ['1', 'web'],
        ['1000', 'x'],
      ],
      false,
    ),
    ['ID    NAME', '1     web', '1000  x'],
  );
});

test('the headings are bold on a terminal only', () => {
  assert.equal(table(['A'], [], true)[0], '\u001b[1mA\u001b[0m');
});

test('text from outside cannot steer the terminal or break the lines', () => {
  assert.equal(harmless('a\u001b[31mb\nc\u202ed\u2028e'), 'a\\u{1b}[31mb\\u{a}c\\u{202e}d\\u{2028}e');
  assert.equal(harmless('wéb 容器 🐳'), 'wéb 容器 🐳');
});
