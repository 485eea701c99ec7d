// What a verdict and a journey look like. Text is always set as text, never as HTML.

import { day, inference, moment, shortHash, stepWord } from './format.js';

const ICONS = { OK: '✓', WARNING: '!', STOP: '✕' };
const STATES = { OK: 'ok', WARNING: 'warning', STOP: 'stop' };
const RELATIONS = {
  you: 'You',
  'on-its-way-to-you': 'On its way to you',
  another: 'Another organisation',
};

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

export function notice(text, level = 'stop') {
  return element('p', { class: `notice ${level}` }, text);
}

/** A reading that repairs a fault of the scanner: a person compares it with the pack and takes it, or not. */
export function offer(pack, take) {
  const button = element('button', { type: 'button' }, 'This is what the pack says: check it');
  button.addEventListener('click', take);
  const batch = pack.batch ? `, batch ${pack.batch}` : '';
  return element(
    'div',
    { class: 'card offer' },
    element('p', {}, `Repaired reading, not yet used: GTIN ${pack.gtin}, serial number ${pack.serial}${batch}. Compare it with the pack.`),
    button,
  );
}

/** The answer: by word, icon and colour, and what to do. */
export function verdictCard(verdict) {
  const state = STATES[verdict.level] ?? 'stop';
  return element(
    'section',
    { class: `card verdict ${state}`, 'aria-labelledby': 'verdict-title', 'data-verdict': verdict.verdict },
    element('span', { class: 'icon', 'aria-hidden': 'true' }, ICONS[verdict.level] ?? ICONS.STOP),
    element(
      'div',
      {},
      element('h2', { id: 'verdict-title' }, verdict.title),
      element('p', { class: 'action' }, verdict.action),
      uncompared(verdict),
      alerts(verdict.alerts ?? []),
    ),
  );
}

/** A label whose batch and expiry date were not given is for the person to compare. */
function uncompared(verdict) {
  const { batch } = verdict;
  const rest = [
    batch?.lot && !verdict.compared.includes('batch') && `batch ${batch.lot}`,
    batch?.expiry && !verdict.compared.includes('expiry') && `expiry date ${day(batch.expiry)}`,
  ].filter(Boolean);
  return rest.length === 0 ? null : element('p', { class: 'action' }, `Not compared yet: does the label say ${rest.join(' and ')}?`);
}

function alerts(list) {
  return list.length === 0
    ? null
    : element('ul', { class: 'alerts' }, ...list.map((alert) => element('li', {}, `${alert.code} ${alert.meaning}`)));
}

/** What is on record about the pack. */
export function factsCard(verdict) {
  const { product, pack, batch, custody, anchoring } = verdict;
  const rows = [
    ['Product code', verdict.gtin],
    ['Serial number', verdict.serial],
    batch && ['Batch', batch.lot ? `${batch.lot} (${batch.state})` : batch.state],
    batch?.expiry && ['Expiry', day(batch.expiry)],
    pack && ['Pack', pack.state],
    custody && ['Custodian', custodian(custody)],
    anchoring && ['Latest event', anchoringLine(anchoring)],
    anchoring?.seals && ['Seals', SEALS[anchoring.seals]],
  ].filter(Boolean);
  const title = product
    ? [product.name, product.strength, product.form, product.packSize].filter(Boolean).join(', ')
    : 'Product not on record';
  return element(
    'section',
    { class: 'card', 'aria-labelledby': 'facts-title' },
    element('h2', { id: 'facts-title' }, title),
    element('dl', { class: 'facts' }, ...rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))),
  );
}

function custodian(custody) {
  const relation = RELATIONS[custody.relation] ?? custody.relation;
  const holder = [custody.name, custody.gln && `GLN ${custody.gln}`].filter(Boolean).join(', ');
  if (!holder) {
    return relation;
  }
  return custody.relation === 'another' ? holder : `${relation}: ${holder}`;
}

/** How far something is anchored, with block and transaction. */
const SEALS = {
  none: 'None: the pack is from before there were seals',
  behind: 'Follow within seconds',
  sealed: 'Lead to where the pack is',
  conflict: 'Conflict: they do not lead to where the pack is on record',
};

function anchoringLine(anchoring) {
  if (anchoring.status !== 'anchored') {
    return element('span', { class: 'anchor pending' }, 'Not yet anchored on chain (pending)');
  }
  if (!anchoring.block) {
    return element('span', { class: 'anchor' }, 'Anchored on chain'); // Where is told to who has to do with the pack.
  }
  const line = element('span', { class: 'anchor' }, `Anchored: block ${anchoring.block}, commitment ${anchoring.sequence}`);
  if (anchoring.transaction) {
    line.append(', transaction ', element('code', { title: anchoring.transaction }, shortHash(anchoring.transaction)));
  }
  return line;
}

/** The journey as an ordered list, or a sentence that says there is none. */
export function journeyCard(journey) {
  const card = element('section', { class: 'card', 'aria-labelledby': 'journey-title' }, element('h2', { id: 'journey-title' }, 'Journey'));
  if (!journey || journey.steps.length === 0) {
    card.append(element('p', {}, 'No journey of this pack is on record for you.'));
  } else {
    card.append(element('ol', { class: 'journey' }, ...journey.steps.map(journeyStep)));
  }
  return card;
}

function journeyStep(step) {
  const where = [step.organisation, step.placeName ?? (step.place && `place ${step.place}`)].filter(Boolean).join(' · ');
  const inferred = inference(step);
  return element(
    'li',
    {},
    element('p', { class: 'step' }, element('strong', {}, stepWord(step)), ' ', element('time', { datetime: step.time }, moment(step.time))),
    element('p', {}, where),
    inferred ? element('p', { class: 'hint' }, inferred) : null,
    element('p', { class: 'chain-line' }, anchoringLine(step.anchoring)),
  );
}

/** Whether something shown may still become anchored. */
export function isPending(verdict, journey) {
  return [verdict.anchoring, ...(journey?.steps ?? []).map((step) => step.anchoring)].some(
    (anchoring) => anchoring && anchoring.status !== 'anchored',
  );
}
