/** What every page has beside its own: the search key, menus that close, the connection dot, the focus after an error. */

const SAID = { live: 'Live', lost: 'Reconnecting…', off: 'Not live', out: 'Signed out' };

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) {
    event.preventDefault();
    document.querySelector('[data-search]')?.focus();
  }
  if (event.key === 'Escape') closeMenus(null, true);
});

document.addEventListener('click', (event) => closeMenus(event.target.closest('[data-menu]'), false));

function closeMenus(except, giveFocusBack) {
  for (const menu of document.querySelectorAll('[data-menu][open]')) {
    if (menu === except) continue;
    menu.open = false;
    if (giveFocusBack && menu.contains(document.activeElement)) menu.querySelector('summary').focus();
  }
}

function say(state) {
  for (const dot of document.querySelectorAll('[data-live-dot]')) {
    if (dot.dataset.state === state) continue;
    dot.dataset.state = state;
    dot.querySelector('[data-live-text]').textContent = SAID[state];
  }
}

document.addEventListener('htmx:sse:after:connection', () => say('live'));
document.addEventListener('htmx:sse:error', (event) => say(event.detail.status === 401 ? 'out' : 'lost'));
document.addEventListener('htmx:sse:close', () => say('off'));
document.addEventListener('htmx:sse:before:connection', (event) => {
  const [dot] = document.querySelectorAll('[data-live-dot]');
  if (event.detail.connection.attempt > 0 && !document.hidden && dot?.dataset.state === 'live') say('lost');
});

/** The address of the CSV follows the filters of the list. */
document.addEventListener('htmx:after:swap', () => {
  const list = document.querySelector('#list[data-csv-href]');
  if (!list) return;
  document.querySelector('[data-csv]')?.setAttribute('href', list.dataset.csvHref);
  const sort = document.querySelector('[data-filters] [name=sort]');
  if (sort) sort.value = list.dataset.sort;
});

document.querySelector('[data-error-summary]')?.focus();

/** `t` opens and closes the table behind a chart. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 't' || event.target.closest('input, textarea, select') || event.metaKey || event.ctrlKey) return;
  const summary = document.querySelector('[data-table-key]');
  if (!summary) return;
  summary.parentElement.open = !summary.parentElement.open;
  summary.focus();
});

/** On a phone the tab that is open may stand off to the side. */
const tab = document.querySelector('.tabs [aria-current]');
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
