/** Keys of the review queue; they work only within a card, so that no key typed elsewhere decides anything. */

const card = (node) => node?.closest?.('[data-activity]');

document.addEventListener('keydown', (event) => {
  const here = card(event.target);
  if (!here || event.target.closest('select, input') || event.metaKey || event.ctrlKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === 'j' || key === 'k') {
    const cards = [...document.querySelectorAll('[data-activity]')];
    cards[cards.indexOf(here) + (key === 'j' ? 1 : -1)]?.focus();
    return;
  }
  const action = here.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!action) return;
  event.preventDefault();
  if (action.matches('select')) action.focus();
  else action.click();
});

let decided = null;
document.addEventListener('htmx:before:request', (event) => {
  const here = card(event.target);
  if (here) decided = { id: here.id, height: here.getBoundingClientRect().height };
});

/** The card that was decided keeps its height, so that nothing moves below it, and the focus, so that J goes on from there. */
document.addEventListener('htmx:after:swap', () => {
  const here = decided && document.getElementById(decided.id);
  if (!here) return;
  here.style.minHeight = `${decided.height}px`;
  here.focus({ preventScroll: true });
  decided = null;
});
