// Questions to ask next, once found: put under the answer that they follow, if that is still the newest.
watch('value', () => {
  const found = document.querySelector('#nd-onward [data-turn]');
  const last = document.querySelector('#nd-conversation .nd-turn:last-child');
  const place = last?.querySelector('.nd-onward');
  if (!found || !place || found.dataset.turn !== last.dataset.turn) return;
  if (found.dataset.asked !== last.querySelector('.nd-question').textContent) return;
  place.replaceChildren(...[...found.children].map((one) => one.cloneNode(true)));
  place.removeAttribute('aria-busy');
});
