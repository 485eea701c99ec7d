// The first page: log in, scan or type a pack, see verdict and journey.

import * as api from './api.js';
import { chainText, packOf, scannedData, showSeparators, VISIBLE_SEPARATOR } from './format.js';
import { element, factsCard, isPending, journeyCard, notice, offer, verdictCard } from './view.js';

const CHAIN_EVERY_MS = 10_000;
const PENDING_EVERY_MS = 3_000;
const PENDING_LOOKS = 20;

const page = (id) => document.getElementById(id);
let question = 0;

function show() {
  const who = api.session();
  page('login').hidden = Boolean(who);
  page('ask').hidden = !who;
  page('session').hidden = !who;
  page('who').textContent = who ? who.name : '';
  (who ? page('scan') : page('username')).focus();
}

/** A GS1 Digital Link that a phone read leads here with what it says; it is asked about when somebody is logged in. */
function takeScanOfAddress() {
  const scan = new URLSearchParams(window.location.search).get('scan');
  if (scan) {
    page('scan').value = scan;
  }
}

function clear() {
  question += 1;
  ['message', 'verdict', 'details'].forEach((id) => page(id).replaceChildren());
}

/** What the data says; data that cannot be read names no pack, with the reason. */
async function parsed(data) {
  try {
    return await api.parse(data);
  } catch (problem) {
    if (problem.status !== 400) {
      throw problem;
    }
    return { problem: problem.message };
  }
}

/** Why no pack was read, and a reading on offer; nothing is asked about it before a person takes it. */
async function explain(data, reason) {
  const { findings, repair, hint } = await api.diagnose(data);
  const sentences = findings.length ? findings.map((finding) => finding.message) : [reason];
  if (hint && !repair) {
    sentences.push(hint.message);
  }
  page('message').replaceChildren(...sentences.map((sentence) => notice(sentence, 'warning')));
  const { pack } = repair ? packOf(repair.reading) : {};
  if (pack) {
    page('message').append(offer(pack, () => attempt(page('scan-form'), () => answer(pack))));
  }
}

/** Runs a piece of work; what goes wrong becomes a sentence on the page. */
async function attempt(form, work) {
  const button = form.querySelector('button');
  clear();
  button.disabled = true;
  try {
    await work();
  } catch (problem) {
    if (problem.status === 401 && api.session()) {
      api.logout();
      show();
      page('message').replaceChildren(notice('Your login has ended. Log in again.', 'warning'));
    } else {
      page('message').replaceChildren(notice(problem.message));
    }
  } finally {
    button.disabled = false;
  }
}

async function answer(pack) {
  const mine = question;
  page('message').replaceChildren(element('p', { class: 'hint' }, 'Checking …'));
  const [verdict, journey] = await Promise.all([api.verify(pack), api.trace(pack)]);
  if (mine !== question) {
    return;
  }
  page('message').replaceChildren(...(verdict.hint ? [notice(verdict.hint.message, 'warning')] : []));
  page('verdict').replaceChildren(verdictCard(verdict));
  showDetails(verdict, journey);
  followAnchoring(pack, mine, verdict, journey, PENDING_LOOKS);
}

function showDetails(verdict, journey) {
  page('details').replaceChildren(factsCard(verdict), journeyCard(journey));
}

/** Looks again while something is pending, for a minute; the verdict is announced again only if it is another. */
function followAnchoring(pack, mine, verdict, journey, looks) {
  // What is not on record would be reported as often as it is asked about.
  const known = !['UNKNOWN', 'MISMATCH'].includes(verdict.verdict);
  if (looks === 0 || !known || !isPending(verdict, journey)) {
    return;
  }
  setTimeout(async () => {
    if (mine !== question) {
      return;
    }
    try {
      const [later, further] = await Promise.all([api.verify(pack), api.trace(pack)]);
      if (mine === question) {
        if (later.verdict !== verdict.verdict || later.level !== verdict.level) {
          page('verdict').replaceChildren(verdictCard(later));
        }
        showDetails(later, further);
        followAnchoring(pack, mine, later, further, looks - 1);
      }
    } catch (problem) {
      page('message').replaceChildren(notice(problem.message, 'warning'));
    }
  }, PENDING_EVERY_MS);
}

async function showChain() {
  let text;
  let state = 'chain';
  let foot = '';
  try {
    const chain = await api.chain();
    text = chainText(chain);
    if (chain.client) {
      state = chain.development ? 'chain development' : 'chain';
      foot = `Chain ${chain.chainId}, block ${chain.block}`;
    } else {
      state = 'chain down';
    }
  } catch {
    text = 'no answer';
    state = 'chain down';
  }
  page('chain-foot').textContent = foot;
  // Announced to a screen reader when it changes, and only then.
  if (page('chain').dataset.text !== text) {
    page('chain').dataset.text = text;
    page('chain').textContent = `Chain: ${text}`;
    page('chain').className = state;
  }
}

page('login-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(event.target, async () => {
    await api.login(page('username').value.trim(), page('password').value);
    page('password').value = '';
    show();
  });
});

page('logout').addEventListener('click', () => {
  api.logout();
  clear();
  show();
});

page('scan-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const data = scannedData(page('scan').value);
  page('scan').select();
  attempt(event.target, async () => {
    if (!data) {
      page('message').replaceChildren(notice('Scan a pack, or type what is on it.', 'warning'));
      return;
    }
    const { pack, reason } = packOf(await parsed(data));
    if (reason) {
      await explain(data, reason);
      return;
    }
    await answer(pack);
  });
});

page('fields-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const value = (id) => page(id).value.trim();
  attempt(event.target, async () => {
    if (!value('gtin') || !value('serial')) {
      page('message').replaceChildren(notice('Product code and serial number are both needed.', 'warning'));
      return;
    }
    await answer({ gtin: value('gtin'), serial: value('serial'), batch: value('batch'), expiry: value('expiry'), typed: true });
  });
});

// A scanner that is a keyboard sends the group separator as Ctrl+], which types nothing by itself.
page('scan').addEventListener('keydown', (event) => {
  if ((event.ctrlKey && event.key === ']') || event.key === '\u001d') {
    event.preventDefault();
    const field = event.target;
    field.setRangeText(VISIBLE_SEPARATOR, field.selectionStart, field.selectionEnd, 'end');
  }
});

page('scan').addEventListener('input', (event) => {
  const field = event.target;
  const shown = showSeparators(field.value);
  if (shown !== field.value) {
    field.value = shown;
  }
});

// A scan is never lost for want of focus: what is typed outside any field goes to the scan field.
document.addEventListener('keydown', (event) => {
  const elsewhere = event.target === document.body || event.target === page('main');
  if (elsewhere && !page('ask').hidden && event.key.length === 1 && !event.altKey && !event.metaKey && !event.ctrlKey) {
    page('scan').focus();
    page('scan').select();
  }
});

takeScanOfAddress();
show();
showChain();
setInterval(() => {
  if (!document.hidden) {
    showChain();
  }
}, CHAIN_EVERY_MS);
