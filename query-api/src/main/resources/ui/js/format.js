// Numbers as people read them. Every time that enters is in microseconds since the epoch.

const COUNT = new Intl.NumberFormat('en');
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23',
});

export function count(n) {
  return COUNT.format(n);
}

/** "1 dump", "7 dumps". */
export function plural(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** "850 µs", "12.3 ms", "2.41 s", "99.9 s", "3 min 07 s": three digits, which is as much as a dump interval supports. */
export function duration(micros) {
  if (micros < 0) return `−${duration(-micros)}`;
  if (micros < 1_000) return `${Math.round(micros)} µs`;
  if (micros < 999_500) return `${digits(micros / 1_000)} ms`;
  if (micros < 99_950_000) return `${digits(micros / 1_000_000)} s`;
  const seconds = Math.round(micros / 1_000_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${pad(Math.floor(seconds / 60) % 60)} min`;
}

/** Distance from the start of the trace. */
export function offset(micros) {
  if (micros === 0) return '+0 ms';
  return micros < 0 ? duration(micros) : `+${duration(micros)}`;
}

export function percent(share) {
  const value = share * 100;
  return `${value > 0 && value < 1 ? '<1' : Math.round(value)} %`;
}

/** Local date and time with milliseconds; the date is left out for today. */
export function localTime(micros, now = Date.now()) {
  const date = new Date(micros / 1_000);
  const today = date.toDateString() === new Date(now).toDateString();
  return today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

/** For titles: unambiguous everywhere, to be pasted into a ticket. */
export function isoTime(micros) {
  return new Date(micros / 1_000).toISOString();
}

export function ago(micros, now = Date.now()) {
  const seconds = Math.round((now - micros / 1_000) / 1_000);
  if (seconds < 0) return 'in the future';
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h ago`;
  return plural(Math.round(seconds / 86_400), 'day') + ' ago';
}

export function bytes(n) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = n;
  let unit = 0;
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit++;
  }
  return `${unit === 0 ? value : digits(value)} ${units[unit]}`;
}

function digits(value) {
  if (value >= 99.95) return String(Math.round(value));
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

function pad(n) {
  return String(n).padStart(2, '0');
}
