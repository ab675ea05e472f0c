/**
 * Moving cards of the upsell board, by mouse and by keys. A move is the sending of a form that the card has anyway; what has to be said
 * with it, the value or the reason, is asked for first.
 */

const board = () => document.querySelector('[data-upsell-board]');
const columns = () => [...document.querySelectorAll('[data-column]')];
const cardOf = (id) => document.getElementById(`card-${id}`);
const formOf = (card, state) => card.querySelector(`form[data-move="${state}"]`);
const titleOf = (column) => column.querySelector('h2').firstChild.textContent.trim();

let held = null;
let focusOn = null;
let known = null;

function prepare() {
  known = board();
  for (const card of document.querySelectorAll('[data-card]')) {
    const grip = card.querySelector('[data-grip]');
    if (!grip) continue;
    grip.hidden = false;
    card.draggable = true;
  }
  forgetKnownNews();
}

function targetsOf(card) {
  return columns().filter((column) => formOf(card, column.dataset.column));
}

function show(card) {
  const targets = targetsOf(card);
  for (const column of columns()) column.classList.toggle('may-take', targets.includes(column));
}

function hide() {
  for (const column of columns()) column.classList.remove('may-take', 'takes');
  for (const card of document.querySelectorAll('[data-card].held')) card.classList.remove('held');
  for (const grip of document.querySelectorAll('[data-grip][aria-pressed]')) grip.removeAttribute('aria-pressed');
  held = null;
}

function say(text) {
  const place = document.querySelector('[data-grip-said]');
  if (place) place.textContent = text;
}

/** Sends the move, or opens what has to be said with it. */
function moveTo(card, state) {
  const form = formOf(card, state);
  if (!form) return;
  focusOn = card.dataset.card;
  const asked = form.querySelector('[required]');
  if (asked?.value !== '') {
    form.requestSubmit();
    return;
  }
  const details = card.querySelector('details');
  if (details) details.open = true;
  asked.focus();
  say(asked.labels[0].textContent);
}

document.addEventListener('dragstart', (event) => {
  const card = event.target.closest?.('[data-card]');
  if (!card) return;
  held = { card };
  card.classList.add('held');
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', card.dataset.title);
  show(card);
});

document.addEventListener('dragover', (event) => {
  const column = event.target.closest?.('[data-column].may-take');
  for (const other of columns()) other.classList.toggle('takes', other === column);
  if (!held || !column) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'move';
});

document.addEventListener('drop', (event) => {
  const column = event.target.closest?.('[data-column].may-take');
  if (!held || !column) return;
  event.preventDefault();
  const { card } = held;
  hide();
  moveTo(card, column.dataset.column);
});

document.addEventListener('dragend', hide);

document.addEventListener('click', (event) => {
  const grip = event.target.closest('[data-grip]');
  if (grip) pickUpOrPut(grip);
  else if (held?.keys) hide();
});

document.addEventListener('keydown', (event) => {
  if (!held?.keys) return;
  if (event.key === 'Escape') {
    say('Left where it was.');
    hide();
  } else if (['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'].includes(event.key)) {
    event.preventDefault();
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
    choose((held.at + step + held.targets.length) % held.targets.length);
  } else if (event.key === 'Tab') {
    hide();
  }
});

function pickUpOrPut(grip) {
  const card = grip.closest('[data-card]');
  if (held?.keys && held.card === card) {
    const { dataset } = held.targets[held.at];
    hide();
    moveTo(card, dataset.column);
    return;
  }
  hide();
  const targets = targetsOf(card);
  if (targets.length === 0) return;
  held = { card, targets, at: 0, keys: true };
  card.classList.add('held');
  grip.setAttribute('aria-pressed', 'true');
  show(card);
  choose(0);
}

function choose(at) {
  held.at = at;
  const { targets, card } = held;
  for (const column of columns()) column.classList.toggle('takes', column === targets[at]);
  say(`${card.dataset.title}: to ${titleOf(targets[at])}, ${at + 1} of ${targets.length}.`);
}

/** News of what this page shows already, since it was done here, is no news. */
function forgetKnownNews() {
  for (const news of document.querySelectorAll('[data-news]')) {
    const card = cardOf(news.dataset.news);
    if (card && Number(card.dataset.version) >= Number(news.dataset.version)) news.remove();
  }
}

document.addEventListener('submit', (event) => {
  const card = event.target.closest('[data-card]');
  if (card) focusOn = card.dataset.card;
});

document.addEventListener('htmx:after:swap', () => {
  if (board() === known) return;
  prepare();
  const card = focusOn && cardOf(focusOn);
  focusOn = null;
  if (!card) return;
  const wrong = card.querySelector('[aria-invalid="true"]');
  const grip = card.querySelector('[data-grip]');
  (wrong ?? grip ?? card.querySelector('a')).focus();
});
document.addEventListener('htmx:sse:after:message', forgetKnownNews);

prepare();
