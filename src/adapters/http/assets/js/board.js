/**
 * The order of the capacity board. Rows change in place as fragments arrive; they only change places when somebody asks, or
 * when nothing in the list has had focus or pointer for a while.
 */

const IDLE = 10_000;

const board = document.querySelector('[data-board]');
const body = document.querySelector('[data-board-rows]');
const button = document.querySelector('[data-resort]');

if (board && body && button) {
  let touchedAt = Date.now();
  const touch = () => {
    touchedAt = Date.now();
  };
  for (const name of ['pointermove', 'pointerdown', 'focusin', 'keydown']) body.addEventListener(name, touch);

  const rows = () => [...body.querySelectorAll('tr')];
  const near = (row) => Number(row.dataset.near);
  const wanted = () =>
    rows()
      .map((row, place) => ({ row, place }))
      .sort((a, b) => near(b.row) - near(a.row) || a.place - b.place)
      .map(({ row }) => row);

  const look = () => {
    const moved = movedCount(rows().map(near));
    button.hidden = moved === 0;
    button.textContent = moved === 1 ? '1 has moved: sort again' : `${moved} have moved: sort again`;
    for (const counter of document.querySelectorAll('[data-band-count]')) {
      const band = counter.dataset.bandCount;
      const count = band === 'all' ? rows().length : rows().filter((row) => row.dataset.band === band).length;
      if (counter.textContent !== String(count)) counter.textContent = String(count);
    }
  };

  const sort = () => {
    body.append(...wanted());
    look();
  };

  button.addEventListener('click', (event) => {
    event.preventDefault();
    sort();
    document.querySelector('[data-band-filter][aria-current]')?.focus();
  });

  for (const link of document.querySelectorAll('[data-band-filter]')) {
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      board.dataset.filter = link.dataset.bandFilter;
      for (const other of document.querySelectorAll('[data-band-filter]')) other.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      history.replaceState(history.state, '', link.getAttribute('href'));
    });
  }

  setInterval(() => {
    const busy = body.matches(':hover') || body.contains(document.activeElement);
    if (!button.hidden && !busy && Date.now() - touchedAt >= IDLE) sort();
    else if (busy) touch();
  }, 1_000);

  document.addEventListener('htmx:sse:after:message', look);
}

/** How many have to move so that the values fall: all but the longest run that falls already. */
function movedCount(values) {
  const tails = [];
  for (const value of values) {
    let place = tails.findIndex((tail) => tail < value);
    if (place === -1) place = tails.length;
    tails[place] = value;
  }
  return values.length - tails.length;
}

/** Only the newest happenings stay. */
document.addEventListener('htmx:sse:after:message', () => {
  const list = document.querySelector('#recent');
  while (list && list.children.length > 30) list.lastElementChild.remove();
});
