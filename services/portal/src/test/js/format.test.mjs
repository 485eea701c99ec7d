import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

// Imported as text: a browser takes .js for a module, Node would want a package.json beside it.
const source = await readFile(new URL('../../main/resources/portal/format.js', import.meta.url));
const { chainText, day, inference, moment, packOf, scannedData, sentences, shortHash, showSeparators, stepWord } =
  await import(`data:text/javascript;base64,${source.toString('base64')}`);

test('a date is written with the name of its month', () => {
  assert.equal(day('2027-03-31'), '31 Mar 2027');
  assert.equal(day('2026-12-01'), '1 Dec 2026');
});

test('what is no date stays as it is', () => {
  assert.equal(day('2027-13-01'), '2027-13-01');
  assert.equal(day(undefined), '');
});

test('a time keeps the offset of its place, whatever the reader\'s own', () => {
  assert.equal(moment('2026-11-21T08:00:00.123+01:00'), '21 Nov 2026, 08:00 UTC+01:00');
  assert.equal(moment('2026-11-21T08:00:00Z'), '21 Nov 2026, 08:00 UTC');
  assert.equal(moment('2026-11-21T08:00Z'), '21 Nov 2026, 08:00 UTC');
});

test('a separator is seen in the field and sent as it was', () => {
  const read = ']d201061414112345642112345\u001d10L1';
  const shown = showSeparators(read);
  assert.ok(!shown.includes('\u001d'));
  assert.equal(scannedData(`${shown}\r\n`), read);
});

test('a problem becomes sentences, each once', () => {
  assert.equal(
    sentences({ title: 'The content cannot be used', detail: 'Check digit is 4, not 5.', action: 'Correct it.' }),
    'The content cannot be used. Check digit is 4, not 5. Correct it.',
  );
  assert.equal(sentences({ title: 'Wrong', detail: 'Wrong' }), 'Wrong.');
  assert.equal(sentences({}), '');
});

test('a development chain is called one', () => {
  assert.equal(chainText({ client: 'anvil/v1.7.1', development: true }), 'anvil/v1.7.1 (development chain, without consensus)');
  assert.equal(chainText({ client: 'besu/v26.4.0', development: false }), 'besu/v26.4.0');
});

test('a chain that is not in use is never named as one', () => {
  assert.equal(chainText({ fault: 'the node does not answer' }), 'none in use (the node does not answer)');
  assert.equal(chainText({}), 'none in use');
});

test('a label that names no pack is told from one that does', () => {
  assert.deepEqual(packOf({ gtin: '06141411234564', serial: 'A', batch: 'B', expiry: '2027-03-31' }).pack, {
    gtin: '06141411234564',
    serial: 'A',
    batch: 'B',
    expiry: '2027-03-31',
  });
  assert.match(packOf({ sscc: '106141412345678908' }).reason, /case or pallet/);
  assert.match(packOf({ gtin: '06141411234564' }).reason, /no serial number/);
  assert.match(packOf({}).reason, /no pack/);
  assert.equal(packOf({ problem: 'It cannot be read.' }).reason, 'It cannot be read.');
});

test('a step is named by what it did, and says when it was only inferred', () => {
  assert.equal(stepWord({ type: 'ObjectEvent', bizStep: 'shipping' }), 'Shipped');
  assert.equal(stepWord({ type: 'ObjectEvent', bizStep: 'retail_selling' }), 'Retail selling');
  assert.equal(stepWord({ type: 'AggregationEvent' }), 'Packed');
  assert.equal(stepWord({ type: 'ObjectEvent' }), 'Seen');
  assert.equal(inference({ inferred: false, unit: 'PACK' }), '');
  assert.match(inference({ inferred: true, unit: 'CASE' }), /its case/);
});

test('an event without a business step is named by what the pack became', () => {
  assert.equal(stepWord({ type: 'ObjectEvent', disposition: 'stolen' }), 'Reported stolen');
  assert.equal(stepWord({ type: 'ObjectEvent', disposition: 'urn:epcglobal:cbv:disp:active' }), 'Active again');
  assert.equal(stepWord({ type: 'ObjectEvent', disposition: 'https://ref.gs1.org/cbv/Disp-sellable_accessible' }), 'Sellable again');
  assert.equal(stepWord({ type: 'ObjectEvent', disposition: 'non_sellable_other' }), 'Locked');
  assert.equal(stepWord({ type: 'ObjectEvent', disposition: 'partially_dispensed' }), 'Seen: partially dispensed');
  assert.equal(stepWord({ type: 'ObjectEvent', bizStep: 'shipping', disposition: 'in_transit' }), 'Shipped');
});

test('a hash is short in a line', () => {
  assert.equal(shortHash(`0x${'ab'.repeat(32)}`), '0xabababab…ababab');
});
