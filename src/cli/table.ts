/** Text that cannot steer a terminal: control and invisible characters (an escape sequence in a name, a line break in a reason) are shown as escapes. */
export function harmless(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Lines with aligned columns, the first of them the headings, which are bold on a terminal. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], terminal: boolean): string[] {
  const shown = [headings, ...rows].map((row) => row.map(harmless));
  const widths = headings.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)));
  const lines = shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return terminal ? [`\u001b[1m${lines[0] ?? ''}\u001b[0m`, ...lines.slice(1)] : lines;
}
