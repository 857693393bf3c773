/** Figures, dates and periods as people write them in New Zealand. */

const number = new Intl.NumberFormat('en-NZ', { maximumFractionDigits: 2 });
const oneDecimal = new Intl.NumberFormat('en-NZ', { maximumFractionDigits: 1 });
const zone = 'Pacific/Auckland';
const dateOnly = new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-NZ', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonth = new Intl.DateTimeFormat('en-NZ', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const monthOnly = new Intl.DateTimeFormat('en-NZ', { month: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-NZ', { hour: 'numeric', minute: '2-digit', timeZone: zone });
const dayOf = new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone });
const dayAndClock = new Intl.DateTimeFormat('en-NZ', {
  day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZone: zone,
});

/** A number with thin grouping and a true minus sign. */
export function figure(value) {
  return number.format(value).replace('-', '−');
}

/**
 * A share or a change in percent, to one decimal: what is compared is seldom known better. Halves are rounded away from
 * nothing, so that −2.25 and 2.25 have the same digits; every change on the page goes through here, once.
 */
export function percent(value) {
  return `${oneDecimal.format(value).replace('-', '−').replace(/^−0$/, '0')}%`;
}

/** A change in percent with its sign: `+4%`, `−2.3%`. */
export function signedPercent(value) {
  return `${value > 0 && !/^0%$/.test(percent(value)) ? '+' : ''}${percent(value)}`;
}

/** A percentage that was published as one, with its sign and the digits it was published with. */
export function signedAmount(value) {
  return `${value > 0 ? '+' : ''}${amount(value, 'percent')}`;
}

/**
 * The order of names, ā beside a. No browser has the rules of te reo Māori as such: asked for `mi` each falls back to the
 * language of its reader, and every reader gets another order; those of New Zealand English are everywhere and say the same.
 */
export const collate = new Intl.Collator('en-NZ').compare;

/** A value with its unit: `1,036 offences`, `−12.9%`, `688 per 10,000`. */
export function amount(value, unit) {
  if (unit === 'percent') return `${figure(value)}%`;
  return unit ? `${figure(value)} ${unitWords(unit)}` : figure(value);
}

/** Money to the cent: `$1,400,000.00`. Cents are whole numbers, so nothing is rounded on the way. */
export function money(cents) {
  const [whole, rest] = [Math.trunc(Math.abs(cents) / 100), Math.abs(cents) % 100];
  return `${cents < 0 ? '−' : ''}$${number.format(whole)}.${String(rest).padStart(2, '0')}`;
}

/** Money at a glance: `$257 million`, `$23.2 million`, `$940,000`. The exact amount is always nearby. */
export function moneyAbout(cents) {
  const dollars = Math.abs(cents) / 100;
  const sign = cents < 0 ? '−' : '';
  if (dollars >= 999_950_000) return `${sign}$${figure(Math.round(dollars / 1e7) / 100)} billion`;
  if (dollars >= 999_950) return `${sign}$${figure(Math.round(dollars / (dollars < 9_995_000 ? 1e4 : 1e5)) / (dollars < 9_995_000 ? 100 : 10))} million`;
  return `${sign}$${number.format(Math.round(dollars))}`;
}

/** A unit as read: the code list writes `per 10 000`. */
export function unitWords(unit) {
  return unit === 'percent' ? '%' : unit.replace(/(\d) (\d{3})/g, '$1,$2');
}

/** A date that may be known in part: `2013`, `2013-10`, `2013-10-01`. */
export function date(text) {
  if (!text) return 'not published';
  if (/^\d{4}$/.test(text)) return text;
  if (/^\d{4}-\d{2}$/.test(text)) return month.format(utc(`${text}-01`));
  return dateOnly.format(utc(text));
}

/** A month, short, for an axis. */
export function axisMonth(text) {
  return shortMonth.format(utc(text.length === 7 ? `${text}-01` : text));
}

/** A period in words: `Year to June 2014`. */
export function period(text) {
  const match = PERIODS.find(([pattern]) => pattern.test(text));
  return match ? match[2](text.match(match[0])) : text;
}

/** What makes one line on a chart: periods of different kinds overlap, so they are never joined. */
export function periodKind(text) {
  return PERIODS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** The kinds of periods, as a legend names them. */
export const PERIOD_KINDS = {
  FY: 'Financial years, July to June',
  CY: 'Calendar years',
  YE: 'Years ended in the month named',
  Q: 'Quarters',
  M: 'Months',
  D: 'At the date named',
  other: 'Other periods',
};

const PERIODS = [
  [/^FY(\d{4})$/, 'FY', (m) => `Year to June ${m[1]}`],
  [/^CY(\d{4})$/, 'CY', (m) => `Calendar year ${m[1]}`],
  [/^YE(\d{4}-\d{2})$/, 'YE', (m) => `Year to ${month.format(utc(`${m[1]}-01`))}`],
  [/^(\d{4})-Q([1-4])$/, 'Q', (m) => {
    const from = monthOnly.format(new Date(Date.UTC(2000, m[2] * 3 - 3, 1)));
    const to = monthOnly.format(new Date(Date.UTC(2000, m[2] * 3 - 1, 1)));
    return `${from} to ${to} ${m[1]}`;
  }],
  [/^(\d{4}-\d{2})$/, 'M', (m) => month.format(utc(`${m[1]}-01`))],
  [/^(\d{4}-\d{2}-\d{2})$/, 'D', (m) => dateOnly.format(utc(m[1]))],
];

/** `2 minutes`, counted from an instant to now. */
export function age(instant, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 45) return 'less than a minute';
  const steps = [[60, 'minute', 60], [3600, 'hour', 24], [86400, 'day', Infinity]];
  for (const [size, name, limit] of steps) {
    const n = Math.round(seconds / size);
    if (n < limit) return `${n} ${name}${n === 1 ? '' : 's'}`;
  }
  return '';
}

/** How long ago a day was, as people say it: `12 years ago`, `5 months ago`, `this month`. */
export function daysAgo(day, now = Date.now()) {
  const days = Math.floor((now - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
  if (days < 31) return days < 0 ? 'still to come' : 'this month';
  if (days < 700) return `${count(Math.round(days / 30.44), 'month')} ago`;
  return `${count(Math.floor(days / 365.25), 'year')} ago`;
}

/** The time of day in New Zealand. */
export function time(instant) {
  return clock.format(new Date(instant));
}

/** The day of an instant in New Zealand. */
export function day(instant) {
  return dayOf.format(new Date(instant));
}

/** Date and time in New Zealand. */
export function moment(instant) {
  return dayAndClock.format(new Date(instant));
}

/** `1 milestone`, `3 milestones`. */
export function count(n, one, many = `${one}s`) {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

/** The middle of what is known of some numbers, or null. */
export function median(values) {
  const known = values.filter((v) => typeof v === 'number').sort((a, b) => a - b);
  if (!known.length) return null;
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/** `a, b and c`. */
export function list(words) {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `LONG_TERM_SOUGHT` or `ON_TRACK` as a sentence begins: `Long term sought`. */
export function label(code) {
  const words = String(code).toLowerCase().replace(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function utc(text) {
  return new Date(`${text}T00:00:00Z`);
}
