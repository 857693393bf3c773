/** A table that the page itself put together, as CSV (RFC 4180), safe to open in a spreadsheet. */

const FORMULA = /^[=+\-@\t\r]/;

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

function cell(value) {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = String(value ?? '');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
