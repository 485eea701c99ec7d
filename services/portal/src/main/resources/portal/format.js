// Words and dates for people. Pure functions, no page.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The separator U+001D as it can be seen: every font has it, and no GS1 value may hold it. */
export const VISIBLE_SEPARATOR = '\u00a6';
const SEPARATOR = '\u001d';

const STEPS = {
  commissioning: 'Commissioned',
  packing: 'Packed',
  unpacking: 'Unpacked',
  shipping: 'Shipped',
  receiving: 'Received',
  dispensing: 'Dispensed',
  destroying: 'Destroyed',
  storing: 'Stored',
  inspecting: 'Inspected',
  stocking: 'Put in stock',
  picking: 'Picked',
  loading: 'Loaded',
  arriving: 'Arrived',
  departing: 'Departed',
};

/** What an event without a business step says by its disposition. */
const DISPOSITIONS = {
  stolen: 'Reported stolen',
  destroyed: 'Destroyed',
  disposed: 'Disposed of',
  non_sellable_other: 'Locked',
  sellable_accessible: 'Sellable again',
  active: 'Active again',
};

const UNITS = { CASE: 'its case', SSCC: 'its pallet or case' };

/** '2027-03-31' to '31 Mar 2027'; anything else unchanged. */
export function day(iso) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  const month = parts && MONTHS[Number(parts[2]) - 1];
  return month ? `${Number(parts[3])} ${month} ${parts[1]}` : (iso ?? '');
}

/** An ISO 8601 time in the offset of its own place: '21 Nov 2026, 08:05 UTC+01:00'. */
export function moment(iso) {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(iso ?? '');
  if (!parts) {
    return iso ?? '';
  }
  const offset = parts[3] === undefined ? '' : parts[3] === 'Z' ? ' UTC' : ` UTC${parts[3]}`;
  return `${day(parts[1])}, ${parts[2]}${offset}`;
}

/** What an event did, in a word: by its business step, or else by what it says the pack became. */
export function stepWord(step) {
  const name = lastWord(step.bizStep);
  if (name) {
    return STEPS[name] ?? sentence(name);
  }
  const disposition = lastWord(step.disposition);
  if (disposition && step.type === 'ObjectEvent') {
    return DISPOSITIONS[disposition] ?? `Seen: ${sentence(disposition).toLowerCase()}`;
  }
  return step.type === 'AggregationEvent' ? 'Packed' : 'Seen';
}

/** The bare word of a standard value, however it is spelled: as word, URN or address. */
function lastWord(value) {
  return value ? value.split(/[-:/]/).pop() : '';
}

function sentence(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Tells an observed fact from one that follows from what held the pack; empty when observed. */
export function inference(step) {
  return step.inferred ? `Not scanned itself: follows from ${UNITS[step.unit] ?? 'what held it'}.` : '';
}

/** A hash short enough for a line; the whole one is elsewhere. */
export function shortHash(hash) {
  return hash.length > 18 ? `${hash.slice(0, 10)}…${hash.slice(-6)}` : hash;
}

/** A problem (RFC 9457) as sentences: what is wrong, with what, what to do. */
export function sentences(problem) {
  return [problem.title, problem.detail, problem.action]
    .filter((text, index, all) => text && all.indexOf(text) === index)
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}

/** Names the chain by what it answers, or says why none is in use. */
export function chainText(chain) {
  if (!chain.client) {
    return `none in use${chain.fault ? ` (${chain.fault})` : ''}`;
  }
  return chain.development ? `${chain.client} (development chain, without consensus)` : chain.client;
}

/** Makes separators visible, so that a person sees that the scanner sent them. */
export function showSeparators(text) {
  return text.replaceAll(SEPARATOR, VISIBLE_SEPARATOR);
}

/** What the scanner sent: separators as they were, no line end. */
export function scannedData(text) {
  return text.replaceAll(VISIBLE_SEPARATOR, SEPARATOR).trim();
}

/** The pack that a parsed label names, or the sentence that says why it names none. */
export function packOf(parsed) {
  if (parsed.gtin && parsed.serial) {
    return { pack: { gtin: parsed.gtin, serial: parsed.serial, batch: parsed.batch, expiry: parsed.expiry } };
  }
  if (parsed.sscc) {
    return { reason: `This label names a case or pallet (SSCC ${parsed.sscc}), not a pack. Scan a pack inside it.` };
  }
  if (parsed.gtin) {
    return { reason: `This label names a product (GTIN ${parsed.gtin}) but no serial number. Scan the square DataMatrix code of the pack.` };
  }
  if (parsed.problem) {
    return { reason: parsed.problem };
  }
  return { reason: 'This label names no pack. Scan the square DataMatrix code of the pack.' };
}
