/** The terms form says errors only of fields that somebody has left; the hidden field names them. */

const form = document.querySelector('[data-touching]');
const touched = form?.querySelector('[data-touched]');
const names = new Set();

form?.addEventListener('focusout', (event) => {
  if (event.target.name && event.target.matches('.input')) names.add(event.target.name);
  touched.value = [...names].join(',');
});
