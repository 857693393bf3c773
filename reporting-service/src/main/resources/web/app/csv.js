/** A table that the page itself put together, as CSV (RFC 4180), safe to open in a spreadsheet. */

// What a spreadsheet would take for a formula, also behind what is not seen and in full width; as the service's own CSV has it.
const FORMULA = /^(?:[\t\r\n]|[\s\p{Z}\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B])/u;

/** Lets the reader keep rows as a file. Columns are pairs of a name and what it says of a row. */
export function keep(file, columns, rows) {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  // Without the mark at its beginning a spreadsheet takes macrons for something else.
  const text = `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A value as it stands in the file. */
export function cell(value) {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = String(value ?? '');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
